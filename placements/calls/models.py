"""The rounds that an institution opens under the annual calls of the Action."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator
from programme.codelists.models import Country, Institution
from programme.rules.participants import actions_for, actions_to
from programme.rules.today import programme_today

FIRST_YEAR, LAST_YEAR = 2021, 2027  # the programme's period


class CallQuerySet(models.QuerySet):
    def open(self, on: date) -> Self:
        return self.filter(opens__lte=on, closes__gte=on)

    def for_kind(self, kind: str) -> Self:
        """The calls whose action pays for this kind of participant (rules 2.4)."""
        return self.filter(action__in=actions_for(kind))

    def visible_to(self, user) -> Self:
        """A call is public."""
        return self

    def run_by(self, user) -> Self:
        """The calls this person may change: those of the institution they coordinate; administrators, all."""
        if user.is_administrator:
            return self
        return self.filter(institution__in=Coordinator.objects.admitted().filter(user=user).values("institution"))

    def to_country(self, country: Country) -> Self:
        """The calls whose action pays for stays in this country (rules 2.4)."""
        return self.filter(action__in=actions_to(in_programme=country.programme_country))

    def for_application(self, institution: Institution, kind: str, on: date, *, host_country: Country) -> "Call | None":
        """The open call an application falls under: of several, the one that closes first."""
        fitting = self.filter(institution=institution).for_kind(kind).to_country(host_country)
        return fitting.open(on).order_by("closes", "pk").first()


class Call(models.Model):
    # Trainees may have applied under these terms.
    FIXED_ONCE_OPEN = ("year", "action", "opens")

    class Action(models.TextChoices):
        KA131 = "KA131", _("KA131: higher education, programme countries")
        KA171 = "KA171", _("KA171: higher education, other countries")
        KA121 = "KA121", _("KA121: vocational education and training, accredited")
        KA122 = "KA122", _("KA122: vocational education and training, short project")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="calls", verbose_name=_("institution"))
    year = models.PositiveSmallIntegerField(
        _("call year"),
        choices=[(year, str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)],
        help_text=_("The year of the programme's call that pays. Its rules and rates apply to every stay."),
    )
    action = models.CharField(_("action"), max_length=5, choices=Action)
    title = models.CharField(_("title"), max_length=200)
    opens = models.DateField(_("opens on"), help_text=_("From this day on, trainees can apply."))
    closes = models.DateField(_("closes on"), help_text=_("The last day on which trainees can apply."))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens", "-pk"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")),
                name="calls_close_after_they_open",
                violation_error_message=_("The call closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="calls_year_of_the_programme",
                violation_error_message=_("The call year must be between 2021 and 2027."),
            ),
            models.UniqueConstraint(
                fields=["institution", "year", "action", "title"],
                name="calls_one_title_a_year",
                violation_error_message=_("There is already a call with this title for this year and action."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.action}, {self.year})"

    def get_absolute_url(self) -> str:
        return reverse("change_call", args=[self.pk])

    @property
    def has_opened(self) -> bool:
        return self.opens <= programme_today()

    @property
    def is_over(self) -> bool:
        return self.closes < programme_today()
