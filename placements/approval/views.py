"""The coordinator's queue, the decision, and the placement that follows."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.coordinators.models import Coordinator
from accounts.users.models import User
from mechanisms.jobs.bulk import acts_on
from mechanisms.lifecycle.machine import MoveRefused, open_moves
from mechanisms.saved_views import registry as saved_views
from mechanisms.saved_views.models import normalised, opens_first, views_of
from placements.applications.eligibility import findings_of
from placements.applications.forms.fields import ReasonForm
from placements.applications.models import Application
from placements.applications.states import MACHINE, ApplicationState
from placements.applications.views.acting import carry_out
from placements.applications.views.application import offer_url
from placements.applications.views.timeline import timeline
from placements.approval import transitions as verbs
from placements.approval.forms import CaseFilterForm, DecisionForm
from placements.approval.models import Placement
from placements.approval.search import applications_of, counts_of, keys_in_order, narrowed, proposals_of, rows_of
from placements.approval.states import PlacementState
from programme.codelists.models import Term
from programme.rules.findings import Finding, Outcome
from programme.rules.stays import FORMS
from programme.rules.today import programme_today

ON_ONE_PAGE = 25
FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])
saved_views.register("cases", gettext_lazy("Cases"))
# The figures of a finding, in words.
FIGURES = {
    "form": gettext_lazy("kind of stay"),
    "activities": gettext_lazy("activities"),
    "exclusions": gettext_lazy("does not count"),
    "host_kind": gettext_lazy("kind of host"),
    "host_country": gettext_lazy("host country"),
    "sending_country": gettext_lazy("sending country"),
    "residence_country": gettext_lazy("country of residence"),
    "days": gettext_lazy("days as counted"),
    "calendar_days": gettext_lazy("calendar days"),
    "least": gettext_lazy("least"),
    "most": gettext_lazy("most"),
    "earliest_end": gettext_lazy("earliest end"),
    "latest_end": gettext_lazy("latest end"),
    "cap": gettext_lazy("months allowed"),
    "used": gettext_lazy("months used"),
    "total": gettext_lazy("months with this stay"),
    "graduated": gettext_lazy("degree"),
    "selected": gettext_lazy("selected"),
    "end": gettext_lazy("end"),
    "last_day": gettext_lazy("last day possible"),
    "eqf": gettext_lazy("EQF level"),
}
# The figures that are codes, and the vocabulary they are of.
VOCABULARIES = {"activities": "activity", "exclusions": "exclusion", "host_kind": "host_kind"}


def _admitted():
    return Coordinator.objects.admitted().select_related("institution", "user")


def _office(request) -> Coordinator:
    return get_object_or_404(_admitted(), user=request.user)


# --- the queue --------------------------------------------------------------------------------------


@require_safe
def cases(request):
    """All that trainees of this institution have sent, and the hosts they named; what waits for the reader first."""
    office = _admitted().filter(user=request.user).first()
    if office is None and request.user.party_wanted == User.Party.COORDINATOR:
        return redirect("ask_to_join")  # the header leads here before anybody has admitted the person
    if office is None:
        raise Http404
    views = views_of(request.user, "cases")
    if not request.GET and (first := opens_first(views)):
        return redirect(f"{reverse('cases')}?{first}")
    form = CaseFilterForm(request.GET, office=office)
    found = narrowed(applications_of(office), proposals_of(office), form.wanted, office)
    page = Paginator(keys_in_order(*found, office), ON_ONE_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(page.object_list, office),
        "form": form,
        "office": office,
        "counts": counts_of(office),
        "views": views,
        "query": normalised(form.query()),
        "acts": acts_on("cases"),
        "today": programme_today(),
    }
    return render(request, "approval/cases.html", context)


# --- the decision -----------------------------------------------------------------------------------


@FORM_PAGE
def decide(request, pk):
    visible = Application.objects.of_office(request.user).with_parties().select_related("cv", "offer__host__kind")
    application = get_object_or_404(visible, pk=pk)
    findings = findings_of(application, selected_on=programme_today())
    blocked = [finding for finding in findings if finding.outcome == Outcome.BLOCKED]
    act = request.POST.get("act", "")
    form = DecisionForm(request.POST if request.method == "POST" else None, must_explain=bool(blocked), act=act)
    if request.method == "POST" and form.is_valid() and _decided(request, application, form):
        return redirect("decide", pk=application.pk)
    decision = getattr(application, "decision", None)
    context = {
        "application": application,
        "offer": application.offer,
        "offer_url": offer_url(application, request.user),
        "findings": _with_figures(decision.rested_on if decision else findings),
        "form": form,
        "may_decide": "approve" in {move.name for move in open_moves(application, request.user)},
        "may_approve": all(finding.overridable for finding in blocked),
        "blocked": blocked,
        "decision": decision,
        "steps": timeline(application, reader="coordinator", stay=getattr(application, "placement", None)),
        "today": programme_today(),
    }
    return render(request, "approval/decide.html", context)


def _decided(request, application: Application, form: DecisionForm) -> bool:
    """Carry the decision out. False: it stays on the form, with the reason why and all that was typed."""
    given = form.cleaned_data
    told = {
        "approve": _("Approved. The trainee and the host are told."),
        "refuse": _("Refused. The trainee reads your reason; the place is free again."),
    }
    if form.act not in told:
        form.add_error(None, _("Choose “Approve” or “Refuse”."))
        return False
    try:
        if form.act == "approve":
            digital, reason = given["is_digital"], given["reason"]
            verbs.approve(application=application, by=request.user, is_digital=digital, reason=reason)
        else:
            verbs.refuse(application=application, by=request.user, reason=given["reason"])
    except MoveRefused as refused:
        application.refresh_from_db()
        if application.state == ApplicationState.CONFIRMED:
            form.add_error(None, refused.sentence)
            return False
        if application.state != MACHINE.move(form.act).target:  # pressed twice is no mistake
            messages.error(request, refused.sentence)
            return True
    messages.success(request, told[form.act])
    return True


def _with_figures(findings: Iterable[Finding]) -> list[dict]:
    """Findings as the coordinator reads them: the sentence, and the figures it used by name."""
    terms = Term.objects.filter(vocabulary__in=VOCABULARIES.values())
    labels = {(term.vocabulary, term.code): term.label for term in terms}
    return [
        {
            "rule": finding.rule,
            "outcome": finding.outcome,
            "sentence": finding.sentence,
            "source": finding.source,
            "figures": [(FIGURES[name], _in_words(name, text, labels)) for name, text in finding.figure_texts.items()],
        }
        for finding in findings
    ]


def _in_words(figure: str, text: str, labels: dict[tuple[str, str], str]) -> str:
    if figure == "form":
        return str(FORMS[text].name)
    if vocabulary := VOCABULARIES.get(figure):
        return "; ".join(labels.get((vocabulary, code), code) for code in text.split(", "))
    return text


# --- placements ---------------------------------------------------------------------------------------


@require_safe
def placements(request):
    """The stays this person has to do with, whichever party they are."""
    state = request.GET.get("state", "")
    mine = Placement.objects.visible_to(request.user).with_parties().order_by("starts", "pk")
    shown = mine.filter(state=state) if state in PlacementState.values else mine
    context = {
        "page": Paginator(shown, ON_ONE_PAGE).get_page(request.GET.get("page")),
        "states": PlacementState.choices,
        "chosen": state,
        "today": programme_today(),
    }
    return render(request, "approval/placements.html", context)


@FORM_PAGE
def cancel_placement(request, pk):
    shown = get_object_or_404(Placement.objects.visible_to(request.user).with_parties(), pk=pk)
    if "coordinator" not in shown.parties_of(request.user):
        raise Http404
    hint = _("The trainee and the host read it.")
    form = ReasonForm(request.POST if request.method == "POST" else None, help_text=hint)
    if request.method == "POST" and form.is_valid():
        done = _("The placement is cancelled. The trainee and the host are told.")
        carry_out(request, verbs.cancel, shown, move="cancel", done=done, why=form.cleaned_data["why"])
        return redirect(shown)
    return render(request, "approval/cancel_placement.html", {"form": form, "placement": shown})
