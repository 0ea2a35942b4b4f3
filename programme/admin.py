"""What every floor's pages of the administration share."""

from django.http import HttpRequest


class LookOnly:
    """To look at: verbs of the portal and importers write these rows, nobody changes them by hand.

    Stands before ModelAdmin or an inline.
    """

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
