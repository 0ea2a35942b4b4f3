from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as keep_in_cookie

from accounts.users.transitions import choose_language


@login_not_required
@require_POST
def set_language(request):
    """The chosen language from now on: in the cookie for this browser, and in the account of who is signed in."""
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        choose_language(user=request.user, language=language, by=request.user)
    return keep_in_cookie(request)  # which takes a next page of this portal only
