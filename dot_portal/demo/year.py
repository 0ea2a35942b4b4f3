"""Two chapters of the demo world: last year's stays, and this year's round with something in every state."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle

from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from dot_portal.demo.topics import STAFF_TOPICS
from dot_portal.demo.versions import half_written, in_a_second_language
from dot_portal.demo.world import World
from mechanisms.links.links import find
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, Proposal
from placements.applications.transitions import calendar, host, proposals, trainee
from placements.approval import transitions as approval
from placements.approval.models import Placement
from placements.offers import transitions as offers
from placements.offers.models import Offer, OfferLanguage

LEARNER_OFFERS_THIS_YEAR = 68
STAFF_OFFERS_THIS_YEAR = 14
STAY_DAYS = {"he_student": 95, "he_graduate": 95, "vet_learner": 60, "vet_graduate": 60, "staff": 5}


@dataclass
class Round:
    """The offers of one round, and who has applied where already."""

    world: World
    open: list[Offer] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def offer_for(self, person: Trainee, of: Host | None = None) -> Offer:
        """The first open offer this person may go to: abroad, of the right kind, with a place left."""
        home = {person.institution.country_id, person.residence_id}
        for offer in self.open:
            if (
                person.kind in offer.kinds
                and offer.host.country_id not in home
                and (of is None or offer.host_id == of.pk)
                and (offer.pk, person.pk) not in self.taken
                and Offer.objects.get(pk=offer.pk).places_left
            ):
                self.taken.add((offer.pk, person.pk))
                return offer
        raise LookupError(f"No offer is left for {person}")

    def written(
        self, person: Trainee, *, on: int, of: Host | None = None, starts: int | None = None, graduates: bool = False
    ) -> Application:
        """A draft written on day `on`, for a stay from day `starts` (by default the offer's first)."""
        kind = "he_graduate" if graduates else person.kind
        offer = self.offer_for(person, of)
        first = self.world.day(starts) if starts is not None else offer.starts_from
        with self.world.on(on):
            return trainee.draft(
                offer=offer,
                trainee=person,
                by=person.user,
                cv=self.world.cv_of(person),
                kind=kind,
                degree_date=person.expected_graduation if graduates else None,
                motivation="I would like to use what I learn at home for something that somebody needs. " * 2,
                starts=first,
                ends=first + timedelta(days=STAY_DAYS[kind] - 1),
                answers=["To show a finished piece of work."] * len(offer.questions),
            )

    def sent(self, person: Trainee, *, on: int, **where) -> Application:
        application = self.written(person, on=on, **where)
        with self.world.on(on, hour=11):
            trainee.submit(application=application, by=person.user)
        return application

    def accepted(self, person: Trainee, *, on: int, **where) -> Application:
        application = self.sent(person, on=on - 3, **where)
        with self.world.on(on):
            host.accept(application=application, by=owner_of(application))
        return application

    def confirmed(self, person: Trainee, *, on: int, **where) -> Application:
        application = self.accepted(person, on=on - 1, **where)
        with self.world.on(on):
            trainee.confirm(application=application, by=person.user)
        return application

    def approved(self, person: Trainee, *, on: int, is_digital: bool = True, **where) -> Placement:
        application = self.confirmed(person, on=on - 2, **where)
        with self.world.on(on):
            return approval.approve(
                application=application, by=office_of(self.world, application), is_digital=is_digital
            )


def owner_of(application: Application):
    return application.offer.host.members.get().user


def office_of(world: World, application: Application):
    return world.coordinators[application.institution_id]


def begin(world: World, placement: Placement, on: int) -> None:
    with world.on(on):
        approval.begin(placement=placement)


def last_year(world: World) -> None:
    """Stays that are over, and some that are running now."""
    topics = world.topics()
    ended, running = Round(world), Round(world)
    for round_, on, open_days, hosts in ((ended, -310, 40, world.hosts[:12]), (running, -110, 50, world.hosts[10:22])):
        for owner in hosts:
            subject, topic = next(topics)
            with world.on(on):
                offer = world.offer(owner, subject, topic, on=on, open_days=open_days)
            round_.open.append(world.published(offer, on=on))

    for person in [*world.students[20:26], *world.learners[6:8]]:
        placement = ended.approved(person, on=-275, starts=-265)
        begin(world, placement, on=-265)
        with world.on((placement.ends - world.today).days + 1):
            approval.complete(placement=placement)
    for number, person in enumerate([*world.students[26:31], *world.learners[8:10]]):
        placement = running.approved(person, on=-70, starts=-40, is_digital=number != 3)
        begin(world, placement, on=-40)
    for round_, day in ((ended, -268), (running, -58)):
        with world.on(day):
            for offer in round_.open:
                offer.refresh_from_db()
                offers.expire(offer=offer)


def this_year(world: World) -> None:
    now = Round(world)
    publish_offers(world, now)
    leave_offers_on_the_way(world)
    half_written(world)
    students, learners, staff = (
        cycle(world.students[1:16]),
        cycle(world.learners[1:6] + world.learners[10:]),
        cycle(world.staff[1:]),
    )

    the_four_who_sign_in(world, now)
    for person in (next(students), next(students), next(learners), next(staff)):
        now.written(person, on=-2)
    for person in (next(students), next(students), next(learners), next(staff)):
        now.sent(person, on=-3)
    now.sent(next(students), on=-18)  # its answer is three days late
    for person in (next(students), next(learners), next(staff)):
        application = now.sent(person, on=-5)
        with world.on(-2):
            host.shortlist(application=application, by=owner_of(application))
    for person in (next(students), next(staff)):
        invited_to_talk(world, now.sent(person, on=-6))
    for person in (next(students), next(learners)):
        now.accepted(person, on=-1)
    now.confirmed(next(students), on=-17)  # the coordinator is three days late
    for person in (next(students), next(learners), next(staff)):
        now.confirmed(person, on=-4)
    for person in (next(students), next(students), next(learners), next(staff)):
        now.approved(person, on=-1)
    recent_graduates(world, now)
    what_came_to_nothing(world, now, students, learners)
    hosts_they_found(world)


def publish_offers(world: World, now: Round) -> None:
    topics, staff_topics, hosts = world.topics(), cycle(STAFF_TOPICS), cycle(world.hosts)
    for number in range(LEARNER_OFFERS_THIS_YEAR):
        on = -30 + number % 9
        subject, topic = next(topics)
        with world.on(on):
            offer = world.offer(next(hosts), subject, topic, on=on, open_days=33 + number % 40, places=1 + number % 3)
            if number < len(world.hosts):
                in_a_second_language(offer)
        now.open.append(world.published(offer, on=on))
    universities_first = cycle([*world.hosts[28:], *world.hosts[:5]])
    for number in range(STAFF_OFFERS_THIS_YEAR):
        on = -30 + number % 9
        with world.on(on):
            offer = world.offer(
                next(universities_first),
                "other-digital",
                next(staff_topics),
                on=on,
                open_days=40 + number,
                for_staff=True,
                places=2,
            )
        now.open.append(world.published(offer, on=on))


def leave_offers_on_the_way(world: World) -> None:
    """Drafts, offers being checked (one late), returned and closed ones."""
    topics = world.topics()
    for number, owner in enumerate([world.hosts[0], *world.hosts[16:29]]):
        subject, topic = next(topics)
        on = -9 if number == 4 else -2
        with world.on(on):
            offer = world.offer(owner, subject, topic, on=on, open_days=60)
            if number < 4:
                continue
            if number >= 12:
                world.published(offer, on=on)
            else:
                offers.submit(offer=offer, by=owner.owner)
        with world.on(-1):
            if number in (9, 10, 11):
                reason = "The tasks read like office work. Say which digital activity the trainee practises."
                offers.return_offer(offer=offer, by=world.administrator, why=reason)
            if number >= 12:
                offers.close(offer=offer, by=owner.owner, why="Our team moves to another town.")


def the_four_who_sign_in(world: World, now: Round) -> None:
    """What the sign-ins of the demo find on their desks."""
    student, learner, lecturer = world.students[0], world.learners[0], world.staff[0]
    orangerie = world.hosts[0]
    now.written(student, on=-1)
    application = now.sent(student, on=-4, of=orangerie)
    invited_to_talk(world, now.sent(student, on=-8))
    now.accepted(student, on=-2)
    now.confirmed(learner, on=-5, of=orangerie)
    now.written(learner, on=-1)
    now.approved(lecturer, on=-3)
    now.accepted(lecturer, on=-1)
    for person in (world.students[5], world.students[10]):  # of the same university as the coordinator
        now.confirmed(person, on=-6)
    now.sent(world.students[4], on=-12, of=orangerie)
    with world.on(-1):
        host.shortlist(application=application, by=orangerie.owner)


def recent_graduates(world: World, now: Round) -> None:
    """Selected before their degree, abroad after it (rules 2.1)."""
    after = {"starts": 60, "graduates": True}
    first, second, third, fourth = world.graduates
    now.written(first, on=-2, **after)
    now.sent(second, on=-5, **after)
    now.confirmed(third, on=-4, **after)
    now.approved(fourth, on=-3, **after)


def invited_to_talk(world: World, application: Application) -> None:
    note = "Tuesday at 15:00 Brussels time, by video, half an hour with the team. Tell us if another time suits you."
    with world.on(-1):
        host.invite_to_talk(application=application, by=owner_of(application), note=note)


def what_came_to_nothing(world: World, now: Round, students, learners) -> None:
    for person in (next(students), next(students), next(learners)):
        application = now.sent(person, on=-10)
        with world.on(-4):
            why = "We chose somebody who can start earlier. Your plan was clear; please apply again in spring."
            host.decline(application=application, by=owner_of(application), why=why)
    for person in (next(students), next(learners)):
        application = now.confirmed(person, on=-7)
        with world.on(-2):
            why = "Your examination falls into this period. Choose later dates and apply again."
            approval.refuse(application=application, by=office_of(world, application), reason=why)
    for person in (next(students), next(students)):
        application = now.sent(person, on=-9)
        with world.on(-6):
            trainee.withdraw(application=application, by=person.user, why="I found a place nearer to my subject.")
    application = now.accepted(next(students), on=-12)
    with world.on(-3):
        calendar.lapse(application=application)
    placement = now.approved(next(students), on=-5)
    with world.on(-2):
        office = office_of(world, placement.application)
        approval.cancel(placement=placement, by=office, why="The trainee fell ill and asked to end it.")


def hosts_they_found(world: World) -> None:
    """Hosts still asked, one that declined, one that confirmed, one the trainee gave up, one that never answered."""
    asked = ((11, None), (12, "decline"), (13, "confirm"), (14, "withdraw"), (15, "lapse"), (0, None))
    for number, outcome in asked:
        person = world.students[number]
        with world.on(-35 if outcome == "lapse" else -6):
            proposal = Proposal(
                trainee=person,
                host_name=f"Self-found Example {number} GmbH",
                country_id="DK" if number % 2 else "AT",
                city_name="Odense" if number % 2 else "Linz",
                supervisor_name="Sam Supervisor",
                supervisor_email=f"supervisor{number}@found.example",
                kind=person.kind,
                starts=world.day(60),
                ends=world.day(160),
                about="We met at a fair and agreed on a website project.",
            )
            proposals.propose(proposal=proposal, by=person.user)
        with world.on(-3):
            if outcome == "withdraw":
                proposals.withdraw_proposal(proposal=proposal, by=person.user)
            elif outcome == "lapse":
                calendar.lapse_proposal(proposal=proposal)
            elif outcome:
                answer_proposal(world, proposal, outcome)


def answer_proposal(world: World, proposal: Proposal, answer: str) -> None:
    """As the host would: by the link in its mail."""
    mail = Notification.objects.get(kind="applications.found_host_asked", about_id=str(proposal.pk))
    link = find(mail.context["link"].strip("/").rpartition("/")[2], proposals.CONFIRM_BY_LINK)
    if answer == "decline":
        proposals.decline_proposal(proposal=proposal, link=link, why="Our office closes in summer.")
        return
    organisation = Host(
        legal_name=proposal.host_name,
        kind=world.terms["host_kind", "ENT"],
        city_name=proposal.city_name,
        country=proposal.country,
        size="small",
    )
    offer = Offer(
        title="Rebuild the website of a workshop",
        field=world.terms["field", "web-design"],
        tasks="Design and build our website with us, from sketches to launch.",
        hours_per_week=38,
        is_paid=True,
        pay_cents=50000,
        supervisor_name=proposal.supervisor_name,
        supervisor_email=proposal.supervisor_email,
    )
    proposals.confirm_proposal(
        proposal=proposal,
        link=link,
        host=organisation,
        offer=offer,
        activities=[world.terms["activity", "DS2"], world.terms["activity", "DS3"]],
        languages=[OfferLanguage(language=world.terms["language", "en"], level=world.terms["cefr", "B1"])],
    )
