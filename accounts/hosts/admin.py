from django.contrib import admin
from django.db import models

from accounts.hosts.models import Host, HostMember


class MemberInline(admin.TabularInline):
    model = HostMember
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):
    list_display = ["legal_name", "kind", "city_name", "country", "verified_at", "stays_completed"]
    list_filter = ["kind", "country"]
    list_select_related = ["kind", "country"]
    search_fields = ["legal_name", "registration_number", "members__user__email"]
    autocomplete_fields = ["city", "invited_by"]
    # Verified by the check of the first offer only, which records who did it.
    readonly_fields = ["verified_at", "verified_by", "stays_completed", "contact_address"]
    inlines = [MemberInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
