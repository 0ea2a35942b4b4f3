from django.contrib import admin

from accounts.users.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "given_name", "family_name", "party_wanted", "is_active", "is_superuser"]
    search_fields = ["email", "given_name", "family_name"]
    list_filter = ["is_active", "is_superuser", "party_wanted"]
    exclude = ["password", "groups", "user_permissions", "last_login"]
