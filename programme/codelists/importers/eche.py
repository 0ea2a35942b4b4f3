"""The Commission's list of holders of the Erasmus Charter for Higher Education (ECHE), as CSV.

Columns: erasmus_code, pic, oid, legal_name, city, country_iso2, website, website_domain; others are passed over. The
Erasmus code is the key: the OID is empty for some institutions and double for others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programme.codelists.comparing import Comparison, Progress, compare
from programme.codelists.importers.plan import Plan, tell_now_and_then
from programme.codelists.importers.reading import Source, Table
from programme.codelists.loader import INSTITUTION_COLUMNS
from programme.codelists.models import Country, Institution

COLUMNS = ("erasmus_code", "pic", "oid", "legal_name", "city", "country_iso2", "website", "website_domain")
ERASMUS_CODE = re.compile(r"(IRL|LUX|[A-Z]{2} |[A-Z] {2})[A-Z][A-Z-]*[A-Z]\d{2,3}")  # rules 6
PIC = re.compile(r"\d{9}")
OID = re.compile(r"E\d{8}")

# Words that stay small inside a name in capitals, and signs of legal form that have a spelling of their own.
SMALL = (
    " a al and at d da das de dei del dell della delle den der des di do dos du e ed el en et for för für fuer fur i im"
    " in la las le les los na o of og och på per st sur the u und v van vo voor w y z za zu zur "
)
SPELLED = {"gmbh": "GmbH", "ev": "eV", "ug": "UG", "sarl": "Sarl", "fh": "FH", "ii": "II", "iii": "III", "iv": "IV"}


@dataclass(frozen=True)
class Holder:
    """A row of the list, understood."""

    erasmus_code: str
    official_name: str
    official_city: str
    country: str
    pic: str
    oid: str
    website: str
    domain: str


class EchePlan(Plan):
    def __init__(self, holders: list[Holder]) -> None:
        self.holders = holders

    def __len__(self) -> int:
        return len(self.holders)

    def comparisons(self) -> Iterator[tuple[str, Comparison]]:
        with_code = Institution.objects.filter(erasmus_code__isnull=False).order_by()
        held = {institution.erasmus_code: institution for institution in with_code}
        rows = {holder.erasmus_code: _institution(holder, held.get(holder.erasmus_code)) for holder in self.holders}
        yield (
            "institutions",
            compare(
                Institution,
                rows,
                with_code,
                key=("erasmus_code",),
                columns=(*INSTITUTION_COLUMNS, "withdrawn_on"),
                may_go=lambda was: was["source"] == Institution.Source.ECHE and was["withdrawn_on"] is None,
            ),
        )


def read(source: Source, progress: Progress | None = None) -> EchePlan:
    """Understand the whole file. Raises ImportRefused; nothing is written."""
    table = Table(source)
    if missing := [column for column in COLUMNS if column not in table.heading]:
        raise table.refused(1, _("these headings are missing: %s") % ", ".join(missing))
    countries = set(Country.objects.values_list("pk", flat=True))
    holders: dict[str, Holder] = {}
    for line, row in table:
        holder = Holder(
            erasmus_code=row["erasmus_code"],
            official_name=row["legal_name"],
            official_city=row["city"],
            country=row["country_iso2"],
            pic=row["pic"],
            oid=row["oid"],
            website=row["website"],
            domain=row["website_domain"].lower(),
        )
        if reason := _fault(holder, countries, holders):
            raise table.refused(line, reason)
        table.check_lengths(line, Institution, {name: getattr(holder, name) for name in LIMITED})
        holders[holder.erasmus_code] = holder
        tell_now_and_then(progress, len(holders), table.lines)
    if not holders:
        raise table.refused(1, _("the file has a heading but no institution"))
    return EchePlan(list(holders.values()))


LIMITED = ("erasmus_code", "official_name", "official_city", "website", "domain")


def proper_case(name: str) -> str:
    """A name in capitals as people write it: "UNIVERSITA DI PISA" -> "Universita di Pisa". Others stay as they are."""
    if not name.isupper():
        return name
    words = name.split()
    return " ".join(_proper_word(word, first=position == 0) for position, word in enumerate(words))


def _proper_word(word: str, *, first: bool) -> str:
    small = word.lower()
    if f" {small} " in SMALL and not first:
        return small
    if small.strip(".,()") in SPELLED:
        return small.replace(small.strip(".,()"), SPELLED[small.strip(".,()")])
    # Each part of a word with hyphens or dots begins with a capital; after an apostrophe only a long part does.
    return re.sub(r"(?<![^\W\d_])[^\W\d_]", lambda letter: letter[0].upper(), small)


def _fault(holder: Holder, countries: set[str], earlier: dict[str, Holder]) -> str:
    """Why the row cannot be right; empty when it can."""
    if not ERASMUS_CODE.fullmatch(holder.erasmus_code):
        return _("“%s” is not an Erasmus code") % holder.erasmus_code
    if holder.erasmus_code in earlier:
        return _("the Erasmus code “%s” stands twice in the file") % holder.erasmus_code
    if not holder.official_name:
        return _("the name is missing")
    if not holder.official_city:
        return _("the city is missing")
    if holder.country not in countries:
        return _("the country “%s” is not known") % holder.country
    if holder.pic and not PIC.fullmatch(holder.pic):
        return _("“%s” is not a PIC, which has nine digits") % holder.pic
    if holder.oid and not OID.fullmatch(holder.oid):
        return _("“%s” is not an OID, which is an E and eight digits") % holder.oid
    return ""


def _institution(holder: Holder, held: Institution | None) -> Institution:
    """The row to store. What people made better stays, as long as the list still says what it said then:

    the name and the city in their own spelling, other names, and the domain of the e-mail addresses (the list only
    knows the website).
    """
    same_name = held is not None and held.official_name == holder.official_name
    same_city = held is not None and held.official_city == holder.official_city
    institution = Institution(
        erasmus_code=holder.erasmus_code,
        name=held.name if same_name else proper_case(holder.official_name),
        other_names=held.other_names if held else "",
        official_name=holder.official_name,
        city=held.city if same_city else proper_case(holder.official_city),
        official_city=holder.official_city,
        country_id=holder.country,
        pic=holder.pic,
        oid=holder.oid,
        website=holder.website,
        domain=(held.domain if held else "") or holder.domain,
        kind=Institution.Kind.HEI,
        source=Institution.Source.ECHE,
        confirmed=True,
    )
    institution.make_keys()
    return institution
