from django.contrib import admin

from accounts.trainees.models import Trainee


@admin.register(Trainee)
class TraineeAdmin(admin.ModelAdmin):
    """To look at: only the person changes a profile."""

    list_display = ["user", "kind", "institution", "changed"]
    list_filter = ["kind"]
    list_select_related = ["user", "institution"]
    search_fields = ["user__email", "user__family_name", "institution__name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
