"""A host the trainee found elsewhere, before it has answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, acts_for
from accounts.hosts.models import HostMember
from accounts.trainees.models import Trainee
from mechanisms.lifecycle.models import HasLifecycle, Step
from placements.applications.models.application import Application
from placements.applications.states import PROPOSAL_MACHINE, PROPOSAL_TONES, ProposalState
from placements.offers.models import Offer
from programme.codelists.models import Country
from programme.rules.participants import KIND_NAMES, Kind
from programme.rules.today import programme_today


class ProposalQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(state=ProposalState.ASKED)

    def overdue(self):
        return self.unanswered().filter(answer_by__lt=programme_today())

    def visible_to(self, user):
        if user.is_administrator:
            return self
        offices = Coordinator.objects.admitted().filter(user=user).values("institution")
        return self.filter(Q(trainee__user=user) | Q(trainee__institution__in=offices))

    def with_parties(self):
        return self.select_related("trainee__user", "trainee__institution", "country", "application")


class Proposal(HasLifecycle):
    """A host the trainee found: named here, confirmed by the host through a one-time link."""

    machine = PROPOSAL_MACHINE

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="proposals")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    host_name = models.CharField(_("organisation"), max_length=200)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    city_name = models.CharField(_("town or city"), max_length=120)
    supervisor_name = models.CharField(_("supervisor there"), max_length=120)
    supervisor_email = models.EmailField(_("supervisor's e-mail"))
    kind = models.CharField(_("goes as"), max_length=12, choices=Offer.Kind)
    degree_date = models.DateField(_("date of the degree"), null=True, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    about = models.TextField(_("what was agreed so far"), max_length=2000, blank=True)
    answer_by = models.DateField()
    application = models.OneToOneField(Application, models.SET_NULL, null=True, blank=True, related_name="proposal")
    created = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("host the trainee found")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "supervisor_email"],
                condition=Q(state="asked"),
                name="applications_host_asked_once",
                violation_error_message=_("This person has already been asked and has not answered yet."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="applications_proposal_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.trainee}: {self.host_name}"

    def get_absolute_url(self):
        return reverse("proposal", args=[self.pk])

    def parties_of(self, user) -> set[str]:
        """The trainee, or a coordinator who has nothing to do with the host that was named."""
        if user.pk == self.trainee.user_id:
            return {"trainee"}
        if user.email == self.supervisor_email or self._works_with_the_supervisor(user):
            return set()
        return {"coordinator"} if acts_for(user, self.trainee.institution_id) else set()

    def _works_with_the_supervisor(self, user) -> bool:
        return HostMember.objects.filter(user=user, host__members__user__email=self.supervisor_email).exists()

    @property
    def tone(self) -> str:
        return PROPOSAL_TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.ASKED

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[Kind(self.kind)])


class ProposalStep(Step):
    subject = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
