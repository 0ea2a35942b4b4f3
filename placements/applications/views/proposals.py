"""A host the trainee found: named by the trainee or the coordinator, confirmed by the host through its link."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.coordinators.models import Coordinator, has_office
from accounts.trainees.models import Trainee
from mechanisms.drafts.steps import Steps
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.links.links import LinkRefused, find
from placements.applications.forms.fields import ReasonForm
from placements.applications.forms.proposals import FoundHostForm, ProposalForm
from placements.applications.models import Proposal
from placements.applications.states import ProposalState
from placements.applications.transitions import proposals as verbs
from placements.applications.views.acting import carry_out
from placements.applications.views.timeline import reader_of
from placements.calls.models import Call
from programme.rules.today import programme_today

FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _trainees_to_propose_for(user):
    """The own profile, and for a coordinator those of the institution."""
    return (
        Trainee.objects.visible_to(user)
        .select_related("user", "institution__country")
        .order_by("user__family_name", "user__given_name")
    )


@FORM_PAGE
def propose_host(request):
    trainee = _chosen_trainee(request)
    if trainee is None:
        return _choose_trainee(request)
    key = f"applications.propose_host:{trainee.pk}"
    steps = Steps(request, key, partial(_proposal_form, trainee, request.user))
    if steps.is_sent:
        try:
            proposal = verbs.propose(proposal=steps.form.instance, by=request.user)
        except MoveRefused as refused:
            steps.refuse(refused.sentence)
        else:
            steps.forget(proposal)
            messages.success(request, _("%(supervisor_name)s has mail from us.") % steps.form.cleaned_data)
            return redirect(proposal)
    context = {"trainee": trainee, "own": trainee.user_id == request.user.pk}
    context |= {"has_office": has_office(trainee.institution_id), "has_call": _has_call(trainee)}
    return steps.page("applications/propose_host.html", context)


def _proposal_form(trainee: Trainee, by, data, files=None) -> ProposalForm:
    return ProposalForm(data, trainee=trainee, by=by)


def _has_call(trainee: Trainee) -> bool:
    """Is any call open that could pay? Which one does, the country of the host says."""
    return Call.objects.filter(institution=trainee.institution).for_kind(trainee.kind).open(programme_today()).exists()


def _chosen_trainee(request) -> Trainee | None:
    """Named in the address by a coordinator, else oneself."""
    possible = _trainees_to_propose_for(request.user)
    chosen = request.GET.get("trainee", "")
    if not chosen:
        return possible.filter(user=request.user).first()
    if not chosen.isdecimal() or len(chosen) > 18:
        raise Http404
    return get_object_or_404(possible, pk=chosen)


def _choose_trainee(request):
    if not Coordinator.objects.admitted().filter(user=request.user).exists():
        messages.info(request, _("First tell us in a few lines who you are and what you study."))
        return redirect("profile")
    trainees = _trainees_to_propose_for(request.user)
    return render(request, "applications/choose_trainee.html", {"trainees": trainees})


@require_safe
def proposal(request, pk):
    shown = get_object_or_404(Proposal.objects.visible_to(request.user).with_parties(), pk=pk)
    reader = reader_of(shown, request.user)
    context = {
        "proposal": shown,
        "reader": reader,
        "may_act": shown.is_open and reader != "administrator",
        "last_step": shown.steps.last(),
        "today": programme_today(),
    }
    return render(request, "applications/proposal.html", context)


@require_POST
def remind_host(request, pk):
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user).with_parties(), pk=pk)
    try:
        verbs.remind_host(proposal=proposal, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("%(name)s has a new link.") % {"name": proposal.supervisor_name})
    return redirect(proposal)


@require_POST
def withdraw_proposal(request, pk):
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user).with_parties(), pk=pk)
    done = _("Withdrawn. The link in the mail no longer works.")
    carry_out(request, verbs.withdraw_proposal, proposal, move="withdraw", done=done)
    return redirect(proposal)


# --- the host, without an account ---------------------------------------------------------------


@login_not_required
@never_cache
@FORM_PAGE
def confirm_found_host(request, token):
    """Looking never uses the link up; the answer does. Opened again, it says what was answered."""
    try:
        link = find(token, verbs.CONFIRM_BY_LINK)
    except LinkRefused as refused:
        return _answered_before(request, refused.link) or _refused(request, refused)
    proposal = get_object_or_404(Proposal.objects.with_parties(), pk=link.about_id)
    organisation = verbs.known_host(link.address, proposal.country)
    act = request.POST.get("act") if request.method == "POST" else ""
    form = FoundHostForm(request.POST if act == "confirm" else None, proposal=proposal, organisation=organisation)
    no = ReasonForm(request.POST if act == "decline" else None, label=_("Why not, or what should be different"))
    try:
        if act == "confirm" and form.is_valid():
            return _confirmed(request, proposal, link, form)
        if act == "decline" and no.is_valid():
            return _declined(request, proposal, link, no)
    except (LinkRefused, MoveRefused) as refused:  # answered a moment ago, or withdrawn meanwhile
        return _answered_before(request, link) or _refused(request, refused)
    context = {"proposal": proposal, "form": form, "no": no, "declining": act == "decline"}
    context["organisation"] = organisation
    return render(request, "applications/confirm_found_host.html", context)


def _confirmed(request, proposal: Proposal, link: Model, form: FoundHostForm):
    verbs.confirm_proposal(proposal=proposal, link=link, host=form.host(), offer=form.offer(), **form.lists())
    return _thanks(request, proposal)


def _declined(request, proposal: Proposal, link: Model, form: ReasonForm):
    verbs.decline_proposal(proposal=proposal, link=link, why=form.cleaned_data["why"])
    return _thanks(request, proposal)


def _thanks(request, proposal: Proposal):
    told = {
        ProposalState.CONFIRMED: _("You confirmed. %(trainee)s and %(office)s know; we write when it is your turn."),
        ProposalState.DECLINED: _("You declined. %(trainee)s was told, with your reason."),
    }
    words = {"trainee": proposal.trainee.user.full_name, "office": proposal.trainee.institution.name}
    messages.success(request, told[proposal.state] % words)
    return redirect("found_host_thanks")


def _answered_before(request, link: Model | None):
    """The same thanks, when it is this very link that was answered with: a button pressed twice is no mistake."""
    if link is None or not type(link).objects.filter(pk=link.pk, used_at__isnull=False).exists():
        return None
    return _thanks(request, get_object_or_404(Proposal.objects.with_parties(), pk=link.about_id))


def _refused(request, refused: LinkRefused | MoveRefused):
    return render(request, "applications/link_refused.html", {"sentence": refused.sentence}, status=410)


@login_not_required
@require_safe
def found_host_thanks(request):
    return render(request, "applications/found_host_thanks.html")
