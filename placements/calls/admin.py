from django.contrib import admin, messages
from django.shortcuts import redirect

from mechanisms.lifecycle.machine import MoveRefused
from placements.calls import transitions
from placements.calls.models import Call


@admin.register(Call)
class CallAdmin(admin.ModelAdmin):
    """An administrator opens and changes calls of any institution, by the verbs that coordinators use."""

    fields = ["institution", "title", "year", "action", "opens", "closes"]
    list_display = ["title", "institution", "year", "action", "opens", "closes"]
    list_filter = ["year", "action"]
    list_select_related = ["institution"]
    raw_id_fields = ["institution"]
    search_fields = ["title", "institution__name"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return ["institution", *(Call.FIXED_ONCE_OPEN if obj.has_opened else ())]

    def changeform_view(self, request, *args, **kwargs):
        """What the verb refuses is a sentence, on the form as it is stored."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
            return redirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        terms = {name: getattr(obj, name) for name in ["title", "year", "action", "opens", "closes"]}
        if change:
            transitions.change_call(by=request.user, call=obj, **terms)
        else:
            obj.pk = transitions.open_call(by=request.user, institution=obj.institution, **terms).pk
