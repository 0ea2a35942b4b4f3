"""For looking only: what happens to an application is written by the verbs."""

from django.contrib import admin

from placements.applications.models import Application, ApplicationStep, Proposal, ProposalStep
from programme.admin import LookOnly


class StepInline(LookOnly, admin.TabularInline):
    fields = ["at", "move", "from_state", "to_state", "by", "why"]
    extra = 0


class ApplicationStepInline(StepInline):
    model = ApplicationStep


class ProposalStepInline(StepInline):
    model = ProposalStep


@admin.register(Application)
class ApplicationAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "state", "institution", "starts", "ends", "submitted_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["trainee__user", "offer", "institution"]
    search_fields = ["trainee__user__family_name", "trainee__user__email", "offer__title"]
    inlines = [ApplicationStepInline]

    def get_queryset(self, request):
        """A draft is the trainee's alone."""
        return super().get_queryset(request).visible_to(request.user)


@admin.register(Proposal)
class ProposalAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "state", "country", "supervisor_email", "answer_by"]
    list_filter = ["state"]
    list_select_related = ["trainee__user", "country"]
    search_fields = ["host_name", "supervisor_email", "trainee__user__family_name"]
    inlines = [ProposalStepInline]
