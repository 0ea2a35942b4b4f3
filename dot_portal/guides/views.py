from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dot_portal.guides.reading import GUIDES, guide


@require_safe
@login_not_required
def help(request: HttpRequest):
    """Which guides there are, with what each speaks of."""
    return render(request, "guides/help.html", {"guides": [(label, guide(name)) for name, label in GUIDES.items()]})


@require_safe
@login_not_required
def show_guide(request: HttpRequest, name: str):
    if name not in GUIDES:
        raise Http404
    return render(request, "guides/show_guide.html", {"guide": guide(name), "label": GUIDES[name]})
