"""The vocabularies of the Action: countries, institutions, cities, fields of education, skills, and small lists."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.codelists.labels import InReadersOrder, Labelled, reader_language
from programme.codelists.official import Concept, ConceptQuerySet, Official, OfficialQuerySet
from programme.codelists.ordering import search_key, sort_key
from programme.codelists.searching import SearchableQuerySet


def trigram_index(name: str) -> GinIndex:
    """The index for type-ahead: LIKE '%word%' on a search key, which no ordinary index can serve."""
    return GinIndex(name=name, fields=["search_key"], opclasses=["gin_trgm_ops"])


class CountryQuerySet(models.QuerySet):
    def in_programme(self) -> Self:
        """The countries that take a full part in the programme (rules 3.1)."""
        return self.filter(programme_country=True)


class Country(Labelled):
    """A country that sends or receives; what it counts as in a call year stands in CountryGroup."""

    class Status(models.TextChoices):
        EU_MEMBER_STATE = "eu_member_state", _("EU Member State")
        ASSOCIATED = "associated_third_country", _("third country associated to the programme")
        NOT_ASSOCIATED = "third_country_not_associated", _("third country not associated to the programme")

    code = models.CharField(max_length=2, primary_key=True, help_text=_("ISO 3166-1: GR, GB"))
    eu_code = models.CharField(max_length=2, unique=True, help_text=_("as the Commission writes it: EL, UK"))
    erasmus_prefix = models.CharField(max_length=3, blank=True, help_text=_("how its Erasmus codes begin: A, IRL, CZ"))
    programme_country = models.BooleanField()
    status = models.CharField(max_length=30, choices=Status)
    region = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("1 to 14, outside the programme"))

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = [InReadersOrder()]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    @property
    def name(self) -> str:
        return self.label

    def group_in(self, call_year: int) -> int | None:
        """The country group (1 to 3) for a call of `call_year`, None where it has none (rules 3.1).

        Reads `groups`, so a list that prefetches them asks once for all its countries.
        """
        for period in self.groups.all():
            if period.covers(call_year):
                return period.group
        return None


class CountryGroup(models.Model):
    """The group of a country for the calls of some years: a placement keeps the group of its call (rules 3.1)."""

    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="groups")
    call_from = models.PositiveSmallIntegerField()
    call_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("empty: until further notice"))
    group = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["country", "call_from"]
        verbose_name = _("country group")
        verbose_name_plural = _("country groups")
        constraints = [
            models.UniqueConstraint(fields=["country", "call_from"], name="one_group_from_a_call_on"),
            models.CheckConstraint(condition=Q(group__range=(1, 3)), name="group_is_1_to_3"),
            models.CheckConstraint(
                condition=Q(call_to=None) | Q(call_to__gte=models.F("call_from")), name="group_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.call_from}-{self.call_to or ''}: {self.group}"

    def covers(self, call_year: int) -> bool:
        return self.call_from <= call_year and (self.call_to is None or call_year <= self.call_to)


class InstitutionQuerySet(OfficialQuerySet):
    def confirmed(self) -> Self:
        """Those on the official list, and those entered by hand that an administrator has confirmed."""
        return self.filter(confirmed=True)

    def unconfirmed(self) -> Self:
        return self.filter(confirmed=False)


class Institution(Official):
    """A sending institution: a university or college with an Erasmus code, or a VET provider entered by hand."""

    class Kind(models.TextChoices):
        HEI = "hei", _("higher education institution")
        VET = "vet", _("provider of vocational education and training")

    class Source(models.TextChoices):
        ECHE = "eche", _("list of charter holders (ECHE)")
        ENTERED = "entered", _("entered by hand")

    name = models.CharField(_("name"), max_length=250)
    other_names = models.TextField(_("other names"), blank=True, help_text=_("one a line; found by the search"))
    city = models.CharField(_("city"), max_length=100)
    # The official list shouts and shortens ("STICHTING VU", "PRAHA 1"): papers need its name, people need ours.
    official_name = models.CharField(_("name on the official list"), max_length=250, blank=True)
    official_city = models.CharField(_("city on the official list"), max_length=100, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="institutions")
    erasmus_code = models.CharField(_("Erasmus code"), max_length=20, unique=True, null=True, blank=True)
    pic = models.CharField(_("PIC"), max_length=9, blank=True)
    oid = models.CharField(_("OID"), max_length=9, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    domain = models.CharField(_("domain"), max_length=100, blank=True, help_text=_("of its e-mail addresses: cuni.cz"))
    kind = models.CharField(_("kind"), max_length=3, choices=Kind, default=Kind.HEI)
    source = models.CharField(_("source"), max_length=7, choices=Source, default=Source.ENTERED)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    sort_key = models.CharField(max_length=250, editable=False)
    search_key = models.TextField(editable=False)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = [trigram_index("institution_search")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="eche") | Q(erasmus_code__isnull=False), name="charter_holder_has_erasmus_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def make_keys(self) -> None:
        self.sort_key = sort_key(self.name)[:250]
        self.search_key = search_key(
            self.name,
            *self.other_names.splitlines(),
            self.official_name,
            self.city,
            self.official_city,
            self.erasmus_code or "",
            self.domain,
        )

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class CityQuerySet(SearchableQuerySet):
    def best_first(self, key: str) -> tuple[str, ...]:
        return "-population", "search_key"

    def search(self, text: str, country: "Country | str | None" = None) -> Self:
        """As for every list; with `country` (or its code) only there. Larger cities come first."""
        return super(CityQuerySet, self.filter(country=country) if country else self).search(text)


class City(models.Model):
    """A place with its coordinates, in one of our countries."""

    geonameid = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cities")
    latitude = models.FloatField(help_text=_("degrees north"))
    longitude = models.FloatField(help_text=_("degrees east"))
    population = models.PositiveIntegerField()
    timezone = models.CharField(max_length=50, help_text=_("name in the time zone database: Europe/Prague"))
    search_key = models.TextField(editable=False)

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ["search_key", "geonameid"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        indexes = [trigram_index("city_search")]

    def __str__(self) -> str:
        return self.name


class IscedFieldQuerySet(models.QuerySet):
    def broad(self) -> Self:
        return self.filter(level=IscedField.Level.BROAD)

    def narrow(self) -> Self:
        return self.filter(level=IscedField.Level.NARROW)

    def detailed(self) -> Self:
        return self.filter(level=IscedField.Level.DETAILED)

    def core(self) -> Self:
        """Without "not further defined", "not elsewhere classified", inter-disciplinary and unknown."""
        return self.filter(kind=IscedField.Kind.CORE)


class IscedField(Labelled):
    """A field of education and training, ISCED-F 2013."""

    class Level(models.TextChoices):
        BROAD = "broad", _("broad field")
        NARROW = "narrow", _("narrow field")
        DETAILED = "detailed", _("detailed field")

    class Kind(models.TextChoices):
        CORE = "core", _("field")
        NOT_FURTHER_DEFINED = "not_further_defined", _("not further defined")
        NOT_ELSEWHERE_CLASSIFIED = "not_elsewhere_classified", _("not elsewhere classified")
        INTERDISCIPLINARY = "interdisciplinary", _("inter-disciplinary")
        UNKNOWN = "unknown", _("unknown")

    code = models.CharField(max_length=4, primary_key=True)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=24, choices=Kind)

    objects = IscedFieldQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("field of education")
        verbose_name_plural = _("fields of education")

    @property
    def name(self) -> str:
        return self.label


class SkillQuerySet(ConceptQuerySet):
    def plain(self) -> Self:
        return self.filter(source=Skill.Source.PLAIN)

    def from_esco(self) -> Self:
        return self.filter(source=Skill.Source.ESCO)


class Skill(Concept):
    """A digital skill: a concept of ESCO, or a plain word of our own that may point to one."""

    class Source(models.TextChoices):
        ESCO = "esco", _("ESCO")
        PLAIN = "plain", _("plain word")

    class Kind(models.TextChoices):
        SKILL = "skill", _("skill")
        KNOWLEDGE = "knowledge", _("knowledge")

    uri = models.CharField(max_length=100, unique=True, null=True, blank=True)
    source = models.CharField(max_length=5, choices=Source)
    kind = models.CharField(max_length=9, choices=Kind, blank=True)
    maps_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="plain_words")

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = [InReadersOrder(), "id"]
        verbose_name = _("digital skill")
        verbose_name_plural = _("digital skills")
        indexes = [trigram_index("skill_search")]
        constraints = [
            models.UniqueConstraint(fields=["label_en"], condition=Q(source="plain"), name="plain_word_once"),
            models.CheckConstraint(
                condition=Q(source="plain", uri=None) | Q(source="esco", uri__isnull=False, maps_to=None),
                name="esco_skill_has_uri_and_plain_word_has_none",
            ),
        ]


class Occupation(Concept):
    """An occupation of ESCO, for finding the skills that go with it."""

    uri = models.CharField(max_length=100, unique=True)
    code = models.CharField(max_length=20, help_text=_("of ESCO, begins with the ISCO-08 group: 2512.4"))
    skills = models.ManyToManyField(Skill, through="OccupationSkill", related_name="occupations")

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = [InReadersOrder(), "id"]
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        indexes = [trigram_index("occupation_search")]


class OccupationSkill(Official):
    """A skill that ESCO calls essential (or optional) for an occupation."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE)
    essential = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("skill of an occupation")
        verbose_name_plural = _("skills of occupations")
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_names_a_skill_once")]

    def __str__(self) -> str:
        return f"{self.occupation}: {self.skill}"


class TermQuerySet(models.QuerySet):
    def of(self, vocabulary: str) -> Self:
        """The terms of one small list, in its own order or, as languages, in that of the reader's alphabet."""
        return self.filter(vocabulary=vocabulary).order_by("position", InReadersOrder())


class Term(Labelled):
    """An entry of a small list: fields of the Action, activities, levels, languages, sectors, competences."""

    vocabulary = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(help_text=_("0 in a list that follows the reader's alphabet"))
    extra = models.JSONField(default=dict, blank=True, help_text=_("what only this list has, such as eligible or why"))

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["vocabulary", "position", InReadersOrder()]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["vocabulary", "code"], name="code_once_in_a_vocabulary")]

    def sentence(self, name: str) -> str:
        """A text of `extra`, such as "why", in the reader's language; empty where this term has none."""
        return self.extra.get("texts", {}).get(reader_language(), {}).get(name) or self.extra.get(name, "")
