from django.contrib import admin

from placements.offers.models import Offer


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):
    """To look at: an offer changes only by its verbs, which the portal's own pages call."""

    list_display = ["title", "host", "state", "places_held", "places", "deadline", "check_due"]
    list_filter = ["state", "audience", "field", "host__country"]
    list_select_related = ["host"]
    search_fields = ["title", "host__legal_name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
