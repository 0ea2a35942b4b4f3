from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mechanisms.drafts.keeping import LONGEST_NAME, PAGE, ChangedElsewhere, NotKept, keep, typed_in
from mechanisms.drafts.models import Draft
from mechanisms.way_back import way_back


@require_POST
def save_draft(request: HttpRequest, key: str) -> HttpResponse:
    """What static/js/autosave.js sends while somebody types; answers with a sentence for them."""
    part = request.POST.get("draft_part", PAGE)[:LONGEST_NAME]
    base, page = request.POST.get("draft_base", ""), request.POST.get("draft_page", "")[:LONGEST_NAME]
    try:
        row = keep(request.user, key, {part: typed_in(request.POST)}, base=base, page=page)
    except ChangedElsewhere as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    except NotKept as refused:
        return JsonResponse({"sentence": refused.sentence}, status=413)
    time = time_format(localtime(row.changed), "TIME_FORMAT")
    return JsonResponse({"sentence": _("Saved at %(time)s.") % {"time": time}})


@require_POST
def start_afresh(request: HttpRequest, key: str) -> HttpResponse:
    """Throw away what was kept, and go back to the empty form."""
    Draft.objects.filter(owner=request.user, key=key).delete()
    return redirect(way_back(request, "/"))
