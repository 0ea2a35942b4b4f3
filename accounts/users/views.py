from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from accounts.users.adapter import keep_signed_in
from accounts.users.forms import AccountForm
from accounts.users.models import User
from accounts.users.transitions import change_account


@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request):
    # A row of its own: what a refused form changed must not show in the header as the person's name.
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        change_account(user=form.instance, by=request.user)
        with override(form.instance.language):  # the next page speaks the language just chosen
            messages.success(request, _("Your account is saved."))
        return redirect("my_account")
    return render(request, "users/my_account.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def stay_signed_in(request):
    """How many seconds are left until the reader is signed out; a POST starts the time anew."""
    if request.method == "POST":
        keep_signed_in(request)
    return JsonResponse({"seconds": request.session.get_expiry_age()})
