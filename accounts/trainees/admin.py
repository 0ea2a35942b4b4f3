from django.contrib import admin

from accounts.trainees.models import Trainee
from programme.admin import LookOnly


@admin.register(Trainee)
class TraineeAdmin(LookOnly, admin.ModelAdmin):
    """To look at: only the person changes a profile."""

    list_display = ["user", "kind", "institution", "changed"]
    list_filter = ["kind"]
    list_select_related = ["user", "institution"]
    search_fields = ["user__email", "user__family_name", "institution__name"]
