"""Keeping what somebody types: used by a page with a form, and by the address that autosave posts to."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mechanisms.drafts.models import Draft

LARGEST = 200_000  # characters of one draft
MOST = 50  # drafts of one person
LONGEST_NAME = 100  # characters of a field's name
PAGE = "page"  # the part of a form that is one page
SENT = "sent"  # the mark of a part that was sent: what a page opened before still says of it comes too late
# What stands in a form and is no answer of the person.
NOT_KEPT = {"csrfmiddlewaretoken", "act", "find", "draft_part", "draft_base", "draft_page"}

Values = Mapping[str, list[str]]


class NotKept(Exception):
    """It could not be kept; `sentence` says why to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ChangedElsewhere(NotKept):
    """Another window or device kept something newer, sent the form, or began it afresh."""


def typed_in(post: QueryDict) -> dict[str, list[str]]:
    """The person's answers: no button, no token, no password."""
    return {
        name: [str(value) for value in values]
        for name, values in post.lists()
        if name not in NOT_KEPT and "password" not in name and len(name) <= LONGEST_NAME
    }


def without_nul(values: Values) -> Values:
    """PostgreSQL keeps none; the form says so where somebody sends one."""
    return {name.replace("\0", ""): [value.replace("\0", "") for value in several] for name, several in values.items()}


@transaction.atomic
def keep(owner: Any, key: str, parts: Mapping[str, Values], *, base: str | None, page: str) -> Draft:
    """Keep these parts of the form, each whole; `base` is the mark that the page found when it was opened.

    Raises ChangedElsewhere when another page kept one of them since (a page may write over itself), and
    NotKept when it is too much. Without a base nothing is compared.
    """
    kept = Draft.objects.select_for_update(of=("self",)).filter(owner=owner, key=key).first()
    if kept is None:
        if Draft.objects.filter(owner=owner).exclude(parts={}).count() >= MOST:
            raise NotKept(_("Not saved: you have begun %(most)s forms. Send or empty one first.") % {"most": MOST})
        Draft.objects.bulk_create([Draft(owner=owner, key=key)], ignore_conflicts=True)
        kept = Draft.objects.select_for_update(of=("self",)).get(owner=owner, key=key)
    if base is not None and any(kept.marks.get(part, "") not in {base, page} for part in parts):
        raise ChangedElsewhere(_("Not saved: this form was changed in another window or on another device."))
    kept.parts |= {part: without_nul(values) for part, values in parts.items()}
    if len(json.dumps(kept.parts)) > LARGEST:
        raise NotKept(_("Not saved: this is more than we can keep. Shorten it."))
    kept.marks |= dict.fromkeys(parts, page)
    kept.sent_to, kept.changed = "", timezone.now()
    kept.save()
    return kept


class Kept:
    """What this person has typed into this form and not sent yet; for a form on one page.

    Give the form `data` and `files`; ask `is_sent` and `is_later`; call `forget` once the verb is done, and `show`
    before the page is drawn. A form in several steps is mechanisms.drafts.steps.Steps.
    """

    part = PAGE

    def __init__(self, request: HttpRequest, key: str) -> None:
        self.request, self.key = request, key
        self.row = Draft.objects.filter(owner=request.user, key=key).first()
        self.page = secrets.token_urlsafe(9)
        self.problem = ""  # why what was just sent is not kept
        self.is_changed_elsewhere = False

    # --- what the page shows ---------------------------------------------------------------------

    @property
    def parts(self) -> dict[str, Values]:
        return self.row.parts if self.row else {}

    @property
    def changed(self):
        """When something was kept last; None where nothing is."""
        return self.row.changed if self.row and self.row.parts else None

    @property
    def base(self) -> str:
        return self.row.marks.get(self.part, "") if self.row else ""

    @property
    def is_back(self) -> bool:
        """The person has come back to what was kept, and did not just go from step to step."""
        return self.changed is not None and not self.is_posted and "step" not in self.request.GET

    @property
    def url(self) -> str:
        return reverse("save_draft", args=[self.key])

    @property
    def here(self) -> str:
        return self.request.get_full_path()

    def show(self, form: Any) -> None:
        """What was kept is half done: nothing is said yet about what is missing in it."""
        if not self.is_posted and self.data is not None:
            hush(form)

    # --- what was sent ---------------------------------------------------------------------------

    @property
    def is_posted(self) -> bool:
        return self.request.method == "POST"

    @property
    def act(self) -> str:
        """The button that was pressed; "" when the page is only opened."""
        if not self.is_posted:
            return ""
        return "find" if "find" in self.request.POST else self.request.POST.get("act", "send")

    @property
    def is_sent(self) -> bool:
        return self.is_posted and self.act not in {"later", "find"}

    @property
    def is_later(self) -> bool:
        return self.act == "later" and self.store({self.part: typed_in(self.request.POST)})

    @cached_property
    def data(self) -> QueryDict | None:
        """What the form is bound to: what was sent, else what was kept, else nothing."""
        if self.is_posted:
            return self.request.POST
        return as_sent([self.parts[self.part]]) if self.part in self.parts else None

    @property
    def files(self):
        return self.request.FILES if self.is_posted else None

    def store(self, parts: Mapping[str, Values]) -> bool:
        """False where it could not be kept; the page says why, and still shows what was typed."""
        base, page = self.request.POST.get("draft_base"), self.request.POST.get("draft_page") or self.page
        try:
            self.row = keep(self.request.user, self.key, parts, base=base, page=page)
        except NotKept as refused:
            self.problem = refused.sentence
            self.is_changed_elsewhere = isinstance(refused, ChangedElsewhere)
        return not self.problem

    def later(self, to: str = "") -> HttpResponseRedirect:
        """Leave the page for now, with a way back."""
        sentence, go_on = _("What you typed is kept, and only you see it."), _("Go on with it")
        messages.success(self.request, format_html('{} <a href="{}">{}</a>', sentence, self.here, go_on))
        return redirect(to or resolve_url(settings.LOGIN_REDIRECT_URL))

    @transaction.atomic
    def forget(self, sent_to: Any = "") -> None:
        """It is sent; `sent_to` (a thing or an address) is where the same form, sent once more, leads."""
        if row := self._locked():
            row.parts, row.marks = {}, dict.fromkeys(row.marks, SENT)
            row.sent_to, row.changed = resolve_url(sent_to) if sent_to else "", timezone.now()
            row.save()
        self.row = None

    @transaction.atomic
    def forget_part(self) -> None:
        """This part of the form is sent; what was begun in the others stays."""
        row = self._locked()
        if row is not None and row.parts.pop(self.part, None) is not None:
            row.marks[self.part] = SENT
            row.save()

    def _locked(self) -> Draft | None:
        """The row as it stands now, for nobody else to change meanwhile."""
        return Draft.objects.select_for_update(of=("self",)).filter(owner=self.request.user, key=self.key).first()


def as_sent(parts: Iterable[Values]) -> QueryDict:
    """Kept values as the form would have been sent."""
    data = QueryDict(mutable=True)
    for values in parts:
        for name, several in values.items():
            data.setlist(name, list(several))
    return data


def hush(form: Any) -> None:
    """Keep what was typed and say nothing about it yet."""
    form.errors.clear()
    for rows in getattr(form, "lists", {}).values():
        rows.non_form_errors().clear()
        for row in rows.forms:
            row.errors.clear()
