"""Who speaks for a sending institution."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.states import MACHINE, TONES, CoordinatorState
from accounts.users.models import User
from mechanisms.lifecycle.models import HasLifecycle, Step
from programme.codelists.models import Country, Institution
from programme.codelists.ordering import sort_key
from programme.rules.today import programme_today


class Faculty(models.Model):
    """A faculty or department of an institution; trainees name theirs, and the office sorts its cases by it."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="faculties")
    name = models.CharField(_("name"), max_length=150)
    sort_key = models.CharField(max_length=150, editable=False)

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("faculty")
        verbose_name_plural = _("faculties")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "sort_key"],
                name="coordinators_faculty_once",
                violation_error_message=_("This faculty is on the list already."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **options):
        self.sort_key = sort_key(self.name)[:150]
        super().save(*args, **options)


class Office(models.Model):
    """How an institution's mobility office is reached: on the contact page, and where answers to its mails go."""

    institution = models.OneToOneField(Institution, models.CASCADE, related_name="office")
    name = models.CharField(_("name of the office"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    website = models.URLField(_("web page"), blank=True)
    address = models.TextField(_("address"), max_length=400, blank=True)
    hours = models.CharField(_("when somebody is there"), max_length=200, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("office")

    def __str__(self):
        return self.name or self.institution.name


class CoordinatorQuerySet(models.QuerySet):
    def admitted(self):
        return self.filter(state=CoordinatorState.ADMITTED, user__is_active=True)

    def awaiting_admission(self):
        return self.filter(state=CoordinatorState.ASKED, user__is_active=True)

    def colleagues_of(self, coordinator):
        """Those admitted at the same institution, by name."""
        others = self.admitted().filter(institution=coordinator.institution_id).exclude(pk=coordinator.pk)
        return others.select_related("user").order_by("user__family_name", "user__given_name", "pk")

    def requests_first(self):
        """Open requests before the rest, each by institution and name."""
        asked = models.Case(models.When(state=CoordinatorState.ASKED, then=0), default=1)
        return self.order_by(asked, "institution__sort_key", "user__family_name", "pk")

    def visible_to(self, user):
        """Administrators see all, an admitted coordinator those of the own institution, a person the own request."""
        if user.is_administrator:
            return self
        mine = Coordinator.objects.admitted().filter(user=user).values("institution")
        return self.filter(models.Q(user=user) | models.Q(institution__in=mine))


class Coordinator(HasLifecycle):
    machine = MACHINE

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="coordinator")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="coordinators")
    position = models.CharField(_("position"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # Confirms offers of hosts in these countries as digital, beside the own institution's work.
    takes_countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("checks offers from")
    )
    # Who does this one's work from `away_from` to `away_until`, both days included.
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputy_of", verbose_name=_("deputy")
    )
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        ordering = ["created"]
        verbose_name = _("coordinator")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(away_from=None, away_until=None)
                | models.Q(away_from__isnull=False, away_until__isnull=False, away_until__gte=models.F("away_from")),
                name="coordinators_away_from_until",
                violation_error_message=_("The last day away lies before the first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(deputy=models.F("id")),
                name="coordinators_no_deputy_of_oneself",
                violation_error_message=_("Somebody else has to be the deputy."),
            ),
        ]

    def __str__(self):
        return f"{self.user.full_name}, {self.institution.name}"

    def get_absolute_url(self):
        return reverse("coordinator_request", args=[self.pk])

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def acts(self) -> bool:
        """Admitted, and still here."""
        return self.state == CoordinatorState.ADMITTED and self.user.is_active

    @property
    def is_away(self) -> bool:
        return bool(self.away_from) and self.away_from <= programme_today() <= self.away_until

    @property
    def has_absence_ahead(self) -> bool:
        """Away now, or later on."""
        return bool(self.away_until) and self.away_until >= programme_today()

    @property
    def stand_in(self) -> "Coordinator | None":
        """Who does this one's work today: oneself, while away the deputy, or nobody who could be named.

        A deputy who is away as well has no deputy for it: then it is everybody's.
        """
        if not self.is_away:
            return self if self.acts else None
        deputy = self.deputy
        can = deputy and deputy.acts and not deputy.is_away and deputy.institution_id == self.institution_id
        return deputy if can else None

    def parties_of(self, user) -> set[str]:
        if user.pk == self.user_id:
            return {"applicant"}  # nobody decides on their own case
        parties = {"administrator"} if user.is_administrator else set()
        if acts_for(user, self.institution_id):
            parties.add("coordinator")
        return parties


class CoordinatorStep(Step):
    subject = models.ForeignKey(Coordinator, models.CASCADE, related_name="steps")


class HostInvitation(models.Model):
    """A host that an institution asked to come; the institution may then check that host's offers."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="host_invitations")
    address = models.EmailField(_("e-mail address"))
    host_name = models.CharField(_("organisation"), max_length=200)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "address"],
                name="coordinators_one_invitation_per_address",
                violation_error_message=_("Your institution has already invited this address."),
            )
        ]

    def __str__(self):
        return f"{self.host_name} <{self.address}>"

    def get_absolute_url(self):
        return f"{reverse('account_signup')}?party=host"


def acts_for(user, institution_id: int) -> bool:
    """Is `user` an admitted coordinator of this institution?"""
    return Coordinator.objects.admitted().filter(user=user, institution_id=institution_id).exists()


def has_office(institution_id: int) -> bool:
    """Is there anybody at this institution who could approve a placement?"""
    return Coordinator.objects.admitted().filter(institution_id=institution_id).exists()


def coordinators_of(institution_ids: Iterable[int]) -> dict[int, list[User]]:
    """The accounts of those who coordinate each of these institutions, in one query; no institution is missing."""
    people = defaultdict(list)
    for coordinator in Coordinator.objects.admitted().select_related("user").filter(institution__in=institution_ids):
        people[coordinator.institution_id].append(coordinator.user)
    return people


def office_address(institution_id: int) -> str:
    """Where answers to mails about an institution's cases go; empty while its office has given no address."""
    return Office.objects.filter(institution=institution_id).values_list("email", flat=True).first() or ""


def checking_for(country_codes: Iterable[str]) -> dict[str, list[User]]:
    """The accounts of the coordinators who take each of these countries, in one query; no country is missing."""
    people = defaultdict(list)
    taken = Coordinator.takes_countries.through.objects.select_related("coordinator__user")
    for row in taken.filter(coordinator__in=Coordinator.objects.admitted(), country__in=country_codes).order_by("pk"):
        people[row.country_id].append(row.coordinator.user)
    return people


def admitters(coordinator: Coordinator) -> list[User]:
    return admitters_of_each([coordinator])[coordinator]


def admitters_of_each(coordinators: Iterable[Coordinator]) -> dict[Coordinator, list[User]]:
    """The people who may admit each of these: administrators, and those already admitted there. Two queries."""
    colleagues = coordinators_of({coordinator.institution_id for coordinator in coordinators})
    administrators = list(User.objects.administrators())
    return {coordinator: [*administrators, *colleagues[coordinator.institution_id]] for coordinator in coordinators}
