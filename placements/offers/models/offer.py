"""What a host offers: a digital traineeship, or a training stay for staff."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator
from accounts.hosts.models import Host, HostMember
from mechanisms.lifecycle.models import HasLifecycle, Step
from placements.offers.models.text import MAX_QUESTIONS, OfferText, language_name, own_language_name
from placements.offers.states import ANSWERS_OF_THE_CHECK, MACHINE, RUNNING, TONES, OfferState
from programme.codelists.models import Skill, Term
from programme.rules.today import programme_today


class OfferQuerySet(models.QuerySet):
    def published(self):
        """Listed for everybody and open for applications."""
        return self.filter(state=OfferState.PUBLISHED, deadline__gte=programme_today())

    def public(self):
        """Whatever was once listed keeps its page, so that a link in somebody's notes still answers."""
        return self.filter(state__in=[OfferState.PUBLISHED, OfferState.FILLED, OfferState.CLOSED, OfferState.EXPIRED])

    def past_deadline(self):
        return self.filter(state__in=RUNNING, deadline__lt=programme_today())

    def awaiting_check(self):
        """Sent for the digital check, or published at once by a trusted host and still unchecked, also when full.

        One that was closed or has expired needs no check any more, even with places taken: nobody else can apply,
        and whether each of these stays is digital its coordinator says at the approval.
        """
        return self.filter(Q(state=OfferState.SUBMITTED) | Q(state__in=RUNNING, checked_at__isnull=True))

    def checkable_by(self, user):
        """Offers that this person may confirm or return: never of the own organisation."""
        others = self.exclude(host__members__user=user)
        if user.is_administrator:
            return others
        mine = Coordinator.objects.admitted().filter(user=user)
        takes = mine.filter(takes_countries=OuterRef("host__country"))
        invited = mine.filter(institution=OuterRef("host__invited_by"))
        return others.filter(Exists(takes) | Exists(invited))

    def of_host_member(self, user):
        return self.filter(host__members__user=user)

    def managed_by(self, user):
        """Those this person can do something with as host; an administrator may close any."""
        return self if user.is_administrator else self.of_host_member(user)

    def visible_to(self, user):
        public = self.public()
        if not user.is_authenticated:
            return public
        if user.is_administrator:
            return self
        mine = Q(Exists(HostMember.objects.filter(user=user, host=OuterRef("host"))))
        to_check = Q(pk__in=Offer.objects.awaiting_check().checkable_by(user).values("pk"))
        return self.filter(Q(pk__in=public.values("pk")) | mine | to_check)

    def with_card(self):
        """Everything a card shows, in a fixed number of queries."""
        languages = OfferLanguage.objects.select_related("language", "level")
        return self.select_related("host__country", "field").prefetch_related(
            Prefetch("languages", languages), "skills_taught", "texts"
        )


class Offer(HasLifecycle):
    machine = MACHINE

    class Audience(models.TextChoices):
        LEARNERS = "learners", _("Students and learners: a traineeship")
        STAFF = "staff", _("Higher-education staff: training or job shadowing")

    class Kind(models.TextChoices):
        HE_STUDENT = "he_student", _("Students")
        HE_GRADUATE = "he_graduate", _("Recent graduates")
        VET_LEARNER = "vet_learner", _("VET learners")
        VET_GRADUATE = "vet_graduate", _("Recent VET graduates")
        STAFF = "staff", _("Higher-education staff")

    MAX_QUESTIONS = MAX_QUESTIONS

    host = models.ForeignKey(Host, models.PROTECT, related_name="offers")
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience, default=Audience.LEARNERS)
    kinds = ArrayField(
        models.CharField(max_length=12, choices=Kind), default=list, blank=True, verbose_name=_("who may apply")
    )
    # In which the free text below is written (ISO 639-1); further versions are OfferTexts.
    language = models.CharField(_("language you write in"), max_length=8, default="en")
    title = models.CharField(_("title"), max_length=120)
    field = models.ForeignKey(
        Term, models.PROTECT, related_name="+", verbose_name=_("field"), limit_choices_to={"vocabulary": "field"}
    )
    activities = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("digital activities"),
        limit_choices_to={"vocabulary": "activity"},
    )
    competences = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("competences to develop"),
        limit_choices_to={"vocabulary": "digcompedu_competence"},
    )
    tasks = models.TextField(_("tasks"), max_length=4000)
    skills_taught = models.ManyToManyField(Skill, blank=True, related_name="+", verbose_name=_("skills you teach"))
    skills_wanted = models.ManyToManyField(Skill, blank=True, related_name="+", verbose_name=_("skills you ask for"))
    own_skills_taught = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    own_skills_wanted = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    starts_from = models.DateField(_("earliest start"))
    ends_by = models.DateField(_("latest end"))
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"))
    virtual_part = models.BooleanField(_("with a virtual part"), default=False)
    virtual_description = models.TextField(_("the virtual part"), max_length=1000, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    places_held = models.PositiveSmallIntegerField(default=0)
    is_paid = models.BooleanField(_("paid by the host"), default=False)
    pay_cents = models.PositiveIntegerField(_("pay a month in cents"), null=True, blank=True)
    in_kind = models.CharField(_("benefits in kind"), max_length=300, blank=True)
    supervisor_name = models.CharField(_("supervisor"), max_length=120)
    supervisor_position = models.CharField(_("supervisor's position"), max_length=120, blank=True)
    supervisor_email = models.EmailField(_("supervisor's e-mail"))
    mentor_name = models.CharField(_("mentor"), max_length=120, blank=True)
    mentor_position = models.CharField(_("mentor's position"), max_length=120, blank=True)
    mentor_email = models.EmailField(_("mentor's e-mail"), blank=True)
    questions = ArrayField(models.CharField(max_length=200), size=MAX_QUESTIONS, default=list, blank=True)
    deadline = models.DateField(_("apply until"))

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    check_due = models.DateField(null=True, blank=True)  # the promised answer to the digital check
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    # Casefolded words of all versions, field and skills, written by the verbs (search.py); the host's stand with it.
    search_text = models.TextField(default="", editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("offer")
        constraints = [
            models.CheckConstraint(
                condition=Q(places_held__lte=F("places")),
                name="offers_never_oversold",
                violation_error_message=_("There are fewer places than trainees already accepted."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="offers_have_a_place",
                violation_error_message=_("An offer has at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(ends_by__gt=F("starts_from")),
                name="offers_end_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(deadline__lte=F("ends_by")),
                name="offers_close_before_the_end",
                violation_error_message=_("The last day to apply lies after the end of the period."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__range=(1, 60)),
                name="offers_hours_are_possible",
                violation_error_message=_("Say between 1 and 60 hours a week."),
            ),
        ]
        indexes = [
            # The public list: open offers, newest first.
            models.Index(fields=["-published_at", "-id"], condition=Q(state="published"), name="offers_open_newest"),
            models.Index(
                fields=["deadline"], condition=Q(state__in=["published", "filled"]), name="offers_by_deadline"
            ),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="offers_search_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("offer", args=[self.pk])

    def parties_of(self, user) -> set[str]:
        if not user.is_authenticated:
            return set()
        parties = set()
        if HostMember.objects.filter(user=user, host_id=self.host_id).exists():
            parties.add("host")
            if self.host.is_trusted and not self.came_back:
                parties.add("trusted_host")
        elif Offer.objects.filter(pk=self.pk).checkable_by(user).exists():
            parties.add("checker")
        if user.is_administrator:
            parties.add("administrator")
        return parties

    @property
    def is_for_staff(self) -> bool:
        return self.audience == self.Audience.STAFF

    @property
    def is_open(self) -> bool:
        return self.state == OfferState.PUBLISHED and self.deadline >= programme_today()

    @property
    def is_editable(self) -> bool:
        return self.state in {OfferState.DRAFT, OfferState.RETURNED}

    @property
    def awaits_check(self) -> bool:
        return self.state == OfferState.SUBMITTED or (self.state in RUNNING and self.checked_at is None)

    @property
    def came_back(self) -> bool:
        """The check has returned it and not confirmed it since: then it is checked before it opens, whoever hosts."""
        answer = self.steps.filter(move__in=ANSWERS_OF_THE_CHECK).order_by("at", "pk").last()
        return answer is not None and answer.move == "return"

    @property
    def last_return(self) -> "OfferStep | None":
        """The last time the check sent it back, with the reason."""
        return self.steps.filter(move="return").order_by("at", "pk").last()

    @property
    def tone(self) -> str:
        """How the state looks, as components/state.html takes it."""
        return TONES[self.state]

    @property
    def places_left(self) -> int:
        return self.places - self.places_held

    @property
    def days_left(self) -> int:
        return (self.deadline - programme_today()).days

    @property
    def city_name(self) -> str:
        return self.host.city_name

    @property
    def country(self):
        return self.host.country

    @property
    def versions(self) -> list["Offer | OfferText"]:
        """What can be read of it, the one the host wrote first; each with language and the free texts."""
        return [self, *self.texts.all()]

    def text_in(self, language: str) -> "Offer | OfferText":
        """The version in this language ("de", "de-at"), else the one the host wrote."""
        wanted = language.partition("-")[0]
        return next((text for text in self.versions if text.language == wanted), self)

    @property
    def text(self) -> "Offer | OfferText":
        """The version for the reader of this page."""
        return self.text_in(get_language() or "")

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def own_language_name(self) -> str:
        return own_language_name(self.language)

    @property
    def language_lines(self) -> list[str]:
        return [str(line) for line in self.languages.all()]

    @property
    def skills_taught_labels(self) -> list[str]:
        return [*(skill.label for skill in self.skills_taught.all()), *self.own_skills_taught]

    @property
    def skills_wanted_labels(self) -> list[str]:
        return [*(skill.label for skill in self.skills_wanted.all()), *self.own_skills_wanted]

    def skill_lines(self, known: Iterable[str] = ()) -> list[tuple[str, str, bool]]:
        """(word, skills, whether it is a demand); of what the host asks for, it "uses" what the reader knows."""
        own = {label.casefold() for label in known}
        wanted = self.skills_wanted_labels
        lines = [
            (gettext("Uses"), [label for label in wanted if label.casefold() in own], False),
            (gettext("Teaches"), self.skills_taught_labels, False),
            (gettext("Asks for"), [label for label in wanted if label.casefold() not in own], True),
        ]
        return [(word, ", ".join(labels), asks) for word, labels, asks in lines if labels]

    @property
    def kind_labels(self) -> list[str]:
        return [str(self.Kind(kind).label) for kind in self.kinds]

    @property
    def pay_line(self) -> str:
        if not self.is_paid:
            return gettext("no pay from the host")
        if not self.pay_cents:
            return gettext("paid by the host")
        euros = number_format(Decimal(self.pay_cents) / 100, 2 if self.pay_cents % 100 else 0)
        return gettext("€%(amount)s a month from the host") % {"amount": euros}

    def covers(self, start: date, end: date) -> bool:
        return self.starts_from <= start <= end <= self.ends_by


class OfferStep(Step):
    subject = models.ForeignKey(Offer, models.CASCADE, related_name="steps")


class OfferLanguage(models.Model):
    """A working language and the level the host asks for."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="languages")
    language = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"vocabulary": "language"}, verbose_name=_("language")
    )
    level = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"vocabulary": "cefr"}, verbose_name=_("level")
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "language"],
                name="offers_language_once",
                violation_error_message=_("You named this language twice."),
            )
        ]

    def __str__(self):
        return f"{self.language.label} {self.level.code}"
