"""What the demo shows to a visitor without an account: offices, news, and who runs it. All of it is invented."""

from accounts.coordinators.models import Office
from accounts.coordinators.transitions import save_office
from dot_portal.demo.world import World
from dot_portal.pages.models import NewsItem, Operator
from dot_portal.pages.transitions import save_operator

HOURS = ("Monday to Thursday, 9:00 to 12:00", "Every morning from 9:30, and by video on Wednesday afternoons", "")

NEWS = [
    (
        "first-offers",
        -9,
        {
            "en": (
                "More than a hundred places are open",
                "Hosts from north to south have written offers for the coming spring: from a museum that wants its "
                "card index on the web to a workshop that wants its machines on a dashboard.\n\n"
                "Each offer was read before it was published. [Look for yours](/offers/), and save what you like: we "
                "remind you before it closes.",
            ),
            "de": (
                "Mehr als hundert Plätze sind offen",
                "Gastgeber von Nord bis Süd haben Angebote für das kommende Frühjahr geschrieben: vom Museum, das "
                "seine Kartei ins Netz bringen will, bis zur Werkstatt, die ihre Maschinen im Blick haben will.\n\n"
                "Jedes Angebot wurde vor der Veröffentlichung gelesen. [Suchen Sie Ihres](/offers/) und merken Sie "
                "sich, was Ihnen gefällt: Wir erinnern Sie, bevor es schließt.",
            ),
            "fr": (
                "Plus de cent places sont ouvertes",
                "Du nord au sud, des organismes ont écrit des offres pour le printemps : d'un musée qui veut mettre "
                "son fichier en ligne à un atelier qui veut suivre ses machines sur un tableau de bord.\n\n"
                "Chaque offre a été lue avant sa publication. [Cherchez la vôtre](/offers/) et gardez ce qui vous "
                "plaît : nous vous le rappelons avant la clôture.",
            ),
            "es": (
                "Más de cien plazas están abiertas",
                "De norte a sur, las organizaciones han escrito ofertas para la primavera: desde un museo que quiere "
                "su fichero en la web hasta un taller que quiere ver sus máquinas en un panel.\n\n"
                "Cada oferta se leyó antes de publicarse. [Busque la suya](/offers/) y guarde lo que le guste: se lo "
                "recordamos antes de que cierre.",
            ),
        },
    ),
    (
        "how-the-money-works",
        -30,
        {
            "en": (
                "How the money works, on one page",
                "Who pays the grant, what comes on top, and what a host may add: we have put it together on "
                "[one page](/money/), with the source of every figure.\n\n"
                "What is not confirmed yet is marked as such. Your institution's call has the last word.",
            ),
            "de": (
                "Wie das Geld fließt, auf einer Seite",
                "Wer den Zuschuss zahlt, was dazukommt und was ein Gastgeber drauflegen darf: Wir haben es auf "
                "[einer Seite](/money/) zusammengestellt, mit der Quelle jeder Zahl.\n\n"
                "Was noch nicht bestätigt ist, ist so gekennzeichnet. Das letzte Wort hat die Ausschreibung Ihrer "
                "Hochschule.",
            ),
            "fr": (
                "Comment fonctionne l'argent, sur une page",
                "Qui verse la bourse, ce qui s'y ajoute et ce qu'un organisme peut donner en plus : nous l'avons "
                "réuni sur [une page](/money/), avec la source de chaque chiffre.\n\n"
                "Ce qui n'est pas encore confirmé est signalé. L'appel de votre établissement a le dernier mot.",
            ),
            "es": (
                "Cómo funciona el dinero, en una página",
                "Quién paga la beca, qué se le suma y qué puede añadir una organización: lo hemos reunido en "
                "[una página](/money/), con la fuente de cada cifra.\n\n"
                "Lo que aún no está confirmado está señalado. La convocatoria de su institución tiene la última "
                "palabra.",
            ),
        },
    ),
]


def public_pages(world: World) -> None:
    with world.on(-300):
        offices(world)
        save_operator(by=world.administrator, operator=operator())
    for slug, days, texts in NEWS:
        with world.on(days):
            for language, (title, body) in texts.items():
                NewsItem.objects.create(
                    slug=slug, language=language, title=title, body=body, published_on=world.day(days)
                )


def offices(world: World) -> None:
    for number, institution in enumerate([*world.universities, world.school]):
        office = Office(
            institution=institution,
            name="Mobility office" if institution.kind == "vet" else "International office",
            email=f"office{number}@demo.example",
            phone=f"+00 000 000 {number:02}",
            website=f"https://office{number}.demo.example",
            address=f"Example street {number + 1}\n{institution.city}",
            hours=HOURS[number % len(HOURS)],
        )
        save_office(office=office, by=world.coordinators[institution.pk])


def operator() -> Operator:
    return Operator(
        name="Example Mobility Foundation (invented)",
        represented_by="Aoife Madeup",
        address="Example street 1\n0000 Exampletown\nNowhere",
        email="portal@demo.example",
        phone="+00 000 000 99",
        register="Register of invented foundations, DEMO-1",
        data_protection="Robin Muster, privacy@demo.example",
        data_authority="Data protection authority of Nowhere, https://privacy.demo.example",
        hosting="Example Hosting, Nowhere (European Union)",
        enforcement="Accessibility office of Nowhere, https://access.demo.example",
    )
