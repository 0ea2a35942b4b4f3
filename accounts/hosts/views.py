from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.hosts import transitions
from accounts.hosts.forms import HostForm, NewHostForm
from accounts.hosts.models import Host
from mechanisms.lifecycle.machine import MoveRefused


@require_http_methods(["GET", "HEAD", "POST"])
def host_profile(request: HttpRequest):
    """The person's own organisation: registered here, or changed."""
    host = Host.objects.filter(members__user=request.user).select_related("country").first()
    if host is None:
        return new_host(request)
    # A row of its own, so that the page's heading keeps the saved name when the form is refused.
    form = HostForm(request.POST or None, instance=Host.objects.get(pk=host.pk))
    if form.is_valid():
        try:
            transitions.change_host(host=form.instance, by=request.user)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your organisation is saved."))
            if host.is_verified and not form.instance.is_verified:
                messages.warning(request, _("It is no longer verified: we check it again with your next offer."))
            return redirect("host_profile")
    return render(request, "hosts/host_profile.html", {"form": form, "host": host, "waiting": []})


def new_host(request: HttpRequest):
    """Register an organisation, after those that a trainee has already named were offered."""
    form = NewHostForm(request.POST or None, by=request.user)
    if form.is_valid():
        transitions.register_host(host=form.instance, by=request.user, position=form.cleaned_data["position"])
        messages.success(request, _("Your organisation is registered. Write your first offer now."))
        return redirect("host_profile")
    waiting = Host.objects.waiting_for(request.user).select_related("country")
    return render(request, "hosts/host_profile.html", {"form": form, "waiting": waiting, "host": None})


@require_POST
def take_over_host(request: HttpRequest, pk: int):
    host = get_object_or_404(Host.objects.waiting_for(request.user), pk=pk)
    try:
        transitions.take_over(host=host, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("You now act for %(host)s. Please complete its data.") % {"host": host})
    return redirect("host_profile")
