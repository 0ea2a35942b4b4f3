"""Who signs in. What a person may do follows from the parties they act for, never from this row."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

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

    def __str__(self):
        return self.full_name

    def save(self, *args, **options):
        self.email = self.email.strip().lower()  # invitations and contacts are matched with it as it stands
        super().save(*args, **options)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.is_superuser
