from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mechanisms.notifications import mailbox as folder
from mechanisms.notifications.inbox import entries
from mechanisms.notifications.models import Notification

ON_ONE_PAGE = 20


@require_safe
def inbox(request):
    """Everything the portal told this person, the unread first."""
    rows = Notification.objects.visible_to(request.user).select_related("person")
    pages = Paginator(rows.order_by(F("read_at").desc(nulls_first=True), "-created", "pk"), ON_ONE_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "notifications/inbox.html", {"page": page, "entries": entries(page.object_list)})


@require_POST
def read_notification(request, pk):
    """Mark it read and open what it is about."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())
    (entry,) = entries([row])
    if entry.words is None:
        messages.info(request, _("What this was about is no longer there."))
        return redirect("inbox")
    return redirect(entry.words.path)


@require_POST
def read_all(request):
    Notification.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return redirect("inbox")


@require_safe
def mailbox(request):
    """The mails of a portal that has no mail server, newest first."""
    _only_for_administrators(request.user)
    page = Paginator(folder.newest(), ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/mailbox.html", {"page": page})


@require_safe
def mailbox_mail(request, file, number):
    _only_for_administrators(request.user)
    return render(request, "notifications/mailbox_mail.html", {"mail": folder.open_mail(file, number)})


@require_safe
def mailbox_html(request, file, number):
    """A mail's HTML part as its reader sees it: nothing in it can run, call elsewhere or act for the administrator."""
    _only_for_administrators(request.user)
    response = HttpResponse(folder.open_mail(file, number).html)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"
    return response


def _only_for_administrators(user):
    if not (user.is_active and user.is_superuser and folder.is_kept()):
        raise Http404
