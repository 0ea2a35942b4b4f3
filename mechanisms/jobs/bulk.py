"""One act on many rows of a list: chosen, seen beforehand, confirmed, and told row by row how it went.

A stage registers its list and what can be done there in `bulk.py`. The act itself is the verb that the page of one
row calls; here it runs for each row in a transaction of its own, and its refusal is that row's result.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from mechanisms.jobs.models import BulkRow, BulkRun
from mechanisms.jobs.registry import job
from mechanisms.jobs.running import start
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import as_read_by, seen_beforehand

log = logging.getLogger(__name__)
AT_MOST = 1000  # rows of one run


class Letter(NamedTuple):
    """A notice that the act will post."""

    kind: str
    to: Sequence[Any]  # users, or addresses
    about: Model
    context: Mapping[str, Any] = {}

    def words(self) -> list[tuple[str, str, str]]:
        """For each recipient the name, and the subject and text as that person will read them."""
        return [(str(one), *self._words_for(one)) for one in self.to]

    def _words_for(self, recipient: Any) -> tuple[str, str]:
        who = {"address": recipient} if isinstance(recipient, str) else {"person": recipient}
        with as_read_by(None if isinstance(recipient, str) else recipient):
            return seen_beforehand(Notification(kind=self.kind, context=dict(self.context), **who), self.about)


@dataclass(frozen=True)
class Outlook:
    """What the act will do to a row, or why it will not."""

    sentence: str
    goes: bool = True
    remarks: Sequence[str] = ()
    letters: Sequence[Letter] = ()


def refused(sentence: Any) -> Outlook:
    return Outlook(str(sentence), goes=False)


@dataclass(frozen=True)
class BulkList:
    """A list whose rows can be ticked. A key is what stands in a row's box."""

    page: str  # the name of its URL
    found: Callable[[Any, str], Sequence[str]]  # (user, query of the address): the keys of all rows that match
    rows: Callable[[Any, Sequence[str]], Mapping[str, Model]]  # (user, keys): by key, those this person may act on
    line: Callable[[Model], str]  # a row in words


@dataclass(frozen=True)
class BulkAct:
    name: str  # "<app>.<verb>"
    page: str
    label: Any  # on the choice of acts
    preview: Callable[[Sequence[Model], Any, Mapping], Sequence[Outlook]]  # (rows, user, values), few queries for all
    act: Callable[[Model, Any, Mapping], str]  # (row, user, values): does it, says what was done; MoveRefused
    form: type[forms.Form] | None = None  # asked once for all rows; made with by=user


_lists: dict[str, BulkList] = {}
_acts: dict[str, BulkAct] = {}


def register_list(of: BulkList) -> None:
    _lists[of.page] = of


def register_act(act: BulkAct) -> None:
    if act.name in _acts:
        raise ValueError(f"The bulk act {act.name!r} is registered twice")
    _acts[act.name] = act


def list_of(page: str) -> BulkList:
    """Raises LookupError."""
    return _lists[page]


def act_of(name: str) -> BulkAct:
    """Raises LookupError."""
    return _acts[name]


def acts_on(page: str) -> list[BulkAct]:
    return [act for act in _acts.values() if act.page == page]


# --- chosen, and seen beforehand --------------------------------------------------------------------


@transaction.atomic
def choose(*, owner: Any, act: BulkAct, keys: Sequence[str], query: str = "") -> BulkRun:
    """Keep which rows were chosen; nothing is done yet. Raises MoveRefused where there are none, or too many."""
    if not keys:
        raise MoveRefused(_("Tick at least one row."))
    if len(keys) > AT_MOST:
        raise MoveRefused(_("Choose at most %(number)s rows at once.") % {"number": AT_MOST})
    of = list_of(act.page)
    rows = of.rows(owner, keys)
    if not rows:
        raise MoveRefused(_("These rows are no longer there."))
    BulkRun.objects.forgotten().delete()
    longest = BulkRun._meta.get_field("query").max_length
    run = BulkRun.objects.create(owner=owner, act=act.name, query=query[:longest])
    BulkRow.objects.bulk_create(
        BulkRow(run=run, position=number, key=key, line=of.line(rows[key])[:200])
        for number, key in enumerate(dict.fromkeys(keys))
        if key in rows
    )
    return run


def values_of(run: BulkRun) -> dict[str, Any] | None:
    """What was answered once for all rows; None where something still has to be."""
    act = act_of(run.act)
    if act.form is None:
        return {}
    form = act.form(run.values, by=run.owner)
    return form.cleaned_data if run.values is not None and form.is_valid() else None


def outlooks(run: BulkRun, values: Mapping) -> list[tuple[BulkRow, Outlook]]:
    """For each row what will happen, or why not."""
    act, chosen = act_of(run.act), list(run.rows.all())
    found = list_of(act.page).rows(run.owner, [row.key for row in chosen])
    seen = [row for row in chosen if row.key in found]
    foreseen = dict(zip(seen, act.preview([found[row.key] for row in seen], run.owner, values), strict=True))
    gone = refused(_("This is no longer there for you."))
    return [(row, foreseen.get(row, gone)) for row in chosen]


# --- done -------------------------------------------------------------------------------------------


@transaction.atomic
def begin(run: BulkRun) -> BulkRun:
    """Start it once, however often the button was pressed. What would not be done now is not tried later."""
    run.refresh_from_db(from_queryset=BulkRun.objects.select_for_update(of=("self",)))
    values = values_of(run)
    if run.job_id is None and values is not None:
        for row, outlook in outlooks(run, values):
            if not outlook.goes:
                row.settle(BulkRow.Outcome.REFUSED, outlook.sentence)
        run.job = start("bulk.run", run.owner, arguments={"run": run.pk})
        run.save(update_fields=["job"])
    return run


@job("bulk.run")
def carry_out(job: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
    """Begun again after its worker was lost, it goes on with the rows that have no result yet."""
    run = BulkRun.objects.select_related("owner").get(pk=job.arguments["run"])
    values, rows = values_of(run), list(run.rows.all())
    for number, row in enumerate(rows, start=1):
        if row.outcome == BulkRow.Outcome.WAITING:
            _carry_out_one(run, row, values)
        progress(number, len(rows))
    return run.counts()


def _carry_out_one(run: BulkRun, row: BulkRow, values: Mapping | None) -> None:
    """The act and its result are one transaction, so that neither is there without the other."""
    try:
        with transaction.atomic():
            if BulkRow.objects.select_for_update().get(pk=row.pk).outcome == BulkRow.Outcome.WAITING:
                row.settle(BulkRow.Outcome.DONE, _do(run, row, values))
    except MoveRefused as refusal:
        row.settle(BulkRow.Outcome.REFUSED, refusal.sentence)
    except Exception:
        log.exception("Bulk act %s failed on row %s of run %s", run.act, row.key, run.pk)
        row.settle(BulkRow.Outcome.FAILED, _("Something went wrong on our side; it was logged."))


def _do(run: BulkRun, row: BulkRow, values: Mapping | None) -> str:
    act = act_of(run.act)
    subject = list_of(act.page).rows(run.owner, [row.key]).get(row.key)
    if subject is None:
        raise MoveRefused(_("This is no longer there for you."))
    if values is None:
        raise MoveRefused(_("What you answered for all rows does not hold any more."))
    return act.act(subject, run.owner, values)
