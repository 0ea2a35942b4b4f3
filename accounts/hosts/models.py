"""Host organisations and the people who act for them."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from programme.codelists.full_text import words_index
from programme.codelists.models import City, Country, Institution, Term
from programme.codelists.ordering import search_key


class HostQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(verified_at__isnull=False)

    def waiting_for(self, user):
        """Hosts a trainee brought, that nobody acts for yet and whose contact had this person's address."""
        return self.filter(contact_address=user.email, members__isnull=True)

    def visible_to(self, user):
        """Its members and the administrators; what everybody may know of a host stands on its offers."""
        if user.is_administrator:
            return self
        return self.filter(members__user=user)


class Host(models.Model):
    """A receiving organisation (rules 2.3)."""

    class Size(models.TextChoices):
        MICRO = "micro", _("1 to 9 people")
        SMALL = "small", _("10 to 49 people")
        MEDIUM = "medium", _("50 to 249 people")
        LARGE = "large", _("250 people or more")

    legal_name = models.CharField(_("legal name"), max_length=200)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind of organisation"),
        limit_choices_to={"vocabulary": "host_kind"},
    )
    registration_number = models.CharField(_("registration or VAT number"), max_length=60, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city_name = models.CharField(_("town or city"), max_length=120)
    city = models.ForeignKey(City, models.SET_NULL, null=True, blank=True, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="hosts", verbose_name=_("country"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    size = models.CharField(_("size"), max_length=10, choices=Size, blank=True)
    sector = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector"),
        limit_choices_to={"vocabulary": "nace_section"},
    )
    is_public_body = models.BooleanField(_("public body"), default=False)
    is_non_profit = models.BooleanField(_("non-profit"), default=False)
    oid = models.CharField(
        _("OID"), max_length=9, blank=True, validators=[RegexValidator(r"^E\d{8}$", _("An OID is E and eight digits."))]
    )
    erasmus_code = models.CharField(_("Erasmus code"), max_length=20, blank=True)
    # Where a trainee found this host: who signs up with this verified address may take the organisation over.
    contact_address = models.EmailField(blank=True, editable=False)
    invited_by = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="invited_hosts")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Raised when a stay ends (approval); a verified host with one publishes at once.
    stays_completed = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    # Name, town and country as words without case and accents: its offers are found by them.
    search_key = models.TextField(editable=False)

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["legal_name"]
        verbose_name = _("host organisation")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_by__isnull=True) | models.Q(verified_at__isnull=False),
                name="hosts_verified_by_means_verified",
            )
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="hosts_search_words"),
            words_index("hosts_words"),
        ]

    def __str__(self):
        return self.legal_name

    def save(self, *args, **options):
        self.search_key = search_key(self.legal_name, self.city_name, *self.country.every_label)
        super().save(*args, **options)

    def get_absolute_url(self):
        return reverse("host_profile")

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_trusted(self) -> bool:
        """Publishes at once and is checked afterwards."""
        return self.is_verified and self.stays_completed > 0

    @property
    def place_line(self) -> str:
        return f"{self.city_name}, {self.country.name}"

    def people(self):
        """The members' accounts, to tell them something."""
        return people_of([self.pk])[self.pk]

    def to_tell(self):
        """Whom to write to: the members' accounts, or the address that confirmed while nobody acts for it yet."""
        return to_tell_at([self])[self.pk]


class HostMember(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MEMBER = "member", _("Member")

    host = models.ForeignKey(Host, models.CASCADE, related_name="members")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="host_member")
    role = models.CharField(max_length=10, choices=Role, default=Role.OWNER)
    position = models.CharField(_("position"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("member of a host")

    def __str__(self):
        return f"{self.user.full_name}, {self.host.legal_name}"


def acts_for_host(user, host_id: int) -> bool:
    return HostMember.objects.filter(user=user, host_id=host_id).exists()


def people_of(host_ids: Iterable[int]) -> dict[int, list[User]]:
    """The accounts of those who act for each of these hosts, in one query; no host is missing."""
    people = defaultdict(list)
    for member in HostMember.objects.select_related("user").filter(host__in=host_ids, user__is_active=True):
        people[member.host_id].append(member.user)
    return people


def to_tell_at(hosts: Iterable[Host]) -> dict[int, list[User | str]]:
    """Whom to write to at each of these hosts. Two queries; the second only where a host has such an address."""
    hosts = list(hosts)
    told = people_of({host.pk for host in hosts})
    silent = {host.pk: host.contact_address for host in hosts if host.contact_address and not told[host.pk]}
    left = set(HostMember.objects.filter(host__in=silent).values_list("host", flat=True)) if silent else set()
    return told | {pk: [address] for pk, address in silent.items() if pk not in left}
