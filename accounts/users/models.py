"""Who signs in. What a person may do follows from the parties they act for, never from this row."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.codelists.full_text import words_index
from programme.codelists.ordering import search_key


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)

    def get_by_natural_key(self, email: str):
        return self.get(email=email.strip().lower())


class UserQuerySet(models.QuerySet):
    def administrators(self):
        return self.filter(is_superuser=True, is_active=True)


class User(AbstractBaseUser, PermissionsMixin):
    class Party(models.TextChoices):
        TRAINEE = "trainee", _("I am looking for a traineeship")
        HOST = "host", _("We host trainees")
        COORDINATOR = "coordinator", _("I coordinate mobility at a university, college or school")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    given_name = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family names"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Brussels")
    # Asked at sign-up, only to lead to the right short profile; it gives no right.
    party_wanted = models.CharField(max_length=12, choices=Party, blank=True)
    first_steps_hidden = models.BooleanField(default=False)  # the check list on the desk is no longer wanted
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # Names and address as words without case and accents: the office finds its people by them.
    search_key = models.TextField(default="", editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="users_email_without_case",
                violation_error_message=_("A person with this e-mail address is here already."),
            )
        ]
        indexes = [words_index("users_words")]

    def __str__(self):
        return self.full_name

    def save(self, *args, **options):
        self.email = self.email.strip().lower()  # invitations and contacts are matched with it as it stands
        self.search_key = search_key(f"{self.given_name} {self.family_name}", self.email)
        if options.get("update_fields"):
            options["update_fields"] = {*options["update_fields"], "search_key"}
        super().save(*args, **options)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.is_superuser
