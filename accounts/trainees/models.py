"""Who goes: students, learners, graduates and staff, with what they chose to say about themselves."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, Faculty
from programme.codelists.labels import InReadersOrder
from programme.codelists.models import Country, Institution, IscedField, Skill, Term


class TraineeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person, the coordinators of the own institution and the administrators. A host reads applications."""
        if user.is_administrator:
            return self
        offices = Coordinator.objects.admitted().filter(user=user).values("institution")
        return self.filter(models.Q(user=user) | models.Q(institution__in=offices))


class Trainee(models.Model):
    """One profile a person. Its kind follows from occupation, institution and EQF level (rules 2.1)."""

    class Kind(models.TextChoices):
        HE_STUDENT = "he_student", _("Student")
        VET_LEARNER = "vet_learner", _("VET learner")
        VET_GRADUATE = "vet_graduate", _("Recent VET graduate")
        STAFF = "staff", _("Higher-education staff")

    class StaffRole(models.TextChoices):
        ACADEMIC = "academic", _("Academic staff")
        ADMINISTRATIVE = "administrative", _("Administrative staff")

    class Seniority(models.TextChoices):  # rules 4.7
        JUNIOR = "junior", _("Under 10 years")
        INTERMEDIATE = "intermediate", _("10 to 20 years")
        SENIOR = "senior", _("Over 20 years")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trainee")
    kind = models.CharField(max_length=12, choices=Kind)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="trainees")
    faculty = models.ForeignKey(
        Faculty, models.SET_NULL, null=True, blank=True, related_name="trainees", verbose_name=_("faculty")
    )
    department = models.CharField(_("department or school"), max_length=200, blank=True)
    residence = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country where you live"))
    # learners
    eqf = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    one_cycle = models.BooleanField(_("one-cycle programme"), default=False)
    study_field = models.ForeignKey(
        IscedField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("field of study")
    )
    expected_graduation = models.DateField(_("expected graduation"), null=True, blank=True)
    graduated_on = models.DateField(_("graduated on"), null=True, blank=True)
    # staff
    staff_role = models.CharField(_("your work"), max_length=15, choices=StaffRole, blank=True)
    seniority = models.CharField(_("years of service"), max_length=12, choices=Seniority, blank=True)
    field_taught = models.ForeignKey(
        IscedField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("field taught")
    )
    competences = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("competences to develop"),
        limit_choices_to={"vocabulary": "digcompedu_competence"},
    )
    # wishes
    skills = models.ManyToManyField(Skill, blank=True, related_name="+", verbose_name=_("digital skills"))
    own_skills = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # kept where no list term fits
    wanted_countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("where to"))
    wanted_from = models.DateField(_("from about"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainee")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="staff", eqf__isnull=True)
                | (~models.Q(kind="staff") & models.Q(eqf__isnull=False)),
                name="trainees_level_for_learners_only",
                violation_error_message=_("Learners have a level of study, staff have none."),
            )
        ]

    def __str__(self):
        return self.user.full_name

    def get_absolute_url(self):
        return reverse("profile")

    @property
    def is_staff_member(self) -> bool:
        return self.kind == self.Kind.STAFF

    @property
    def skill_labels(self) -> list[str]:
        return [*(skill.label for skill in self.skills.all()), *self.own_skills]

    @property
    def language_lines(self) -> list[str]:
        return [str(line) for line in self.languages.all()]


class TraineeLanguage(models.Model):
    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="languages")
    language = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"vocabulary": "language"}, verbose_name=_("language")
    )
    level = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"vocabulary": "cefr"}, verbose_name=_("level")
    )

    class Meta:
        ordering = ["-level__position", InReadersOrder("language__label_keys")]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "language"],
                name="trainees_language_once",
                violation_error_message=_("You named this language twice."),
            )
        ]

    def __str__(self):
        return f"{self.language.label} {self.level.code}"


class EarlierMobility(models.Model):
    """A stay that counts in the 12/24-month account, zero-grant stays too (rules 2.2)."""

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="earlier_mobilities")
    programme = models.CharField(_("programme"), max_length=100)
    cycle = models.PositiveSmallIntegerField(
        _("study cycle"), choices=[(1, _("first (bachelor)")), (2, _("second (master)")), (3, _("third (doctorate)"))]
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")),
                name="trainees_mobility_ends_after_start",
                violation_error_message=_("The stay ends before it starts."),
            )
        ]

    def __str__(self):
        return f"{self.programme}, {self.start} to {self.end}"


class PersonalDetails(models.Model):
    """Asked only once a host has accepted: the agreement needs it, nobody before does."""

    class Gender(models.IntegerChoices):  # ISO/IEC 5218
        NOT_KNOWN = 0, _("I prefer not to say")
        MALE = 1, _("Male")
        FEMALE = 2, _("Female")
        UNDEFINED = 9, _("Undefined")

    trainee = models.OneToOneField(Trainee, models.CASCADE, related_name="details")
    birth_date = models.DateField(_("date of birth"))
    nationality = models.CharField(_("nationality"), max_length=80)  # of any country of the world, as in the passport
    gender = models.PositiveSmallIntegerField(_("gender"), choices=Gender, default=Gender.NOT_KNOWN)
    street = models.CharField(_("street and number"), max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=20)
    city_name = models.CharField(_("town or city"), max_length=120)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    phone = models.CharField(_("phone"), max_length=40)

    class Meta:
        verbose_name = _("personal details")
        verbose_name_plural = _("personal details")

    def __str__(self):
        return str(self.trainee)


class OfficeInvitation(models.Model):
    """A trainee's ready-made invitation to the office of an institution that is not here yet.

    Who waits is derived (trainees of institutions without a coordinator); only the letter is a row.
    """

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="office_invitations")
    address = models.EmailField(_("address of your international office"))
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "address"],
                name="trainees_office_invited_once",
                violation_error_message=_("You have already invited this office."),
            )
        ]

    def __str__(self):
        return f"{self.address} for {self.trainee.institution.name}"

    def get_absolute_url(self):
        return f"{reverse('account_signup')}?party=coordinator"
