"""Some of the demo's offers in a second language, and one that its host has only begun to write."""

from typing import NamedTuple

from dot_portal.demo.world import World
from mechanisms.drafts.keeping import keep
from placements.offers.models import Offer, OfferText
from placements.offers.transitions import write_version
from placements.offers.views.half_written import NEW


class Version(NamedTuple):
    language: str
    title: str
    tasks: str
    question: str
    virtual_description: str
    in_kind: dict[str, str]


GERMAN = (
    "Was möchtest du danach können?",
    "Die ersten zwei Wochen von zu Hause aus, mit einem täglichen Gespräch.",
    {"Room provided": "Zimmer vorhanden", "Lunch and bus ticket": "Mittagessen und Busfahrkarte"},
)
FRENCH = (
    "Que souhaitez-vous savoir faire à la fin ?",
    "Les deux premières semaines depuis chez vous, avec un appel par jour.",
    {"Room provided": "Chambre fournie", "Lunch and bus ticket": "Déjeuner et abonnement de bus"},
)
# By the host whose offer of this year it is.
VERSIONS = {
    "Stadtarchiv Beispielsee": Version(
        "de",
        "Zehn Jahre Zahlen, ein klares Bild: für ein Stadtarchiv",
        "Zehn Jahre unserer Daten bereinigen, in eine kleine Datenbank laden und die drei Diagramme bauen, nach denen "
        "alle fragen.",
        *GERMAN,
    ),
    "Institut für Erfundene Systeme": Version(
        "de",
        "Unsere erste offene Schnittstelle: für das Wetter der Alpen",
        "Eine Schnittstelle zu unseren Daten entwerfen und schreiben, mit Tests, Dokumentation und einer Seite, die "
        "sie zeigt.",
        *GERMAN,
    ),
    "Atelier Fictif Numérique": Version(
        "fr",
        "Compter ce que personne n'a compté, pour des ateliers d'artisans",
        "Recueillir des mesures, les joindre aux données ouvertes de la région et publier un rapport hebdomadaire qui "
        "se fait tout seul.",
        *FRENCH,
    ),
}


def in_a_second_language(offer: Offer) -> None:
    """As its host would write it beside the first, before it is sent."""
    version = VERSIONS.get(offer.host.legal_name)
    if version is None:
        return
    text = OfferText(
        offer=offer,
        language=version.language,
        title=version.title,
        tasks=version.tasks,
        virtual_description=version.virtual_description if offer.virtual_description else "",
        in_kind=version.in_kind.get(offer.in_kind, ""),
        questions=[version.question] * len(offer.questions),
    )
    write_version(text=text, by=offer.host.owner)


def half_written(world: World) -> None:
    """What the host that signs in has typed yesterday and not finished."""
    said = {"title": ["A greenhouse that waters itself"], "language": ["en"], "kinds": ["he_student", "vet_learner"]}
    with world.on(-1):
        keep(world.hosts[0].owner, NEW, {"what": said}, base=None, page="demo")
