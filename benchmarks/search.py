"""The search over everything, against reading every row with icontains: 20,000 trainees, each with an application.

Both are asked the same by a coordinator of the largest institution, in the same run, on a database made for it and
thrown away: the people and the cases that a text means, the first eight of each and how many there are. The scan
does not find "Nováková" by "novakova"; the index does. Each text is asked three times and the middle one counts.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

from tests import servers

TRAINEES = 20_000
HOSTS = 400
ROUNDS = 3
SHOWN = 8
TEXTS = {"one person": "novakova 17", "a name": "novak", "person and host": "ana atelier 12", "a word of all": "web"}
PARTS = ("Nov", "Kova", "Mar", "Lind", "Ros", "Pet", "Hor", "Sil", "Berg", "Dom", "Fer", "Gal", "Ive", "Jan", "Kar")
ENDS = ("ák", "áková", "ová", "qvist", "si", "rov", "ský", "va", "mann", "ić", "reira", "lis", "anov", "sen", "as")


def make(count: int):
    """`count` trainees of one institution with an application each, set-based. Returns their coordinator's account."""
    from django.utils import timezone

    from accounts.coordinators.models import Coordinator
    from accounts.hosts.models import Host
    from accounts.trainees.models import Trainee
    from accounts.users.models import User
    from placements.applications.models import Application
    from placements.offers.models import Offer
    from programme.codelists.models import Institution, Term
    from programme.codelists.ordering import search_key

    chance = random.Random(2026)
    institution = Institution.objects.get(erasmus_code="CZ PRAHA07")
    kind, field = Term.objects.of("host_kind").get(code="ENT"), Term.objects.of("field").get(code="web-design")
    given = [start + end for start in ("An", "Mi", "Pe", "Lu", "So", "Ha") for end in ("a", "na", "ra", "tr", "fie")]
    family = [start + end for start in PARTS for end in ENDS]

    def person(number: int) -> User:
        user = User(
            email=f"person{number}@people.example", given_name=chance.choice(given),
            family_name=f"{chance.choice(family)} {number % 500}", password="!",  # nosec B106: nobody signs in with it
        )  # fmt: skip
        user.search_key = search_key(user.full_name, user.email)
        return user

    office = User.objects.create(email="office@people.example", given_name="Olga", family_name="Office")
    Coordinator.objects.create(user=office, institution=institution, position="Office", state="admitted")
    hosts = [
        Host(legal_name=f"Atelier {number}", kind=kind, city_name="Graz", country_id="AT") for number in range(HOSTS)
    ]
    for host in hosts:
        host.search_key = search_key(host.legal_name, host.city_name, "Austria")
    Host.objects.bulk_create(hosts)
    today = timezone.now().date()
    offers = Offer.objects.bulk_create(
        Offer(
            host=host, title=f"Web work number {number}", field=field, tasks="Build it.", starts_from=today,
            ends_by=today + timedelta(300), hours_per_week=38, places=99, supervisor_name="Sam",
            supervisor_email="sam@people.example", deadline=today + timedelta(30), state="published",
            search_text=search_key(f"Web work number {number}", "Build it."),
        )
        for number, host in enumerate(hosts)
    )  # fmt: skip
    users = User.objects.bulk_create([person(number) for number in range(count)], batch_size=2000)
    trainees = Trainee.objects.bulk_create(
        [Trainee(user=user, kind="he_student", eqf=6, institution=institution, residence_id="CZ") for user in users],
        batch_size=2000,
    )
    Application.objects.bulk_create(
        [application(trainee, chance.choice(offers), today) for trainee in trainees], batch_size=2000
    )
    return office


def application(trainee, offer, today: date):
    from django.utils import timezone

    from placements.applications.models import Application
    from programme.codelists.ordering import search_key

    name, host = trainee.user.full_name, offer.host
    return Application(
        offer=offer, trainee=trainee, institution=trainee.institution, kind="he_student", state="submitted",
        shown={"name": name}, submitted_at=timezone.now(), starts=today, ends=today + timedelta(90),
        search_key=search_key(name, offer.title, host.legal_name, host.city_name),
    )  # fmt: skip


def by_index(user, text: str) -> int:
    """People and cases as the page asks for them; how many were found."""
    from dot_portal.desks.search import KINDS, first_of

    found = 0
    for kind in KINDS[:2]:
        first = list(first_of(kind, kind.rows(user, text)))
        found += first[0].found if first else 0
    return found


def by_scan(user, text: str) -> int:
    """The same rows by icontains on the columns themselves, word for word."""
    from django.db.models import Q

    from accounts.trainees.models import Trainee
    from placements.applications.models import Application

    people = Trainee.objects.visible_to(user).select_related("user", "institution").order_by("user__family_name", "pk")
    cases = Application.objects.visible_to(user).with_parties().order_by("-state_since", "pk")
    for word in text.split():
        name = Q(user__given_name__icontains=word) | Q(user__family_name__icontains=word)
        people = people.filter(name | Q(user__email__icontains=word))
        name = Q(trainee__user__given_name__icontains=word) | Q(trainee__user__family_name__icontains=word)
        at = Q(offer__title__icontains=word) | Q(offer__host__legal_name__icontains=word)
        cases = cases.filter(name | at)
    return sum(len(rows[:SHOWN]) and rows.count() for rows in (people, cases))


def milliseconds(ask: Callable[[], int]) -> tuple[float, int]:
    times, found = [], 0
    for _round in range(ROUNDS):
        started = time.perf_counter()
        found = ask()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), found


def main() -> None:
    servers.provide()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "dot_portal.settings", "SECRET_KEY": "for a benchmark", "DEBUG": "false"}
    django.setup()
    from django.db import connection

    from programme.codelists.loader import load

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load()
        user = make(TRAINEES)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for label, text in TEXTS.items():
            for way, ask in (("index", by_index), ("icontains", by_scan)):
                taken, found = milliseconds(lambda ask=ask, text=text: ask(user, text))
                slug = label.replace(" ", "_")
                print(f"FIGURE name=search_{slug}_by_{way} value={taken:.1f} unit=ms")
                print(f"FIGURE name=search_{slug}_found_by_{way} value={found} unit=rows")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
