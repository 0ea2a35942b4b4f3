"""What a coordinator can do to many cases at once; each act is the verb of the page of one case."""

from collections.abc import Mapping, Sequence

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.coordinators.forms import ColleagueField
from accounts.coordinators.models import Coordinator
from mechanisms.jobs.bulk import BulkAct, BulkList, Letter, Outlook, refused, register_act, register_list
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notes import keeping
from mechanisms.notes.forms import TagForm
from mechanisms.notes.models import tags_of, words_for
from mechanisms.notifications.models import Notification
from placements.applications.eligibility import findings_of
from placements.applications.models import Application, Proposal, hosts_of, offices_of
from placements.applications.states import ApplicationState
from placements.applications.transitions import office
from placements.approval import transitions as verbs
from placements.approval.forms import CaseFilterForm
from placements.approval.search import applications_of, found_by_keys, keys_in_order, narrowed, proposals_of
from programme.rules.findings import Finding, Outcome
from programme.rules.today import programme_today

NAMED = gettext_lazy("A host that was named: there is no application yet.")


def _coordinator(user) -> Coordinator | None:
    return Coordinator.objects.admitted().select_related("institution", "user").filter(user=user).first()


def _found(user, query: str) -> list[str]:
    mine = _coordinator(user)
    if mine is None:
        return []
    wanted = CaseFilterForm(QueryDict(query), office=mine).wanted
    found = narrowed(applications_of(mine), proposals_of(mine), wanted, mine)
    return [f"{key['what']}{key['row']}" for key in keys_in_order(*found, mine)]


def _rows(user, keys: Sequence[str]) -> Mapping[str, Model]:
    mine = _coordinator(user)
    return found_by_keys(keys, applications_of(mine), proposals_of(mine)) if mine else {}


def _line(row: Application | Proposal) -> str:
    host = row.host_name if isinstance(row, Proposal) else row.offer.host.legal_name
    return f"{row.trainee.user.full_name}, {host}"


register_list(BulkList(page="cases", found=_found, rows=_rows, line=_line))


def _each(rows: Sequence, outlook) -> list[Outlook]:
    """`outlook` of every application; a host that was named has none."""
    return [refused(NAMED) if isinstance(row, Proposal) else outlook(row) for row in rows]


def _applications(rows: Sequence) -> list[Application]:
    return [row for row in rows if isinstance(row, Application)]


def _application(row: Model) -> Application:
    if not isinstance(row, Application):
        raise MoveRefused(NAMED)
    return row


# --- to a colleague ---------------------------------------------------------------------------------


class ColleagueForm(forms.Form):
    to = ColleagueField(
        Coordinator.objects.none(),
        label=gettext_lazy("Whose cases they become"),
        empty_label=gettext_lazy("Choose a colleague"),
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        mine = _coordinator(by)
        people = Coordinator.objects.admitted().filter(institution=mine and mine.institution_id)
        by_name = people.select_related("user").order_by("user__family_name", "user__given_name", "pk")
        self.fields["to"].queryset = by_name


def _preview_assign(rows: Sequence, by, values: Mapping) -> list[Outlook]:
    to, deciders = values["to"], offices_of(_applications(rows))
    words = {"to": to.user.full_name}

    def outlook(application: Application) -> Outlook:
        now = application.case_owner
        if now == to:
            return refused(_("%(to)s has this case already.") % words)
        if to.user not in deciders[application]:
            return refused(_("%(to)s cannot decide on this case.") % words)
        if now is None:
            return Outlook(_("Nobody's until now; becomes the case of %(to)s.") % words)
        return Outlook(_("Goes from %(now)s to %(to)s.") % (words | {"now": now.user.full_name}))

    return _each(rows, outlook)


def _assign(row: Model, by, values: Mapping) -> str:
    application = _application(row)
    office.assign(application=application, to=values["to"], by=by, instead_of=application.case_owner)
    return _("The case of %(name)s now.") % {"name": values["to"].user.full_name}


register_act(
    BulkAct(
        name="applications.assign",
        page="cases",
        label=gettext_lazy("Give to a colleague"),
        form=ColleagueForm,
        preview=_preview_assign,
        act=_assign,
    )
)


# --- approve ----------------------------------------------------------------------------------------


class ApproveForm(forms.Form):
    is_digital = forms.TypedChoiceField(
        label=gettext_lazy("Do all these stays count as digital?"),
        choices=[
            ("yes", gettext_lazy("Yes: the tasks of each train digital skills")),
            ("no", gettext_lazy("No: they may run, and are never counted as digital")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Your own judgement, and the same for every stay you ticked. Where it differs, decide on that case alone."
        ),
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)


def _preview_approve(rows: Sequence, by, values: Mapping) -> list[Outlook]:
    asked = [row.pk for row in _applications(rows)]
    with_facts = Application.objects.filter(pk__in=asked).with_parties().with_facts()
    known = {application.pk: application for application in with_facts}
    hosts, going = hosts_of(known.values()), []
    digital = _("Is approved as digital; the placement is made.")
    done = digital if values["is_digital"] else _("Is approved, not counted as digital; the placement is made.")

    def outlook(row: Application) -> Outlook:
        application = known[row.pk]
        findings = findings_of(application, selected_on=programme_today())
        if why_not := _why_not(application, findings, going):
            return refused(why_not)
        going.append(application)
        told = [application.trainee.user, *hosts[application]]
        remarks = [f"{one.rule}: {one.sentence}" for one in findings if one.outcome != Outcome.PASSED]
        return Outlook(done, remarks=remarks, letters=[Letter("applications.approved", told, application)])

    return _each(rows, outlook)


def _why_not(application: Application, findings: Sequence[Finding], going: Sequence[Application]) -> str:
    """What the verb would refuse it for, `going` being those that are approved before it; empty for nothing."""
    if application.state != ApplicationState.CONFIRMED:
        return _("Nothing to decide: %(state)s.") % {"state": application.state_label}
    if blocked := next((one for one in findings if one.outcome == Outcome.BLOCKED), None):
        return f"{blocked.rule}: {blocked.sentence}"
    if application.starts < programme_today():
        return _("The first day has passed.")
    approved = [one for one in application.trainee.applications.all() if one.state == ApplicationState.APPROVED]
    before = [one for one in going if one.trainee_id == application.trainee_id]
    if any(_overlaps(application, other) for other in [*approved, *before]):
        return _("The dates overlap with another approved stay.")
    return ""


def _overlaps(one: Application, other: Application) -> bool:
    return other != one and other.starts <= one.ends and one.starts <= other.ends


def _approve(row: Model, by, values: Mapping) -> str:
    verbs.approve(application=_application(row), by=by, is_digital=values["is_digital"])
    return _("Approved.")


register_act(
    BulkAct(
        name="approval.approve",
        page="cases",
        label=gettext_lazy("Approve"),
        form=ApproveForm,
        preview=_preview_approve,
        act=_approve,
    )
)


# --- remind -----------------------------------------------------------------------------------------


def _preview_remind(rows: Sequence, by, values: Mapping) -> list[Outlook]:
    once, kinds = str(programme_today()), set(office.REMINDERS.values())
    reminders = Notification.objects.filter(kind__in=kinds, once=once)
    hosts = hosts_of(_applications(rows))
    done = set(reminders.filter(about_id__in=[str(row.pk) for row in _applications(rows)]).values_list("about_id"))

    def outlook(application: Application) -> Outlook:
        try:
            kind, told, words = office.reminder_of(application, hosts[application])
        except MoveRefused as refusal:
            return refused(refusal.sentence)
        if (str(application.pk),) in done:
            return refused(_("A reminder has gone out today already."))
        names = ", ".join(str(one) for one in told)
        return Outlook(_("Reminds %(names)s.") % {"names": names}, letters=[Letter(kind, told, application, words)])

    return _each(rows, outlook)


def _remind(row: Model, by, values: Mapping) -> str:
    office.remind(application=_application(row), by=by)
    return _("A reminder is on its way.")


register_act(
    BulkAct(
        name="applications.remind",
        page="cases",
        label=gettext_lazy("Remind who is late"),
        preview=_preview_remind,
        act=_remind,
    )
)


# --- a tag ------------------------------------------------------------------------------------------


class WordForm(TagForm):
    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        mine = _coordinator(by)
        known = words_for(Application, mine.institution) if mine else []
        if known:
            words = ", ".join(tag.word for tag in known)
            self.fields["word"].help_text = _("In use so far: %(words)s.") % {"words": escape(words)}  # shown as HTML


def _preview_tag(rows: Sequence, by, values: Mapping) -> list[Outlook]:
    word, applications = values["word"], _applications(rows)
    given = tags_of(applications, applications[0].institution) if applications else {}

    def outlook(application: Application) -> Outlook:
        if word.casefold() in {tag.word.casefold() for tag in given[application.pk]}:
            return refused(_("Has the tag “%(word)s” already.") % {"word": word})
        return Outlook(_("Gets the tag “%(word)s”.") % {"word": word})

    return _each(rows, outlook)


def _tag(row: Model, by, values: Mapping) -> str:
    application = _application(row)
    keeping.tag(row=application, body=application.institution, word=values["word"])
    return _("Tagged “%(word)s”.") % {"word": values["word"]}


register_act(
    BulkAct(
        name="notes.tag",
        page="cases",
        label=gettext_lazy("Add a tag"),
        form=WordForm,
        preview=_preview_tag,
        act=_tag,
    )
)
