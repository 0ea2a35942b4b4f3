"""A trainee asks for a place at an offer; whose case that is at the office, and who is told of it."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, acts_for, coordinators_of
from accounts.coordinators.states import CoordinatorState
from accounts.hosts.models import HostMember, acts_for_host, people_of, to_tell_at
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.files.models import Upload
from mechanisms.lifecycle.models import HasLifecycle, Step
from placements.applications.states import (
    AWAITED,
    HOLDING_A_PLACE,
    MACHINE,
    TONES,
    WAITING,
    WITH_THE_HOST,
    ApplicationState,
)
from placements.calls.models import Call
from placements.offers.models import Offer
from placements.offers.states import OfferState
from programme.codelists.full_text import words_index
from programme.codelists.models import Institution
from programme.codelists.ordering import search_key
from programme.rules.participants import KIND_NAMES, Kind
from programme.rules.today import programme_today

# Who was given a case has it as long as they act for its institution.
OWNED = Q(owner__state=CoordinatorState.ADMITTED, owner__user__is_active=True, owner__institution=F("institution"))
UNOWNED = Q(owner=None) | ~OWNED
DEPUTISED = Q(
    owner__deputy__state=CoordinatorState.ADMITTED,
    owner__deputy__user__is_active=True,
    owner__deputy__institution=F("institution"),
)
# From the invitation to a talk until the end, the host may write to the trainee.
SHOWING_THE_CONTACT = (ApplicationState.TALK, *HOLDING_A_PLACE)


def kinds_of(trainee: Trainee) -> list[Kind]:
    """As what this person can go: a student also as a recent graduate, if selected before the degree (R6)."""
    own = Kind(trainee.kind)
    return [own, Kind.HE_GRADUATE] if own == Kind.HE_STUDENT else [own]


def kinds_for(trainee: Trainee, offer: Offer) -> list[Kind]:
    """As what this person can apply to this offer; empty where it is for others."""
    return [kind for kind in kinds_of(trainee) if kind in offer.kinds]


class ApplicationQuerySet(models.QuerySet):
    def sent(self):
        """What a host and an office may know of: an unsent draft is the trainee's alone."""
        return self.filter(submitted_at__isnull=False)

    def unanswered(self):
        return self.filter(state__in=WITH_THE_HOST)

    def unconfirmed(self):
        return self.filter(state=ApplicationState.ACCEPTED)

    def undecided(self):
        return self.filter(state=ApplicationState.CONFIRMED)

    def drafts(self):
        return self.filter(state=ApplicationState.DRAFT)

    def approved(self):
        """Stays that take place, or have: those that were cancelled are in a state of their own."""
        return self.filter(state=ApplicationState.APPROVED)

    def overdue(self):
        """What lapses by rule: no answer long after it was due, no confirmation in time, a draft after the deadline,
        and whatever still waits for somebody's word after the first day."""
        today = programme_today()
        silent_since = today - timedelta(days=settings.HOST_SILENCE_DAYS)
        return self.filter(
            Q(state__in=WITH_THE_HOST, answer_by__lt=silent_since)
            | Q(state=ApplicationState.ACCEPTED, confirm_by__lt=today)
            | Q(state=ApplicationState.DRAFT, offer__deadline__lt=today)
            | Q(state__in=WAITING, starts__lt=today)
        )

    def of_host_member(self, user):
        works_there = HostMember.objects.filter(user=user, host=OuterRef("offer__host"))
        return self.sent().filter(Exists(works_there), ~Q(trainee__user=user))

    def of_office(self, user):
        """Those this person decides on as a coordinator: never the own one, nor one at the own organisation."""
        coordinates = Coordinator.objects.admitted().filter(user=user, institution=OuterRef("institution"))
        works_there = HostMember.objects.filter(user=user, host=OuterRef("offer__host"))
        return self.sent().filter(Exists(coordinates), ~Exists(works_there), ~Q(trainee__user=user))

    def for_the_desk_of(self, user):
        return self.filter(on_the_desk_of(user))

    def with_facts(self):
        """What the rules ask of each, fetched for all of them at once."""
        facts = ("offer__activities", "trainee__earlier_mobilities", "trainee__applications__offer__host")
        return self.select_related("offer__host__kind").prefetch_related(*facts)

    def with_owner(self):
        return self.select_related("owner__user", "owner__deputy__user")

    def visible_to(self, user):
        """Whoever it concerns; an unsent draft is the trainee's alone, also before administrators."""
        if user.is_administrator:
            return self.filter(Q(submitted_at__isnull=False) | Q(trainee__user=user))
        # Asked row by row of those found already: an office with 20,000 cases never reads all of them.
        works_there = HostMember.objects.filter(user=user).values("host")
        coordinates = Coordinator.objects.admitted().filter(user=user).values("institution")
        concerned = Q(offer__host__in=works_there) | Q(institution__in=coordinates)
        return self.filter(Q(trainee__user=user) | Q(submitted_at__isnull=False) & concerned)

    def with_parties(self):
        """What a list row shows, in one query."""
        return self.select_related(
            "offer__host__country", "offer__field", "trainee__user", "trainee__institution", "institution", "call"
        )


class Application(HasLifecycle):
    machine = MACHINE

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="applications")
    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="applications")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="applications")
    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="applications")
    kind = models.CharField(_("you go as"), max_length=12, choices=Offer.Kind)
    degree_date = models.DateField(_("date of your degree"), null=True, blank=True)  # recent graduates, R6
    motivation = models.TextField(_("motivation"), max_length=2000, blank=True)
    cv = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("CV"))
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    answers = ArrayField(models.CharField(max_length=1000, blank=True), default=list, blank=True)
    # What the trainee chose to show, copied when it was sent: the host reads this, never the profile.
    shown = models.JSONField(default=dict, blank=True)
    talk_note = models.TextField(_("about the talk"), max_length=1000, blank=True)
    # Who sees to it at the institution's office; empty: nobody yet, so everybody there.
    owner = models.ForeignKey(
        Coordinator, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("whose case")
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    confirm_by = models.DateField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    # What it is found by, as it was sent: the name that the host sees, the offer, the host; no accents, no case.
    search_key = models.TextField(default="", db_default="", editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-state_since"]
        verbose_name = _("application")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "trainee"],
                condition=~Q(state="withdrawn"),
                name="applications_one_per_offer",
                violation_error_message=_("You have already applied to this offer."),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="applications_end_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "lapsed"])
                | Q(submitted_at__isnull=False, starts__isnull=False, ends__isnull=False),
                name="applications_sent_ones_have_dates",
                violation_error_message=_("Say from when to when before you send."),
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state"], name="applications_office_queue"),
            models.Index(fields=["offer", "state"], name="applications_host_board"),
            words_index("applications_words"),
        ]

    def __str__(self):
        return f"{self.shown_name}: {self.offer}"

    def save(self, *args, **options):
        before_the_host = self.state in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}
        if (before_the_host or not self.search_key) and not options.get("update_fields"):
            host = self.offer.host
            self.search_key = search_key(self.shown_name, self.offer.title, host.legal_name, host.city_name)
        super().save(*args, **options)

    def get_absolute_url(self):
        return reverse("application", args=[self.pk])

    def parties_of(self, user) -> set[str]:
        """One of them: nobody decides on the own case, nor for the institution on what the own organisation offers."""
        if user.pk == self.trainee.user_id:
            return {"trainee"}
        if acts_for_host(user, self.offer.host_id):
            return {"host"}
        return {"coordinator"} if acts_for(user, self.institution_id) else set()

    @property
    def case_owner(self) -> Coordinator | None:
        """Whose case it is; nobody's once that person no longer acts for the institution."""
        owner = self.owner
        return owner if owner and owner.acts and owner.institution_id == self.institution_id else None

    @property
    def seen_to_by(self) -> User | None:
        """Who at the office sees to it today: the owner or the deputy; None where it is everybody's."""
        late = self.decide_by is not None and self.decide_by < programme_today()
        stand_in = self.case_owner.stand_in if self.case_owner and not late else None
        return stand_in.user if stand_in else None

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def label_for_the_host(self) -> str:
        """What the trainee sent is, for the host, new."""
        return str(_("New")) if self.state == ApplicationState.SUBMITTED else self.state_label

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def is_changeable(self) -> bool:
        """The trainee may change it: before the host has acted and until the offer's deadline."""
        before_the_host = self.state in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}
        return before_the_host and self.offer.deadline >= programme_today() and not self.is_private

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[Kind(self.kind)])

    @property
    def shown_name(self) -> str:
        """The trainee's name as it was sent, which is all a host reads; of a draft, as it is now."""
        return self.shown.get("name") or self.trainee.user.full_name

    @property
    def shown_contact(self) -> str:
        """The trainee's address for the host: empty before the host has invited to a talk or accepted."""
        return self.shown.get("contact", "") if self.state in SHOWING_THE_CONTACT else ""

    @property
    def is_private(self) -> bool:
        """At a host the trainee found, agreed with this trainee alone."""
        return self.offer.state == OfferState.PRIVATE

    @property
    def next_due(self):
        """The day the next act is due, and None where nothing is awaited."""
        if self.state in WITH_THE_HOST:
            return self.answer_by
        return {
            ApplicationState.DRAFT: self.offer.deadline,
            ApplicationState.ACCEPTED: self.confirm_by,
            ApplicationState.CONFIRMED: self.decide_by,
        }.get(self.state)

    @property
    def awaited(self) -> str:
        """What comes next, in words; empty when nothing does."""
        return AWAITED.get(self.state, "")

    @property
    def question_answers(self) -> list[tuple[str, str]]:
        kept = self.shown.get("questions")
        questions = self.text_read.questions if kept is None else kept
        return list(zip(questions, [*self.answers, "", "", ""], strict=False))

    @property
    def text_read(self):
        """The version of the offer that the trainee reads; sent, the application keeps its questions."""
        return self.offer.text_in(self.trainee.user.language)

    @property
    def questions_language(self) -> str:
        return self.shown.get("read_in") or self.text_read.language


class ApplicationStep(Step):
    subject = models.ForeignKey(Application, models.CASCADE, related_name="steps")


def in_care_of(user) -> Q:
    """This person's cases, and meanwhile those of the colleagues who are away and named this person."""
    today = programme_today()
    deputy = Q(owner__deputy__user=user, owner__away_from__lte=today, owner__away_until__gte=today)
    return Q(owner__user=user) | deputy


def on_the_desk_of(user) -> Q:
    """What this person sees to: the own cases, what nobody sees to, and what is late, which is everybody's."""
    today = programme_today()
    away = Q(owner__away_from__lte=today, owner__away_until__gte=today)
    away_too = Q(owner__deputy__away_from__lte=today, owner__deputy__away_until__gte=today)
    unattended = away & (Q(owner__deputy=None) | ~DEPUTISED | away_too)
    return UNOWNED | unattended | in_care_of(user) | Q(decide_by__lt=today)


def office_of(application: Application) -> list[User]:
    """Whom to tell at the institution of this one."""
    return told_at_the_offices([application])[application]


def told_at_the_offices(applications: Iterable[Application]) -> dict[Application, list[User]]:
    """Whom to tell of each at its institution: whoever sees to the case today, or else everybody who decides.

    What is late is everybody's. Two queries, for rows that come with_owner().
    """
    return {
        application: [user for user in people if user == application.seen_to_by] or people
        for application, people in offices_of(applications).items()
    }


def offices_of(applications: Iterable[Application]) -> dict[Application, list[User]]:
    """The coordinators who decide on each: not the trainee, and nobody who works for the host. Two queries."""
    offices = coordinators_of({application.institution_id for application in applications})
    at_the_host = people_of({application.offer.host_id for application in applications})
    return {
        application: [
            user
            for user in offices[application.institution_id]
            if user.pk != application.trainee.user_id and user not in at_the_host[application.offer.host_id]
        ]
        for application in applications
    }


def host_of(application: Application) -> list[User | str]:
    """Whom to tell at the host; not the trainee, who may work there."""
    return hosts_of([application])[application]


def hosts_of(applications: Iterable[Application]) -> dict[Application, list[User | str]]:
    """The same for many."""
    applications = list(applications)
    told = to_tell_at({application.offer.host for application in applications})
    return {
        application: [who for who in told[application.offer.host_id] if who != application.trainee.user]
        for application in applications
    }
