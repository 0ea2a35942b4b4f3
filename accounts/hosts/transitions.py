"""What happens to a host organisation."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import HostInvitation
from accounts.hosts.models import Host, HostMember, acts_for_host
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.posting import post

# What the check of the first offer looked at: with another one of these it is another organisation.
IDENTITY = ("legal_name", "registration_number", "country_id", "kind_id")
# What other verbs write: the row that a page has loaded may be older than their word.
WRITTEN_BY_OTHERS = {
    "invited_by_id", "contact_address", "verified_at", "verified_by_id", "stays_completed", "created",
}  # fmt: skip


@transaction.atomic
def register_host(*, host: Host, by: User, position: str = "") -> Host:
    """Save a new host with `by` as its owner; the institution that invited this address may check its offers.

    A person acts for one organisation: the same form sent twice gives the one that the first has made.
    """
    if member := _membership(by):
        return member.host
    invitation = HostInvitation.objects.filter(address=by.email).order_by("created").first()
    host.invited_by = invitation and invitation.institution
    host.save()
    HostMember.objects.create(host=host, user=by, role=HostMember.Role.OWNER, position=position)
    return host


def _membership(user: User) -> HostMember | None:
    """The organisation this person acts for. Of two forms sent at once, the second waits here for the first."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    return HostMember.objects.select_related("host").filter(user=user).first()


@transaction.atomic
def take_over(*, host: Host, by: User, position: str = "") -> HostMember:
    """Make `by` the owner of a host that a trainee brought and nobody acts for yet.

    Raises MoveRefused when the host's contact had another address, somebody was quicker, or `by` has a host already.
    """
    if _membership(by):
        raise MoveRefused(_("You already act for an organisation."))
    if not Host.objects.select_for_update(of=("self",)).filter(pk=host.pk).exists() or not (
        Host.objects.waiting_for(by).filter(pk=host.pk).exists()
    ):
        raise MoveRefused(_("Somebody already acts for this organisation."))
    return HostMember.objects.create(host=host, user=by, role=HostMember.Role.OWNER, position=position)


@transaction.atomic
def change_host(*, host: Host, by: User) -> Host:
    """Save the organisation's own data. Raises MoveRefused for somebody who is no member.

    With another name, number, country or kind it is no longer verified: its next offer is checked first, as a new
    host's is (rules 2.3).
    """
    if not acts_for_host(by, host.pk):
        raise MoveRefused(_("Only its own members change an organisation."))
    stored = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    for name in WRITTEN_BY_OTHERS:
        setattr(host, name, getattr(stored, name))
    if any(getattr(host, name) != getattr(stored, name) for name in IDENTITY):
        host.verified_at = host.verified_by = None
    host.save()
    return host


@transaction.atomic
def verify(*, host: Host, by: User) -> None:
    """The organisation exists and may host; asked with its first offer, and after it changed. Safe to repeat."""
    fresh = Host.objects.filter(pk=host.pk, verified_at__isnull=True)
    now = timezone.now()
    if fresh.update(verified_at=now, verified_by=by):
        post("hosts.verified", to=host.people(), about=host, once=now.isoformat())
    host.refresh_from_db(fields=["verified_at", "verified_by"])


def count_completed_stay(*, host: Host) -> None:
    Host.objects.filter(pk=host.pk).update(stays_completed=F("stays_completed") + 1)
