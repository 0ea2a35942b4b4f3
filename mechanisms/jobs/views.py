from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from mechanisms.jobs import bulk
from mechanisms.jobs.models import BulkRow, BulkRun, Job
from mechanisms.lifecycle.machine import MoveRefused

ON_ONE_PAGE = 50


@require_safe
def job(request, pk):
    """How far it is, and then what came of it."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    again = asked_again(request, found, found.get_absolute_url())
    return again or render(request, "jobs/job.html", {"job": found})


def asked_again(request, job: Job, url: str) -> HttpResponse | None:
    """What the page `url` answers components/progress.html, which stands on it; None where the whole page is wanted."""
    if not request.htmx:
        return None
    if job.is_finished:
        return HttpResponseClientRefresh()
    return render(request, "components/progress.html", {"job": job, "url": url})


# --- one act on many rows ---------------------------------------------------------------------------


@require_POST
def choose_bulk(request, page):
    """The ticked rows, those of this page, or all that match the filters; nothing is done yet."""
    act = next((act for act in bulk.acts_on(page) if act.name == request.POST.get("act")), None)
    query = request.POST.get("query", "")
    try:
        of = bulk.list_of(page)
        if act is None:
            raise MoveRefused(_("Choose what to do."))
        run = bulk.choose(owner=request.user, act=act, keys=_chosen(request, of, query), query=query)
    except LookupError:
        raise Http404 from None
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
        return HttpResponseRedirect(f"{reverse(page)}?{query}")
    return redirect(run)


def _chosen(request, of: bulk.BulkList, query: str) -> list[str]:
    scope = request.POST.get("scope")
    if scope == "all":
        return list(of.found(request.user, query))
    return request.POST.get("shown", "").split() if scope == "shown" else request.POST.getlist("row")


def _mine_or_404(request, pk) -> BulkRun:
    return get_object_or_404(BulkRun.objects.select_related("owner", "job"), pk=pk, owner=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_run(request, pk):
    """What is asked once for all, then what will happen to each row, then how far it is, then what came of it."""
    run = _mine_or_404(request, pk)
    if run.job_id is not None:
        return _shown_result(request, run)
    values = bulk.values_of(run)
    act = bulk.act_of(run.act)
    if request.method == "POST" or values is None or "change" in request.GET:
        return _asked_once(request, run, act)
    outlooks = bulk.outlooks(run, values)
    context = {
        "run": run,
        "act": act,
        "page": Paginator(outlooks, ON_ONE_PAGE).get_page(request.GET.get("page")),
        "asks": act.form is not None,
        "goes": sum(outlook.goes for _row, outlook in outlooks),
        "stays": sum(not outlook.goes for _row, outlook in outlooks),
        "letters": sum(len(letter.to) for _row, outlook in outlooks for letter in outlook.letters),
        "first_letter": next((row for row, outlook in outlooks if outlook.letters), None),
        "list_url": f"{reverse(act.page)}?{run.query}",
    }
    return render(request, "jobs/bulk_preview.html", context)


def _asked_once(request, run: BulkRun, act: bulk.BulkAct):
    if act.form is None:
        return redirect(run)
    sent = request.POST.dict() if request.method == "POST" else None
    form = act.form(sent, by=request.user, initial=run.values)
    if form.is_valid():
        values = {name: value for name, value in sent.items() if name in form.fields}
        BulkRun.objects.filter(pk=run.pk, job=None).update(values=values)  # begun meanwhile, it stays as it was seen
        return redirect(run)
    context = {"run": run, "act": act, "form": form, "list_url": f"{reverse(act.page)}?{run.query}"}
    return render(request, "jobs/bulk_values.html", context)


def _shown_result(request, run: BulkRun):
    if again := asked_again(request, run.job, run.get_absolute_url()):
        return again
    act = bulk.act_of(run.act)
    counts = run.counts()
    rows = run.rows.exclude(outcome=BulkRow.Outcome.WAITING) if not run.job.is_finished else run.rows.all()
    context = {
        "run": run,
        "job": run.job,
        "act": act,
        "counts": counts,
        "not_done": counts["refused"] + counts["failed"] + counts["waiting"],
        "page": Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page")),
        "acts": bulk.acts_on(act.page),
        "list_url": f"{reverse(act.page)}?{run.query}",
    }
    return render(request, "jobs/bulk_result.html", context)


@require_POST
def begin_bulk(request, pk):
    run = bulk.begin(_mine_or_404(request, pk))
    return redirect(run)
