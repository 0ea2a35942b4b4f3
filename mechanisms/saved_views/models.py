"""The filters of a list under a name: whose, of which page, and the part of the address that they are."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NO_FILTER = {"page"}  # where one is in the list; no part of what was looked for


def normalised(query: str) -> str:
    """The same filters as the same text, however the address was written."""
    pairs = parse_qsl(query.lstrip("?"), max_num_fields=50)
    return urlencode(sorted({(name, value) for name, value in pairs if name not in NO_FILTER}))


class SavedView(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=100)  # the name of its URL
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)
    is_default = models.BooleanField(_("opens first"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="saved_views_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["owner", "page"], condition=Q(is_default=True), name="saved_views_one_default"
            ),
        ]

    def __str__(self):
        return self.name


def views_of(user: Any, page: str) -> list[SavedView]:
    """What this person saved for this page, by name. One query."""
    return list(SavedView.objects.filter(owner=user, page=page))


def opens_first(views: Iterable[SavedView]) -> str:
    """The filters with which the page opens for this person; empty for all of it."""
    return next((view.query for view in views if view.is_default), "")
