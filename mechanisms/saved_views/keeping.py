"""What a person does with saved views."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.saved_views.models import SavedView

AT_MOST = 30  # of one page


@transaction.atomic
def save(*, owner: Any, page: str, name: str, query: str) -> SavedView:
    """Saved again under the same name, the filters are replaced; `query` is normalised().

    Raises MoveRefused where there are too many.
    """
    others = SavedView.objects.filter(owner=owner, page=page).exclude(name=name)
    if others.count() >= AT_MOST:
        raise MoveRefused(_("You have many views already. Delete one first."))
    view, _new = SavedView.objects.update_or_create(owner=owner, page=page, name=name, defaults={"query": query})
    return view


def rename(*, view: SavedView, name: str) -> None:
    """Raises MoveRefused where another view has this name."""
    try:
        with transaction.atomic():
            view.name = name
            view.save(update_fields=["name"])
    except IntegrityError:
        raise MoveRefused(_("You have a view of this name already.")) from None


@transaction.atomic
def open_first(*, view: SavedView, yes: bool) -> None:
    """Whether the page opens with it; of two at the same moment, the later one does."""
    mine = SavedView.objects.filter(owner=view.owner_id, page=view.page)
    list(mine.select_for_update().order_by("pk").values("pk"))
    mine.update(is_default=False)
    if yes:
        mine.filter(pk=view.pk).update(is_default=True)
