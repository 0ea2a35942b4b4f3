"""A person on one page, for the office of the institution: profile, applications, placements, notes."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.notes.panel import panel_on
from placements.applications.models import Application, Proposal
from programme.rules.today import programme_today


def people_seen_by(user: User):
    """The trainees this person sees as an office does; oneself one sees on the own profile."""
    return Trainee.objects.visible_to(user).filter(~Q(user=user))


@require_safe
def person(request, pk):
    related = ("user", "institution__country", "faculty", "study_field", "field_taught", "residence")
    found = people_seen_by(request.user).select_related(*related)
    trainee = get_object_or_404(found, pk=pk)
    cases = Application.objects.visible_to(request.user).filter(trainee=trainee).select_related("placement")
    proposals = Proposal.objects.visible_to(request.user).unanswered().filter(trainee=trainee)
    context = {
        "trainee": trainee,
        "cases": cases.with_parties(),
        "proposals": proposals.with_parties(),
        "skills": trainee.skill_labels,
        "languages": [str(line) for line in trainee.languages.select_related("language", "level")],
        "panel": panel_on(trainee, request.user),
        "today": programme_today(),
    }
    return render(request, "desks/person.html", context)
