"""ESCO's digital skills, occupations, and which skills an occupation needs, as CSV.

Known are the files of ESCO's own download (skills_en.csv or digitalSkillsCollection_en.csv, occupations_en.csv,
occupationSkillRelations_en.csv) and a shorter layout with lower-case headings. A file is recognised by its heading.
Every file in English is the complete list of its kind: what it leaves out is marked as withdrawn. A file of skills or
occupations in another language (skills_de.csv) only gives labels to the rows that are here already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from django.utils.translation import gettext as _

from programme.codelists.comparing import Comparison, Progress, compare
from programme.codelists.importers.plan import Plan, tell_now_and_then
from programme.codelists.importers.reading import Source, Table
from programme.codelists.labels import ENGLISH
from programme.codelists.loader import LABELS, SKILL_COLUMNS, read_rows, several
from programme.codelists.models import Occupation, OccupationSkill, Skill
from programme.codelists.official import Concept
from programme.codelists.translations import LANGUAGES, translations

ADDRESS = "http://data.europa.eu/esco/"
SKILL_KINDS = {
    "skill/competence": Skill.Kind.SKILL,
    "skill": Skill.Kind.SKILL,
    "knowledge": Skill.Kind.KNOWLEDGE,
    "": "",
}
RELATIONS = {"essential": True, "optional": False}
# Concepts that ESCO keeps in its files but no longer stands for.
NOT_IN_USE = {"obsolete", "deprecated"}


@dataclass(frozen=True)
class Layout:
    """What a file is about, and the headings (in lower case) under which it says it."""

    about: str
    columns: dict[str, str]  # our name for a column -> its heading
    between_labels: str = "|"
    optional: tuple[str, ...] = ("status",)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(heading for name, heading in self.columns.items() if name not in self.optional)


LAYOUTS = (
    Layout(
        "relations",
        {"occupation": "occupationuri", "skill": "skilluri", "relation": "relationtype"},
    ),
    Layout(
        "relations",
        {"occupation": "occupation_uri", "skill": "skill_uri"},
    ),
    Layout(
        "occupations",
        {"uri": "concepturi", "code": "code", "group": "iscogroup", "label": "preferredlabel",
         "alt_labels": "altlabels", "status": "status"},
        between_labels="\n",
    ),
    Layout(
        "occupations",
        {"uri": "uri", "code": "code", "group": "isco_group", "label": "label", "alt_labels": "alt_labels"},
    ),
    Layout(
        "skills",
        {"uri": "concepturi", "kind": "skilltype", "label": "preferredlabel",
         "alt_labels": "altlabels", "status": "status"},
        between_labels="\n",
    ),
    Layout(
        "skills",
        {"uri": "uri", "kind": "type", "label": "label", "alt_labels": "alt_labels"},
    ),
)  # fmt: skip


@dataclass
class EscoPlan(Plan):
    """What the files say in `language`; a kind of which there was no file is None and is left alone."""

    language: str = ENGLISH

    skills: dict[str, Skill] | None = None
    occupations: dict[str, Occupation] | None = None
    relations: dict[tuple[str, str], OccupationSkill] | None = None
    files: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(rows or ()) for rows in (self.skills, self.occupations, self.relations))

    def comparisons(self) -> Iterator[tuple[str, Comparison]]:
        if self.skills is not None:
            yield "skills", self._compare_concepts(Skill, self.skills, SKILL_COLUMNS)
        if self.occupations is not None:
            columns = (*LABELS, "code", "alt_labels", "words", "search_key")
            yield "occupations", self._compare_concepts(Occupation, self.occupations, columns)
        if self.relations is not None:
            yield "skills of occupations", self._compare_relations(self.relations)

    def _compare_concepts(self, model: type[Concept], rows: dict[str, Concept], columns: tuple[str, ...]) -> Comparison:
        """A file says nothing of the other languages: what we hold of them stays."""
        held = model._default_manager.exclude(uri=None).order_by()
        if self.language == ENGLISH:
            for row in held.only("uri", "labels", "words"):
                if row.uri in rows:
                    rows[row.uri].labels, rows[row.uri].words = row.labels, row.words
                    rows[row.uri].make_keys()
            return compare(model, rows, held, key=("uri",), columns=(*columns, "withdrawn_on"))
        translated = {}
        for row in held:
            if said := rows.get(row.uri):
                row.labels |= {self.language: said.label_en}
                row.words |= {self.language: said.alt_labels.splitlines()}
                row.make_keys()
                translated[row.uri] = row
        comparison = compare(model, translated, held, key=("uri",), columns=columns, may_go=lambda before: False)
        comparison.left_out = len(rows) - len(translated)
        return comparison

    def _compare_relations(self, relations: dict[tuple[str, str], OccupationSkill]) -> Comparison:
        """Only those between occupations and skills that we hold, or that come with the other files."""
        # Held ones first: those from the files are not yet stored when somebody only looks.
        occupations = (self.occupations or {}) | {
            row.uri: row for row in Occupation.objects.only("uri", "label_en", "labels")
        }
        skills = (self.skills or {}) | {
            row.uri: row for row in Skill.objects.from_esco().only("uri", "label_en", "labels")
        }
        rows = {}
        for (occupation, skill), row in relations.items():
            if occupation in occupations and skill in skills:
                row.occupation, row.skill = occupations[occupation], skills[skill]
                rows[occupation, skill] = row
        comparison = compare(
            OccupationSkill,
            rows,
            OccupationSkill.objects.order_by(),
            key=("occupation__uri", "skill__uri"),
            columns=("essential", "withdrawn_on"),
        )
        comparison.left_out = len(relations) - len(rows)
        return comparison


def read(*sources: Source, language: str = "", progress: Progress | None = None) -> EscoPlan:
    """Understand all files together, in `language` or in that of their names. Raises ImportRefused; writes nothing."""
    tables = [Table(source) for source in sources]
    plan = EscoPlan(language=language or language_of(tables))
    total, done = sum(table.lines for table in tables), 0
    our_words = _our_words(plan.language)
    for table in tables:
        layout = _layout_of(table)
        if getattr(plan, layout.about) is not None:
            raise table.refused(1, _("another file already gives the %s") % layout.about)
        rows: dict = {}
        for line, row in table:
            values = {name: row.get(heading, "") for name, heading in layout.columns.items()}
            done += 1
            tell_now_and_then(progress, done, total)
            if values.get("status", "").lower() in NOT_IN_USE:
                continue
            key, made = READERS[layout.about](table, line, values, layout, our_words)
            if key in rows:
                raise table.refused(line, _("“%s” stands twice in the file") % values.get("label", " / ".join(key)))
            rows[key] = made
        if not rows:
            raise table.refused(1, _("the file has a heading but no row"))
        setattr(plan, layout.about, rows)
        plan.files.append(table.name)
    return plan


def language_of(tables: Iterable[Table]) -> str:
    """What the names of the files say, as in skills_de.csv; English where they say nothing, as for relations."""
    languages = {}
    for table in tables:
        ending = PurePath(table.name).stem.rpartition("_")[2].lower()
        languages[ending if ending in LANGUAGES else ENGLISH] = table
    if len(languages) > 1:
        table = next(iter(languages.values()))
        raise table.refused(1, _("the files are in different languages; import them one after the other"))
    return next(iter(languages), ENGLISH)


def _our_words(language: str) -> dict[str, str]:
    """Our other words for ESCO's skills by their address, one a line."""
    rows = list(read_rows("skills.csv"))
    if language == ENGLISH:
        return {row["uri"]: several(row["our_words"]) for row in rows}
    known = translations(language)
    return {row["uri"]: "\n".join(known["skill", row["uri"]].words) for row in rows if ("skill", row["uri"]) in known}


def _layout_of(table: Table) -> Layout:
    for layout in LAYOUTS:
        if table.has(*layout.required):
            return layout
    raise table.refused(1, _("the headings are not those of a file of skills, occupations or their relations"))


def _read_skill(table: Table, line: int, values: dict[str, str], layout: Layout, our_words: dict) -> tuple[str, Skill]:
    if values["kind"] not in SKILL_KINDS:
        raise table.refused(line, _("“%s” is not a kind of skill") % values["kind"])
    skill = Skill(
        uri=_address(table, line, values["uri"]),
        label_en=_label(table, line, values["label"]),
        source=Skill.Source.ESCO,
        kind=SKILL_KINDS[values["kind"]],
        alt_labels=_labels(our_words.get(values["uri"], ""), values["alt_labels"], layout),
    )
    table.check_lengths(line, Skill, {"uri": skill.uri, "label_en": skill.label_en})
    skill.make_keys()
    return skill.uri, skill


def _read_occupation(
    table: Table, line: int, values: dict[str, str], layout: Layout, our_words: dict
) -> tuple[str, Occupation]:
    occupation = Occupation(
        uri=_address(table, line, values["uri"]),
        code=values["code"],
        label_en=_label(table, line, values["label"]),
        alt_labels=_labels("", values["alt_labels"], layout),
    )
    if not occupation.code:
        raise table.refused(line, _("the code is missing"))
    table.check_lengths(line, Occupation, {name: getattr(occupation, name) for name in ("uri", "code", "label_en")})
    occupation.make_keys()
    return occupation.uri, occupation


def _read_relation(
    table: Table, line: int, values: dict[str, str], layout: Layout, our_words: dict
) -> tuple[tuple[str, str], OccupationSkill]:
    relation = values.get("relation", "essential")
    if relation not in RELATIONS:
        raise table.refused(line, _("“%s” is not a relation; essential and optional are") % relation)
    occupation = _address(table, line, values["occupation"])
    skill = _address(table, line, values["skill"])
    return (occupation, skill), OccupationSkill(essential=RELATIONS[relation])


READERS = {"skills": _read_skill, "occupations": _read_occupation, "relations": _read_relation}


def _address(table: Table, line: int, uri: str) -> str:
    # No more of the path is asked for: ESCO has some knowledge under isced-f instead of skill.
    if not uri.startswith(ADDRESS):
        raise table.refused(line, _("“%s” is not an address of ESCO") % uri)
    return uri


def _label(table: Table, line: int, label: str) -> str:
    if not label:
        raise table.refused(line, _("the label is missing"))
    return label


def _labels(ours: str, theirs: str, layout: Layout) -> str:
    """Our words first, then theirs, one a line and each once."""
    labels = [*ours.splitlines(), *theirs.split(layout.between_labels)]
    return "\n".join(dict.fromkeys(label.strip() for label in labels if label.strip()))
