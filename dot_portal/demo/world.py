"""The demo world: a year of the portal, walked through by the real verbs, day by day.

Nothing here writes a state: each person does what such a person would do, on the day it would happen
(the clock is moved with time-machine). So the demo, the screenshots and the tests start from
situations that can really arise.
"""

import random
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.coordinators.models import Faculty
from accounts.coordinators.transitions import admit, ask_to_join, take_countries
from accounts.hosts.models import Host
from accounts.hosts.transitions import register_host
from accounts.trainees.models import EarlierMobility, Trainee, TraineeLanguage
from accounts.trainees.transitions import save_profile
from accounts.users.models import User
from dot_portal.demo.cv import one_page_pdf
from dot_portal.demo.people import (
    FACULTIES,
    FAMILY,
    FIELDS,
    GIVEN,
    HOSTS,
    INSTITUTIONS,
    NAMES,
    PASSWORD,
    VET_SCHOOL,
    WITHOUT_OFFICE,
)
from dot_portal.demo.topics import TOPICS, Topic
from mechanisms.files.storing import store
from placements.calls.transitions import open_call
from placements.offers import transitions as offers
from placements.offers.models import Offer, OfferLanguage
from programme.codelists.models import City, Institution, IscedField, Skill, Term

GRADUATING = range(16, 20)  # these students take their degree in three weeks, and apply as recent graduates
# What is spoken where, as far as the country's code is not the language's (BE is Belarusian, SE is Northern Sami).
SPOKEN = {
    "AT": "de", "BE": "nl", "CY": "el", "CZ": "cs", "DK": "da", "EE": "et", "GR": "el", "LI": "de", "LU": "fr",
    "RS": "sr", "SE": "sv", "SI": "sl",
}  # fmt: skip


class World:
    """Builds people first, then last year's stays, then this year's offers and applications."""

    def __init__(self, today: date):
        self.today = today
        # The same demo every time is what it is for.
        self.chance = random.Random(2026)  # nosec B311
        self.password = make_password(PASSWORD)  # hashed once: hashing is slow on purpose
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.skills = {skill.label: skill for skill in Skill.objects.plain()}
        self.names = cycle(
            name
            for turn in range(len(FAMILY))
            for number, given in enumerate(GIVEN)
            if (name := (given, FAMILY[(3 * number + turn) % len(FAMILY)])) not in NAMES.values()
        )

    def on(self, days: int, hour: int = 10):
        """The day so many days from today, as a context in which the verbs run."""
        moment = datetime.combine(self.today + timedelta(days=days), time(hour), ZoneInfo("Europe/Brussels"))
        return time_machine.travel(moment, tick=True)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    # --- people ------------------------------------------------------------------------------------

    def person(self, email: str, party: str, **fields) -> User:
        given, family = NAMES.get(email) or next(self.names)
        fields = {"given_name": given, "family_name": family, "party_wanted": party} | fields
        user = User(email=email, password=self.password, **fields)
        user.save()
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
        return user

    def build_people(self) -> None:
        with self.on(-330):
            self.administrator = self.person("administrator@demo.example", "", is_staff=True, is_superuser=True)
            self.build_institutions()
            self.build_hosts()
            self.build_trainees()
        with self.on(-1):
            newcomer = self.person("newcomer@demo.example", "coordinator")
            ask_to_join(by=newcomer, institution=self.universities[0], position="Faculty of Arts")

    def build_institutions(self) -> None:
        name, city, country = VET_SCHOOL
        school = Institution.objects.create(name=name, city=city, country_id=country, kind="vet", confirmed=True)
        universities = [(Institution.objects.get(erasmus_code=code), takes) for code, takes in INSTITUTIONS]
        self.coordinators = {}
        for number, (institution, takes) in enumerate([*universities, (school, [])]):
            address = "coordinator@demo.example" if number == 0 else f"coordinator{number}@demo.example"
            user = self.person(address, "coordinator")
            coordinator = ask_to_join(by=user, institution=institution, position="International office")
            admit(coordinator=coordinator, by=self.administrator)
            take_countries(coordinator=coordinator, by=user, countries=takes)
            self.coordinators[institution.pk] = user
        self.universities = [institution for institution, _takes in universities]
        self.school = school
        self.faculties = [Faculty.objects.create(institution=self.universities[0], name=name) for name in FACULTIES]

    def build_calls(self) -> None:
        for institution, user in ((i, self.coordinators[i.pk]) for i in [*self.universities, self.school]):
            action = "KA121" if institution.kind == "vet" else "KA131"
            for days, year in ((-320, self.today.year - 1), (-60, self.today.year)):
                with self.on(days):
                    open_call(
                        by=user,
                        institution=institution,
                        year=min(year, 2027),
                        action=action,
                        title=f"Digital traineeships {year}",
                        opens=self.day(days),
                        closes=self.day(days + 250),
                    )

    def build_hosts(self) -> None:
        self.hosts = []
        for number, row in enumerate(HOSTS):
            address = "host@demo.example" if number == 0 else f"host{number}@demo.example"
            user = self.person(address, "host")
            host = Host(
                legal_name=row.name,
                kind=self.terms["host_kind", row.kind],
                registration_number=f"DEMO-{number:04}",
                street="Example street 1",
                postal_code="0000",
                city_name=row.city,
                city=City.objects.search(row.city, country=row.country).first(),
                country_id=row.country,
                phone="+00 000 000",
                website=f"https://host{number}.demo.example",
                size=row.size,
                sector=self.terms["nace_section", row.sector],
                is_public_body=row.kind == "PUB",
                is_non_profit=row.kind in {"NGO", "FND", "PUB"},
            )
            self.hosts.append(register_host(host=host, by=user, position="Manager"))
            host.theme, host.owner = row.theme, user

    def build_trainees(self) -> None:
        """60: 34 students of all disciplines, 14 VET learners and graduates, 12 staff."""
        self.students = [self.student(number) for number in range(34)]
        self.graduates = [self.students[number] for number in GRADUATING]
        self.learners = [self.learner(number) for number in range(14)]
        self.staff = [self.lecturer(number) for number in range(12)]

    def student(self, number: int) -> Trainee:
        email = "trainee@demo.example" if number == 0 else f"student{number}@demo.example"
        institution = self.universities[number % len(self.universities)]
        if number >= 31:
            institution = Institution.objects.get(erasmus_code=WITHOUT_OFFICE)
        eqf = (6, 7, 6, 8)[number % 4]
        trainee = Trainee(
            user=self.person(email, "trainee"),
            kind="he_student",
            institution=institution,
            department="" if institution == self.universities[0] else "Faculty of everything",
            faculty=self.faculties[number % len(FACULTIES)] if institution == self.universities[0] else None,
            residence=institution.country,
            eqf=eqf,
            study_field=IscedField.objects.get(code=FIELDS[number % len(FIELDS)]),
            expected_graduation=self.day(21 if number in GRADUATING else 150 + 10 * number),
            wanted_from=self.day(60),
        )
        earlier = []
        if number % 5 == 0:
            cycle_now = {6: 1, 7: 2, 8: 3}[eqf]
            start = self.day(-700)
            earlier = [EarlierMobility(programme="Erasmus+ studies", cycle=cycle_now, start=start, end=self.day(-560))]
        wanted = ["NL", "DE", "ES"] if number == 0 else []
        return self.saved(trainee, "Excel, social media", earlier_mobilities=earlier, wanted_countries=wanted)

    def learner(self, number: int) -> Trainee:
        email = "learner@demo.example" if number == 0 else f"learner{number}@demo.example"
        graduate = number >= 10
        trainee = Trainee(
            user=self.person(email, "trainee"),
            kind="vet_graduate" if graduate else "vet_learner",
            institution=self.school,
            department="Media and IT",
            residence_id="DE",
            eqf=4,
            study_field=IscedField.objects.get(code="0611"),
            graduated_on=self.day(-20) if graduate else None,
            expected_graduation=None if graduate else self.day(240),
        )
        return self.saved(trainee, "HTML, Canva")

    def lecturer(self, number: int) -> Trainee:
        email = "lecturer@demo.example" if number == 0 else f"lecturer{number}@demo.example"
        institution = self.universities[number % len(self.universities)]
        trainee = Trainee(
            user=self.person(email, "trainee"),
            kind="staff",
            institution=institution,
            department="Department of history",
            residence=institution.country,
            staff_role="academic" if number % 3 else "administrative",
            seniority=("junior", "intermediate", "senior")[number % 3],
            field_taught=IscedField.objects.get(code=FIELDS[number % len(FIELDS)]),
        )
        competences = [self.terms["digcompedu_competence", code] for code in ("2.2", "4.1")]
        return self.saved(trainee, "PowerPoint", competences=competences)

    def saved(self, trainee: Trainee, skills: str, **lists) -> Trainee:
        levels = [("en", "B2"), ("de", "A2")]
        languages = [
            TraineeLanguage(language=self.terms["language", code], level=self.terms["cefr", level])
            for code, level in levels
        ]
        return save_profile(
            trainee=trainee, by=trainee.user, skills=self.skills_of(skills), languages=languages, **lists
        )

    def skills_of(self, labels: str) -> list[Skill]:
        return [self.skills[label] for label in labels.split(", ") if label]

    def cv_of(self, trainee: Trainee):
        content = one_page_pdf(f"CV of {trainee.user.given_name}, an invented person")
        return store(SimpleUploadedFile("cv.pdf", content, content_type="application/pdf"), trainee.user)

    # --- offers ------------------------------------------------------------------------------------

    def offer(
        self, host: Host, field: str, topic: Topic, *, on: int, open_days: int, for_staff=False, places=1
    ) -> Offer:
        """A draft of `host`, written on day `on`, open for `open_days`, for stays from the day after that."""
        draft = Offer(
            host=host,
            audience="staff" if for_staff else "learners",
            kinds=["staff"] if for_staff else ["he_student", "he_graduate", "vet_learner", "vet_graduate"],
            title=f"{topic.title} {host.theme}",
            field=self.terms["field", field],
            tasks=topic.tasks,
            starts_from=self.day(on + open_days),
            ends_by=self.day(on + open_days + 240),
            hours_per_week=self.chance.choice([35, 37, 40]),
            virtual_part=self.chance.random() < 0.3,
            places=places,
            is_paid=self.chance.random() < 0.6,
            in_kind=self.chance.choice(["", "Room provided", "Lunch and bus ticket", ""]),
            supervisor_name=host.owner.full_name,
            supervisor_position="Team lead",
            supervisor_email=host.owner.email,
            mentor_name="Robin Muster",
            mentor_position="Colleague",
            mentor_email=f"mentor-{host.owner.email}",
            questions=["What would you like to be able to do afterwards?"] if self.chance.random() < 0.4 else [],
            deadline=self.day(on + open_days),
        )
        draft.virtual_description = "The first two weeks from home, with a daily call." if draft.virtual_part else ""
        draft.pay_cents = self.chance.choice([30000, 45000, 60000]) if draft.is_paid else None
        home = SPOKEN.get(host.country_id, host.country_id.lower())
        languages = (
            [("en", "B1"), (home, "A2")] if ("language", home) in self.terms and home != "en" else [("en", "B1")]
        )
        vocabulary = "digcompedu_competence" if for_staff else "activity"
        return offers.save_offer(
            offer=draft,
            by=host.owner,
            **{"competences" if for_staff else "activities": [self.terms[vocabulary, c] for c in topic.activities]},
            skills_taught=self.skills_of(topic.taught),
            skills_wanted=self.skills_of(topic.wanted),
            languages=[
                OfferLanguage(language=self.terms["language", code], level=self.terms["cefr", level])
                for code, level in islice(languages, self.chance.choice([1, 1, 2]))
            ],
        )

    def published(self, offer: Offer, *, on: int) -> Offer:
        """Sent on day `on` and confirmed the day after by whoever may; a trusted host publishes at once."""
        with self.on(on):
            if offer.host.is_trusted:
                offers.publish(offer=offer, by=offer.host.owner)
            else:
                offers.submit(offer=offer, by=offer.host.owner)
        with self.on(on + 1):
            offers.confirm(offer=offer, by=self.administrator)
        return offer

    def topics(self):
        """(field, topic) round and round, so that every host gets another mix."""
        rounds = zip(*([(field, topic) for topic in topics] for field, topics in TOPICS.items()), strict=True)
        return cycle([pair for one_round in rounds for pair in one_round])
