from django.contrib import admin

from accounts.coordinators.models import Coordinator, HostInvitation
from programme.admin import LookOnly


@admin.register(Coordinator)
class CoordinatorAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["user", "institution", "position", "state", "state_since"]
    list_filter = ["state"]
    list_select_related = ["user", "institution"]
    search_fields = ["user__email", "user__family_name", "institution__name"]


@admin.register(HostInvitation)
class HostInvitationAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["host_name", "address", "institution", "invited_by", "created"]
    list_select_related = ["institution", "invited_by"]
    search_fields = ["host_name", "address", "institution__name"]
