from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mechanisms.jobs.models import Job


@require_safe
def job(request, pk):
    """How far it is; the part that changes asks for itself again until it is finished."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return render(request, "jobs/_progress.html" if request.htmx else "jobs/job.html", {"job": found})
