from django.contrib import admin

from accounts.coordinators.models import Coordinator, HostInvitation


class LookAtOnly(admin.ModelAdmin):
    """What happened by somebody's act; another act changes it, on its page."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Coordinator)
class CoordinatorAdmin(LookAtOnly):
    list_display = ["user", "institution", "position", "state", "state_since"]
    list_filter = ["state"]
    list_select_related = ["user", "institution"]
    search_fields = ["user__email", "user__family_name", "institution__name"]


@admin.register(HostInvitation)
class HostInvitationAdmin(LookAtOnly):
    list_display = ["host_name", "address", "institution", "invited_by", "created"]
    list_select_related = ["institution", "invited_by"]
    search_fields = ["host_name", "address", "institution__name"]
