"""The standing texts, and the pages on which an administrator changes them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dot_portal.desks.views import administrators_only
from dot_portal.pages import transitions
from dot_portal.pages.forms import BarrierForm, OperatorForm, TextForm
from dot_portal.pages.models import Operator, Page, readers_language
from dot_portal.pages.texts import Text, ours, text_for
from dot_portal.pages.views.contact import received


def shown(request: HttpRequest, slug: str, template: str = "pages/text.html", **more) -> HttpResponse:
    text = text_for(slug, readers_language())
    return render(request, template, {"text": text, "html": text.html(Operator.current()), **more})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return shown(request, Page.Slug.PRIVACY)


@login_not_required
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return shown(request, Page.Slug.IMPRINT)


@login_not_required
@require_safe
def funding(request: HttpRequest) -> HttpResponse:
    return shown(request, Page.Slug.FUNDING)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement, and below it the form to say what does not work."""
    form = BarrierForm(request.POST or None, initial={"page": came_from(request)})
    if received(request, form):
        return redirect("accessibility")
    return shown(request, Page.Slug.ACCESSIBILITY, "pages/accessibility.html", form=form)


def came_from(request: HttpRequest) -> str:
    """The page that is spoken of: named in the address, else the page of ours on which the link was pressed."""
    if "from" in request.GET:
        return request.GET["from"][:300]
    before = request.headers.get("Referer", "")
    return before[:300] if url_has_allowed_host_and_scheme(before, {request.get_host()}) else ""


# --- for administrators -------------------------------------------------------------------------------


@require_safe
@administrators_only
def texts(request: HttpRequest) -> HttpResponse:
    changed = {(page.slug, page.language): page for page in Page.objects.select_related("changed_by")}
    rows = [
        (slug, [(code, name, changed.get((slug, code)), ours(slug, code)) for code, name in settings.LANGUAGES])
        for slug in Page.Slug
    ]
    return render(request, "pages/texts.html", {"rows": rows, "operator": Operator.current()})


def known_or_404(slug: str, language: str) -> Text:
    if slug not in Page.Slug or language not in dict(settings.LANGUAGES):
        raise Http404
    return text_for(slug, language)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change_text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """With the button "Preview" nothing is kept yet."""
    now = known_or_404(slug, language)
    form = TextForm(request.POST or None, initial={"title": now.title, "body": now.body})
    preview = None
    if form.is_valid():
        if "preview" not in request.POST:
            transitions.save_text(slug=slug, language=language, by=request.user, **form.cleaned_data)
            messages.success(request, _("Everybody reads the new text now."))
            return redirect("texts")
        preview = Text(slug, language, **form.cleaned_data)
    context = {
        "form": form,
        "now": now,
        "is_changed": now.changed is not None and now.language == language,
        "page_name": Page.Slug(slug).label,
        "language_name": dict(settings.LANGUAGES)[language],
        "language": language,
        "preview": preview,
        "preview_html": preview.html(Operator.current()) if preview else "",
    }
    return render(request, "pages/change_text.html", context)


@require_POST
@administrators_only
def take_our_text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    known_or_404(slug, language)
    transitions.take_our_text(slug=slug, language=language, by=request.user)
    messages.success(request, _("The text that comes with the portal is back."))
    return redirect("texts")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def operator(request: HttpRequest) -> HttpResponse:
    form = OperatorForm(request.POST or None, instance=Operator.current())
    if form.is_valid():
        transitions.save_operator(operator=form.instance, by=request.user)
        messages.success(request, _("The pages name the operator like this from now on."))
        return redirect("texts")
    return render(request, "pages/operator.html", {"form": form})
