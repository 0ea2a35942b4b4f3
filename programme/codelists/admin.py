"""The lists for the administrator: to look at, and to enter and mend institutions by hand."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from programme.admin import LookOnly
from programme.codelists.models import City, Country, CountryGroup, Institution, IscedField, Occupation, Skill, Term
from programme.codelists.ordering import search_key, sort_key


class SearchByKey:
    """The search box compares with the stored key, so it forgives accents and capitals."""

    key = staticmethod(search_key)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, self.key(search_term))


class CountryGroups(LookOnly, admin.TabularInline):
    model = CountryGroup


@admin.register(Country)
class CountryAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    key = staticmethod(sort_key)
    list_display = ["label_en", "code", "eu_code", "programme_country", "status", "region"]
    list_filter = ["programme_country", "status"]
    search_fields = ["label_keys"]
    inlines = [CountryGroups]


@admin.register(Institution)
class InstitutionAdmin(SearchByKey, admin.ModelAdmin):
    """Rows of the official list change by its import only; those entered by hand are edited here.

    They are confirmed on a page of the portal, by the verb that tells their trainees; a new one may be so at once.
    """

    list_display = ["name", "city", "country", "erasmus_code", "source", "confirmed", "withdrawn_on"]
    list_filter = ["confirmed", "source", "kind", "country"]
    list_select_related = ["country"]
    search_fields = ["search_key"]
    fields = [
        "name", "other_names", "kind", "city", "country", "website", "domain", "oid", "pic", "erasmus_code",
        "confirmed", "source", "official_name", "official_city", "official_on", "withdrawn_on",
    ]  # fmt: skip
    readonly_fields = ["source", "official_name", "official_city", "official_on", "withdrawn_on"]
    # Ours to improve also where the official list speaks: its import keeps them.
    ours = {"other_names", "domain"}

    def get_readonly_fields(self, request: HttpRequest, obj: Institution | None = None) -> list[str]:
        if obj and obj.source == Institution.Source.ECHE:
            return [name for name in self.fields if name not in self.ours]
        return [*self.readonly_fields, "confirmed"] if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Institution | None = None) -> bool:
        return obj is not None and obj.source == Institution.Source.ENTERED


@admin.register(City)
class CityAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    list_display = ["name", "country", "population", "timezone"]
    list_filter = ["country"]
    list_select_related = ["country"]
    search_fields = ["search_key"]
    show_full_result_count = False  # counting all cities on every page serves nobody


@admin.register(IscedField)
class IscedFieldAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    key = staticmethod(sort_key)
    list_display = ["code", "label_en", "level", "kind"]
    list_filter = ["level", "kind"]
    search_fields = ["label_keys", "code"]


@admin.register(Skill)
class SkillAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    list_display = ["label_en", "source", "kind", "maps_to", "uri", "withdrawn_on"]
    list_filter = ["source", "kind"]
    list_select_related = ["maps_to"]
    search_fields = ["search_key"]


@admin.register(Occupation)
class OccupationAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    list_display = ["label_en", "code", "uri", "withdrawn_on"]
    search_fields = ["search_key"]


@admin.register(Term)
class TermAdmin(LookOnly, SearchByKey, admin.ModelAdmin):
    key = staticmethod(sort_key)
    list_display = ["vocabulary", "code", "label_en", "parent"]
    list_filter = ["vocabulary"]
    list_select_related = ["parent"]
    search_fields = ["label_keys", "code"]
