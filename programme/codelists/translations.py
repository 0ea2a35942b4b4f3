"""The labels of our lists in the other languages: from `data/labels_XX.csv`, one file for each language.

Names of countries and of languages come from Unicode's CLDR through Babel; a row of the file wins over them.
A file has the columns list, key, english, label and words. `list` names a list of ours, or a text beside its terms as
"host_kind.why"; `english` repeats what was translated, so that a test sees when the English has changed since;
`words` are other words for a skill, with "|" between them.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel import Locale

DATA = Path(__file__).parent / "data"
LANGUAGES = tuple(sorted(path.stem.removeprefix("labels_") for path in DATA.glob("labels_*.csv")))
# What CLDR calls differently from the programme is a row of the file.
CLDR = {"country": "territories", "language": "languages"}


class Translation(NamedTuple):
    label: str
    words: tuple[str, ...] = ()
    english: str = ""


def rows_of_file(language: str) -> list[dict[str, str]]:
    with (DATA / f"labels_{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def translations(language: str) -> dict[tuple[str, str], Translation]:
    """Every label in one language, by list and key."""
    locale = Locale.parse(language)
    found = {
        (name, code): Translation(label)
        for name, names in CLDR.items()
        for code, label in getattr(locale, names).items()
    }
    for row in rows_of_file(language):
        words = tuple(word for word in row["words"].split("|") if word)
        found[row["list"], row["key"]] = Translation(row["label"], words, row["english"])
    return found
