"""Finding an office, writing to those who run the portal, and what came in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.coordinators.models import Coordinator
from dot_portal.desks.views import administrators_only
from dot_portal.pages import transitions
from dot_portal.pages.forms import FeedbackForm
from dot_portal.pages.models import Feedback, Operator
from mechanisms.lifecycle.machine import MoveRefused
from programme.codelists.fields import names_of
from programme.codelists.models import Institution
from programme.codelists.ordering import search_key

SHOWN = 10
ON_ONE_PAGE = 30


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST or None)
    if received(request, form):
        return redirect("contact")
    text, key = request.GET.get("q", "").strip()[:250], request.GET.get("institution", "")
    mine = own_institutions(request.user)
    found = chosen(key) if key else offices(text) if text else mine
    context = {
        "form": form,
        "text": text,
        "key": key,
        "found": [(institution, getattr(institution, "office", None)) for institution in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "mine": {institution.pk for institution in mine},
        "operator": Operator.current(),
    }
    return render(request, "pages/contact.html", context)


def with_office():
    """Institutions with what the page says of each; `is_here`: somebody there can approve a stay."""
    admitted = Coordinator.objects.admitted().filter(institution=OuterRef("pk"))
    return Institution.objects.confirmed().select_related("country", "office").annotate(is_here=Exists(admitted))


def chosen(key: str) -> list[Institution]:
    return list(with_office().listed().filter(pk=int(key[:18]))) if key.isdecimal() else []


def offices(text: str) -> list[Institution]:
    """What the text may mean; only that of exactly this name, where there is one."""
    found = list(with_office().search(text)[: SHOWN + 1])
    return [each for each in found if search_key(text) in names_of(each)] or found


def own_institutions(user) -> list[Institution]:
    """Where this person studies, works or coordinates."""
    if not user.is_authenticated:
        return []
    of_trainee = Q(trainees__user=user)
    of_coordinator = Q(pk__in=Coordinator.objects.admitted().filter(user=user).values("institution"))
    return list(with_office().filter(of_trainee | of_coordinator).distinct())


def received(request: HttpRequest, form: FeedbackForm) -> bool:
    """Was a message sent, and is it kept? Who it is from is thanked; a machine too, which learns nothing from it."""
    if not form.is_valid():
        return False
    if not form.is_from_a_machine:
        try:
            transitions.write_to_us(**form.words())
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
            return False
    messages.success(request, _("Thank you. Your message has arrived."))
    return True


# --- for administrators -------------------------------------------------------------------------------


@require_safe
@administrators_only
def feedback(request: HttpRequest) -> HttpResponse:
    """What came in: first what nobody has answered, the oldest on top, then the rest."""
    rows = Feedback.objects.select_related("answered_by").order_by(F("answered_at").desc(nulls_first=True), "created")
    page = Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/feedback.html", {"page": page})


@require_POST
@administrators_only
def answer_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    transitions.mark_answered(feedback=get_object_or_404(Feedback, pk=pk), by=request.user)
    messages.success(request, _("Marked as answered."))
    return redirect("feedback")
