from django.contrib import admin

from placements.offers.models import Offer
from programme.admin import LookOnly


@admin.register(Offer)
class OfferAdmin(LookOnly, admin.ModelAdmin):
    """To look at: an offer changes only by its verbs, which the portal's own pages call."""

    list_display = ["title", "host", "state", "places_held", "places", "deadline", "check_due"]
    list_filter = ["state", "audience", "field", "host__country"]
    list_select_related = ["host"]
    search_fields = ["title", "host__legal_name"]
