"""Issuing, finding and using one-time links.

The page a link opens only shows; its button posts, and that uses the link up. So programs that
open links in mails ahead of their reader spoil nothing.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mechanisms.links.models import OneTimeLink

TOKEN_BYTES = 32


class LinkRefused(Exception):
    """The link opens nothing; `sentence` says why and what to do. `link`: the one that was used before."""

    def __init__(self, sentence: str, link: OneTimeLink | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.link = link


def issue(*, act: str, about: models.Model, address: str, days: int) -> tuple[OneTimeLink, str]:
    """A new link and the path it opens: the route named like the act ("<app>.<view>"), with its `token`.

    The path is the only place where the token stands; it goes into the mail and nowhere else.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    path = reverse(act.rpartition(".")[2], kwargs={"token": token})
    link = OneTimeLink.objects.create(
        act=act,
        about_label=about._meta.label_lower,
        about_id=str(about.pk),
        address=address,
        token_hash=_hash(token),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return link, path


def find(token: str, act: str) -> OneTimeLink:
    """The link of this token, if it can be used for this act now. Writes nothing. Raises LinkRefused."""
    link = OneTimeLink.objects.filter(token_hash=_hash(token), act=act).first()
    return _usable(link)


def use(link: OneTimeLink) -> None:
    """Use it up, in the verb's transaction; of two at once, one is refused. Raises LinkRefused."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("use() needs its verb's transaction.atomic()")
    locked = _usable(OneTimeLink.objects.select_for_update().filter(pk=link.pk).first())
    link.used_at = locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])


def revoke(about: models.Model, act: str) -> int:
    """Close every open link for this act on this thing; returns how many there were."""
    return OneTimeLink.objects.filter(
        act=act, about_label=about._meta.label_lower, about_id=str(about.pk), used_at=None, revoked_at=None
    ).update(revoked_at=timezone.now())


def _usable(link: OneTimeLink | None) -> OneTimeLink:
    if link is None:
        raise LinkRefused(_("This link is not valid. Please check that you opened all of it."))
    if link.used_at:
        raise LinkRefused(_("This link was already used."), link)
    if link.revoked_at:
        raise LinkRefused(_("This link was withdrawn by those who sent it."))
    if link.expires_at <= timezone.now():
        day = date_format(timezone.localtime(link.expires_at), "DATE_FORMAT")
        raise LinkRefused(_("This link ended on %(day)s. Please ask those who sent it for a new one.") % {"day": day})
    return link


def _hash(token: str) -> str:
    # A surrogate half in an address must be an unknown link, not an error.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
