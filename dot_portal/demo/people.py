"""Who walks through the demo. People and companies are invented; institutions are real, from the code lists."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

# Of invented people, only where DEMO is on.
PASSWORD = "dots-that-join"  # nosec B105

SIGN_INS = [
    (_("Trainee (student)"), "trainee@demo.example", PASSWORD),
    (_("Trainee (VET learner)"), "learner@demo.example", PASSWORD),
    (_("Trainee (university staff)"), "lecturer@demo.example", PASSWORD),
    (_("Host"), "host@demo.example", PASSWORD),
    (_("Coordinator"), "coordinator@demo.example", PASSWORD),
    (_("Administrator"), "administrator@demo.example", PASSWORD),
]

# Whom a visitor becomes: given and family names.
NAMES = {
    "trainee@demo.example": ("Ana", "Ficticia"),
    "learner@demo.example": ("Jonas", "Beispiel"),
    "lecturer@demo.example": ("Mira", "Exemplu"),
    "host@demo.example": ("Sanne", "Verzonnen"),
    "coordinator@demo.example": ("Tomáš", "Vymyslený"),
    "administrator@demo.example": ("Aoife", "Madeup"),
}

# Erasmus code, and which countries' offers its coordinator checks.
INSTITUTIONS = [
    ("CZ PRAHA07", ["AT", "SK", "CZ", "PL", "HU"]),
    ("P  AVEIRO01", ["ES", "PT", "FR", "IT", "MT"]),
    ("G  THESSAL01", ["GR", "CY", "BG", "RO", "TR"]),
    ("SF TURKU01", ["SE", "NO", "DK", "IS", "EE", "LV", "LT", "FI"]),
    ("IRLGALWAY01", ["IE", "NL", "BE", "LU", "DE"]),
]
VET_SCHOOL = ("Berufskolleg Musterstadt", "Münster", "DE")
WITHOUT_OFFICE = "SI MARIBOR01"


class DemoHost(NamedTuple):
    name: str
    kind: str  # of the list host_kind
    city: str
    country: str
    sector: str  # NACE section
    size: str
    theme: str  # what its traineeships are about


HOSTS = [
    DemoHost("Orangerie Robotics B.V.", "ENT", "Wageningen", "NL", "A", "small", "for greenhouses"),
    DemoHost("Stadtarchiv Beispielsee", "PUB", "Lindau", "DE", "S", "small", "for a town archive"),
    DemoHost("Fjordlys Data AS", "ENT", "Bergen", "NO", "K", "medium", "for ferry timetables"),
    DemoHost("Museo Imaginario del Puerto", "FND", "Valencia", "ES", "S", "small", "for a harbour museum"),
    DemoHost("Žlutá Ponorka s.r.o.", "ENT", "Brno", "CZ", "K", "small", "for river water quality"),
    DemoHost("Ψηφιακό Εργαστήρι Θάλασσα", "NGO", "Thessaloniki", "GR", "N", "micro", "for small fishing ports"),
    DemoHost("Работилница Данни ООД", "ENT", "Sofia", "BG", "K", "small", "for mountain huts"),
    DemoHost("Clínica Inventada do Mondego", "PUB", "Coimbra", "PT", "R", "large", "for a hospital ward"),
    DemoHost("Kuvitteellinen Metsä Oy", "ENT", "Tampere", "FI", "A", "medium", "for forest owners"),
    DemoHost("Atelier Fictif Numérique", "ENT", "Lyon", "FR", "N", "micro", "for craft workshops"),
    DemoHost("Officina Immaginaria S.r.l.", "ENT", "Torino", "IT", "C", "medium", "for bicycle makers"),
    DemoHost("Samtale & Sol ApS", "ENT", "Aarhus", "DK", "D", "small", "for solar roofs"),
    DemoHost("Zmyślona Piekarnia Cyfrowa", "ENT", "Kraków", "PL", "C", "small", "for neighbourhood bakeries"),
    DemoHost("Przykład Kwantowy Sp. z o.o.", "RES", "Wrocław", "PL", "N", "small", "for a quantum lab"),
    DemoHost("Institut für Erfundene Systeme", "RES", "Graz", "AT", "N", "medium", "for alpine weather"),
    DemoHost("Képzelet Könyvtár", "PUB", "Szeged", "HU", "S", "small", "for public libraries"),
    DemoHost("Iluzija Sport d.o.o.", "ENT", "Split", "HR", "S", "small", "for sailing clubs"),
    DemoHost("Tuletatud Linn OÜ", "ENT", "Tartu", "EE", "K", "micro", "for a smart town"),
    DemoHost("Izdomu Opera", "FND", "Riga", "LV", "S", "medium", "for an opera house"),
    DemoHost("Pramanytas Fintech UAB", "ENT", "Vilnius", "LT", "L", "medium", "for small savers"),
    DemoHost("Brasserie de l'Exemple", "ENT", "Gent", "BE", "C", "small", "for craft brewers"),
    DemoHost("Smyslený Hrad n.o.", "NGO", "Košice", "SK", "S", "micro", "for castle visitors"),
    DemoHost("Domnevna Logistika d.o.o.", "ENT", "Koper", "SI", "H", "medium", "for container ports"),
    DemoHost("Închipuit Software SRL", "ENT", "Cluj-Napoca", "RO", "K", "medium", "for city parking"),
    DemoHost("Nafnlaus Jarðhiti ehf.", "ENT", "Reykjavík", "IS", "D", "small", "for geothermal wells"),
    DemoHost("Påhittad Design AB", "ENT", "Malmö", "SE", "N", "small", "for second-hand furniture"),
    DemoHost("Madeup Marine Ltd", "ENT", "Cork", "IE", "M", "small", "for harbour seals"),
    DemoHost("Hayali Tekstil A.Ş.", "ENT", "İzmir", "TR", "C", "large", "for textile patterns"),
    DemoHost("Université Exemplaire, Centre TICE", "HEI", "Luxembourg", "LU", "Q", "large", "for lecturers"),
    DemoHost("Akademija Primer", "HEI", "Novi Sad", "RS", "Q", "medium", "for university teachers"),
]

GIVEN = [
    "Ana", "Jonas", "Mira", "Luca", "Zoé", "Petra", "Νίκος", "Ines", "Tomáš", "Aoife", "Иван", "Elif", "Sofía", "Mikko",
    "Bram", "Kasia", "Dávid", "Lara", "Nils", "Chiara",
]  # fmt: skip
FAMILY = [
    "Ficticia", "Beispiel", "Exemplu", "Inventato", "Imaginaire", "Smyšlená", "Φανταστικός", "Primer", "Vymyslený",
    "Madeup", "Примеров", "Hayali", "Supuesta", "Keksitty", "Verzonnen", "Zmyślona", "Képzelt", "Domnevna", "Påhittad",
]  # fmt: skip

FACULTIES = ["Faculty of Arts", "Faculty of Science", "Faculty of Social Sciences"]  # of the first university

# ISCED-F fields of the learners: students of all disciplines.
FIELDS = [
    "0222",
    "0313",
    "0412",
    "0211",
    "0533",
    "0613",
    "0731",
    "0913",
    "0414",
    "0231",
    "0811",
    "0715",
    "0114",
    "0421",
]
