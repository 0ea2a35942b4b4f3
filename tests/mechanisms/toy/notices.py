from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        "toy.flown",
        "toy.Kite",
        holds=lambda kite, person: kite.state == "flying",
        action="Look up",
        related=("owner",),
    )
)
register(Notice("toy.poison", "toy.Kite"))
register(Notice("toy.land_due", "toy.Kite", action="Land it"))
