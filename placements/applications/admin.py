"""For looking only: what happens to an application is written by the verbs."""

from django.contrib import admin

from placements.applications.models import Application, ApplicationStep, Proposal, ProposalStep


class LookOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class StepInline(admin.TabularInline):
    fields = ["at", "move", "from_state", "to_state", "by", "why"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ApplicationStepInline(StepInline):
    model = ApplicationStep


class ProposalStepInline(StepInline):
    model = ProposalStep


@admin.register(Application)
class ApplicationAdmin(LookOnly):
    list_display = ["__str__", "state", "institution", "starts", "ends", "submitted_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["trainee__user", "offer", "institution"]
    search_fields = ["trainee__user__family_name", "trainee__user__email", "offer__title"]
    inlines = [ApplicationStepInline]


@admin.register(Proposal)
class ProposalAdmin(LookOnly):
    list_display = ["__str__", "state", "country", "supervisor_email", "answer_by"]
    list_filter = ["state"]
    list_select_related = ["trainee__user", "country"]
    search_fields = ["host_name", "supervisor_email", "trainee__user__family_name"]
    inlines = [ProposalStepInline]
