"""Who is in the tests, each made by the real verbs when first asked for, and the days and words they use."""

from contextlib import nullcontext
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import count

import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.coordinators import transitions as coordinators
from accounts.coordinators.models import Coordinator
from accounts.hosts.models import Host
from accounts.hosts.transitions import register_host
from accounts.trainees.models import Trainee, TraineeLanguage
from accounts.trainees.transitions import save_profile
from accounts.users.models import User
from dot_portal.demo.cv import one_page_pdf
from placements.calls.models import Call
from placements.calls.transitions import open_call
from programme.codelists.models import Institution, IscedField, Skill, Term
from programme.rules.today import programme_today

PRAGUE, AVEIRO, BRNO = "CZ PRAHA07", "P  AVEIRO01", "CZ BRNO05"
PASSWORD = "correct horse battery"
CV = one_page_pdf("CV of an invented person")


def day(days: int) -> date:
    """The day so many days from today."""
    return programme_today() + timedelta(days)


def on(days: int):
    """As if today were so many days from now."""
    return time_machine.travel(timezone.now() + timedelta(days), tick=True) if days else nullcontext()


def term(vocabulary: str, code: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, code=code)


@cache
def password_hash() -> str:
    """Hashed once: hashing is slow on purpose."""
    return make_password(PASSWORD)


class People:
    def __init__(self):
        self.number = count(1)

    # --- people ------------------------------------------------------------------------------------

    def person(self, name: str, **fields) -> User:
        fields = {"given_name": name, "family_name": "Example", "password": password_hash()} | fields
        user = User(email=f"{name.lower()}@example.eu", **fields)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user

    @cached_property
    def stranger(self) -> User:
        return self.person("Stranger")

    @cached_property
    def administrator(self) -> User:
        return self.person("Administrator", is_staff=True, is_superuser=True)

    @cached_property
    def university(self) -> Institution:
        return Institution.objects.get(erasmus_code=PRAGUE)

    @cached_property
    def other_university(self) -> Institution:
        return Institution.objects.get(erasmus_code=AVEIRO)

    @cached_property
    def school(self) -> Institution:
        return Institution.objects.create(
            name="Berufskolleg Musterstadt", city="Münster", country_id="DE", kind="vet", confirmed=True
        )

    @cached_property
    def coordinator(self) -> User:
        return self.coordinator_of(self.university, "Coordinator", takes=["NL"])

    @cached_property
    def other_coordinator(self) -> User:
        return self.coordinator_of(self.other_university, "Othercoordinator")

    @cached_property
    def school_coordinator(self) -> User:
        return self.coordinator_of(self.school, "Schoolcoordinator")

    def coordinator_of(self, institution: Institution, name: str, takes=()) -> User:
        user = self.person(name, party_wanted="coordinator")
        coordinator = self.asking(user, institution)
        coordinators.admit(coordinator=coordinator, by=self.administrator)
        coordinators.take_countries(coordinator=coordinator, by=user, countries=takes)
        return user

    def asking(self, user: User, institution: Institution) -> Coordinator:
        return coordinators.ask_to_join(by=user, institution=institution, position="International office")

    def call_of(self, institution: Institution) -> Call:
        """A call that has been open for long, so that a stay of months ago fell under it."""
        of_it = {self.university.pk: lambda: self.coordinator, self.school.pk: lambda: self.school_coordinator}
        user = of_it.get(institution.pk, lambda: self.other_coordinator)()
        return Call.objects.filter(institution=institution).first() or open_call(
            by=user,
            institution=institution,
            year=2026,
            action="KA121" if institution.kind == "vet" else "KA131",
            title="Digital traineeships",
            opens=day(-300),
            closes=day(100),
        )

    @cached_property
    def host(self) -> User:
        return self.host_called("Host", "Orangerie Robotics B.V.", "NL", "Wageningen")

    @cached_property
    def other_host(self) -> User:
        return self.host_called("Otherhost", "Museo Imaginario", "ES", "Valencia")

    def host_called(self, name: str, organisation: str, country: str, city: str) -> User:
        user = self.person(name, party_wanted="host")
        kind = term("host_kind", "ENT")
        host = Host(legal_name=organisation, kind=kind, city_name=city, country_id=country, size="small")
        register_host(host=host, by=user, position="Manager")
        return user

    @cached_property
    def trainee(self) -> User:
        return self.student("Trainee").user

    @cached_property
    def learner(self) -> User:
        return self.goes(
            "Learner",
            institution=self.school,
            kind="vet_learner",
            eqf=4,
            study_field=IscedField.objects.get(code="0611"),
            expected_graduation=day(240),
        ).user

    @cached_property
    def lecturer(self) -> User:
        return self.goes(
            "Lecturer",
            institution=self.university,
            kind="staff",
            staff_role="academic",
            seniority="junior",
            field_taught=IscedField.objects.get(code="0222"),
            competences=[term("digcompedu_competence", "2.2")],
        ).user

    def student(self, name: str, institution: Institution | None = None) -> Trainee:
        return self.goes(
            name,
            institution=institution or self.university,
            kind="he_student",
            eqf=6,
            study_field=IscedField.objects.get(code="0222"),
            expected_graduation=day(400),
        )

    def goes(self, name: str, *, institution: Institution, competences=(), **fields) -> Trainee:
        self.call_of(institution)
        user = self.person(name, party_wanted="trainee")
        trainee = Trainee(
            user=user, institution=institution, residence=institution.country, department="Department", **fields
        )
        return save_profile(
            trainee=trainee,
            by=user,
            competences=competences,
            skills=list(Skill.objects.plain()[:2]),
            languages=[TraineeLanguage(language=term("language", "en"), level=term("cefr", "B2"))],
        )
