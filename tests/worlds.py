"""People and what they do, by the real verbs: each test asks for the moment it starts from.

Everything is made when it is first asked for. What takes time to come about is done on the day on which it would
have happened, with a moved clock.
"""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.coordinators import transitions as coordinators
from accounts.coordinators.models import Coordinator
from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.files.storing import store
from mechanisms.links.links import find, issue
from mechanisms.links.models import OneTimeLink
from placements.applications.models import Application, Proposal
from placements.applications.transitions import calendar, proposals
from placements.applications.transitions import host as hosts_answer
from placements.applications.transitions import trainee as applying
from placements.approval import transitions as approval
from placements.approval.models import Placement
from placements.offers import transitions as offers
from placements.offers.models import Offer, OfferLanguage
from programme.codelists.models import Institution, Skill
from tests.people import CV, People, day, on, term


class World(People):
    """The people, and things in the state a test asks for."""

    def coordinator_in(self, state: str, institution: Institution | None = None) -> Coordinator:
        user = self.person(f"Newcomer{next(self.number)}", party_wanted="coordinator")
        coordinator = self.asking(user, institution or self.university)
        if state == "admitted":
            coordinators.admit(coordinator=coordinator, by=self.administrator)
        elif state == "refused":
            coordinators.refuse(coordinator=coordinator, by=self.administrator, why="We do not know you.")
        return coordinator

    def offer_in(self, state: str, *, by: User | None = None, kind: str = "", since: int = 0, **fields) -> Offer:
        """An offer that came into `state` so many days from today; open for 30 days, for stays from tomorrow on."""
        if state == "expired":
            since = since or -40
        by = by or self.host
        with on(since):
            if state == "private":
                return self.agreed_application().offer
            offer = self.written_offer(by, kind, **fields)
            if state in {"submitted", "returned", "published", "filled", "closed", "expired"}:
                offers.submit(offer=offer, by=by)
            if state == "returned":
                offers.return_offer(offer=offer, by=self.administrator, why="Say what is digital about it.")
            elif state in {"published", "filled", "closed", "expired"}:
                offers.confirm(offer=offer, by=self.administrator)
            if state == "filled":
                for _place in range(offer.places):
                    offers.hold_place(offer=offer)
            elif state == "closed":
                offers.close(offer=offer, by=by, why="We move to another town.")
        if state == "expired":
            offers.expire(offer=offer)
        offer.refresh_from_db()
        assert offer.state == state
        return offer

    def written_offer(self, by: User, kind: str = "", **fields) -> Offer:
        for_staff = kind == "staff"
        values = {
            "title": f"Build a web shop, part {next(self.number)}",
            "audience": "staff" if for_staff else "learners",
            "kinds": ["staff"] if for_staff else ["he_student", "he_graduate", "vet_learner", "vet_graduate"],
            "field": term("field", "web-design"),
            "tasks": "Sketch, build and test our web shop.",
            "starts_from": day(1),
            "ends_by": day(300),
            "hours_per_week": 38,
            "places": 2,
            "supervisor_name": "Sam Supervisor",
            "supervisor_email": "supervisor@example.eu",
            "questions": ["What would you like to learn?"],
            "deadline": day(30),
        }
        named = (
            {"competences": [term("digcompedu_competence", "2.2")]}
            if for_staff
            else {"activities": [term("activity", "DS2")]}
        )
        return offers.save_offer(
            offer=Offer(host=by.host_member.host, **values | fields),
            by=by,
            skills_taught=list(Skill.objects.plain()[:2]),
            languages=[OfferLanguage(language=term("language", "en"), level=term("cefr", "B1"))],
            **named,
        )

    def cv_of(self, user: User):
        return store(SimpleUploadedFile("cv.pdf", CV, content_type="application/pdf"), user)

    def application_in(
        self, state: str, *, by: User | None = None, at: Offer | None = None, since: int = 0, starts: int = 40
    ) -> Application:
        """An application of `by` that came into `state` so many days from today, each at an offer of its own."""
        since = since or {"lapsed": -60}.get(state, 0)
        person = (by or self.trainee).trainee
        with on(since):
            offer = at or self.offer_in("published", kind=person.kind, since=0)
            application = self.written_application(person, offer, day(starts - since))
            if state == "draft":
                return application
            applying.submit(application=application, by=person.user)
            self._walk(application, state)
        if state == "lapsed":
            calendar.lapse(application=application)
        application.refresh_from_db()
        assert application.state == state
        return application

    def written_application(self, person: Trainee, offer: Offer, first: date) -> Application:
        last = first + timedelta({"staff": 4, "he_student": 89}.get(person.kind, 59))
        return applying.draft(
            offer=offer,
            trainee=person,
            by=person.user,
            cv=self.cv_of(person.user),
            kind=person.kind,
            motivation="I would like to use what I learn for something that somebody needs.",
            starts=first,
            ends=last,
            answers=["To show a finished piece of work."],
        )

    def _walk(self, application: Application, state: str) -> None:
        trainee, host = application.trainee.user, application.offer.host.members.get().user
        office = self.office_of(application)
        if state == "withdrawn":
            applying.withdraw(application=application, by=trainee, why="I found another place.")
        elif state == "shortlisted":
            hosts_answer.shortlist(application=application, by=host)
        elif state == "talk":
            hosts_answer.invite_to_talk(application=application, by=host, note="Tuesday at 15:00, by video.")
        elif state == "declined":
            hosts_answer.decline(application=application, by=host, why="We chose somebody else.")
        elif state in {"accepted", "confirmed", "approved", "refused", "lapsed", "cancelled"}:
            hosts_answer.accept(application=application, by=host)
        if state in {"confirmed", "approved", "refused", "cancelled"}:
            applying.confirm(application=application, by=trainee)
        if state in {"approved", "cancelled"}:
            placement = approval.approve(application=application, by=office, is_digital=True)
            if state == "cancelled":
                approval.cancel(placement=placement, by=office, why="The trainee fell ill.")
        elif state == "refused":
            approval.refuse(application=application, by=office, reason="It falls into your examinations.")

    def office_of(self, application: Application) -> User:
        return Coordinator.objects.admitted().filter(institution=application.institution).first().user

    def proposal_in(self, state: str, *, by: User | None = None) -> Proposal:
        """A host the trainee found, named by the trainee."""
        person = (by or self.trainee).trainee
        with on(-60 if state == "lapsed" else 0):
            number = next(self.number)
            proposal = Proposal(
                trainee=person,
                host_name=f"Found Example {number} GmbH",
                country_id="AT",
                city_name="Linz",
                supervisor_name="Sam Supervisor",
                supervisor_email=f"supervisor{number}@found.example",
                kind=person.kind,
                starts=day(60),
                ends=day(149),
                about="We met at a fair.",
            )
            proposals.propose(proposal=proposal, by=person.user)
        if state == "confirmed":
            self.confirmed(proposal)
        elif state == "declined":
            proposals.decline_proposal(proposal=proposal, link=self.link_of(proposal), why="Our office closes.")
        elif state == "withdrawn":
            proposals.withdraw_proposal(proposal=proposal, by=person.user)
        elif state == "lapsed":
            calendar.lapse_proposal(proposal=proposal)
        proposal.refresh_from_db()
        assert proposal.state == state
        return proposal

    def token_of(self, proposal: Proposal) -> str:
        """A fresh token: those in mails are known to their readers alone."""
        _link, path = issue(act=proposals.CONFIRM_BY_LINK, about=proposal, address=proposal.supervisor_email, days=21)
        return path.strip("/").rpartition("/")[2]

    def link_of(self, proposal: Proposal) -> OneTimeLink:
        return find(self.token_of(proposal), proposals.CONFIRM_BY_LINK)

    def confirmed(self, proposal: Proposal) -> Application:
        return proposals.confirm_proposal(
            proposal=proposal,
            link=self.link_of(proposal),
            host=Host(legal_name=proposal.host_name, kind=term("host_kind", "ENT"), city_name="Linz", country_id="AT"),
            offer=Offer(
                title="Rebuild our website",
                field=term("field", "web-design"),
                tasks="From sketches to launch.",
                hours_per_week=38,
                supervisor_name=proposal.supervisor_name,
                supervisor_email=proposal.supervisor_email,
            ),
            activities=[term("activity", "DS2")],
        )

    def agreed_application(self, by: User | None = None) -> Application:
        """At a host the trainee found."""
        return self.proposal_in("confirmed", by=by).application

    def placement_in(self, state: str, *, by: User | None = None) -> Placement:
        since = {"planned": 0, "running": -60, "completed": -150}.get(state, 0)
        starts = {"planned": 40, "running": -20, "completed": -120}.get(state, 40)
        placement = self.application_in("approved", by=by, since=since, starts=starts).placement
        if state in {"running", "completed"}:
            approval.begin(placement=placement)
        if state == "completed":
            approval.complete(placement=placement)
        elif state == "cancelled":
            office = self.office_of(placement.application)
            approval.cancel(placement=placement, by=office, why="The trainee fell ill.")
        placement.refresh_from_db()
        assert placement.state == state
        return placement
