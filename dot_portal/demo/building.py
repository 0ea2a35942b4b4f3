"""The whole demo world, chapter by chapter."""

from datetime import date

from django.db import transaction

from accounts.users.models import User
from dot_portal.demo.people import SIGN_INS
from dot_portal.demo.world import World
from dot_portal.demo.year import last_year, this_year


@transaction.atomic
def build(today: date) -> World:
    """The year up to `today`, or nothing at all."""
    world = World(today)
    world.build_people()
    world.build_calls()
    last_year(world)
    this_year(world)
    return world


def is_built() -> bool:
    return User.objects.filter(email=SIGN_INS[-1][1]).exists()
