"""For looking only: what happened to a placement is written by the verbs."""

from django.contrib import admin

from placements.applications.admin import StepInline
from placements.approval.models import Decision, Placement, PlacementStep
from programme.admin import LookOnly


class PlacementStepInline(StepInline):
    model = PlacementStep


@admin.register(Placement)
class PlacementAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "state", "starts", "ends", "is_digital"]
    list_filter = ["state", "is_digital"]
    list_select_related = ["application__trainee__user", "application__offer"]
    search_fields = ["application__trainee__user__family_name", "application__offer__host__legal_name"]
    inlines = [PlacementStepInline]


@admin.register(Decision)
class DecisionAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "approved", "is_digital", "decided_by", "decided_at"]
    list_filter = ["approved", "is_digital"]
    list_select_related = ["application__trainee__user", "application__offer", "decided_by"]
