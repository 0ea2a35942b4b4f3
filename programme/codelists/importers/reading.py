"""Read an official CSV file strictly: every row is understood, or the whole file is refused."""

import csv
import io
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import IO

from django.db import models
from django.utils.translation import gettext as _

LARGEST = 100 * 2**20  # bytes; ESCO's largest file has about 40 MB

Source = str | PathLike | IO


class ImportRefused(Exception):
    """A file that does not say what it should; nothing of it was loaded. `line` counts from 1, as editors do."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(_("%(file)s, line %(line)d: %(reason)s") % {"file": file, "line": line, "reason": reason})


class Table:
    """The rows of a CSV file with a heading: separated by comma, semicolon or tab, in UTF-8, with or without BOM.

    Iterating gives (line, row); a row has every heading, its values without blanks around them. Empty lines are
    passed over. Raises ImportRefused.
    """

    def __init__(self, source: Source) -> None:
        self.name, text = _read(source)
        self._rows = self._parse(text)
        self.lines = text.count("\n")
        line, heading = next(self._rows, (1, []))
        self.heading = [cell.strip().lower() for cell in heading]
        if not any(self.heading):
            raise self.refused(line, _("the file is empty"))
        if len(set(self.heading)) < len(self.heading):
            raise self.refused(line, _("a heading stands twice"))

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        for line, cells in self._rows:
            if len(cells) != len(self.heading):
                raise self.refused(
                    line,
                    _("there are %(found)d values and %(expected)d headings")
                    % {"found": len(cells), "expected": len(self.heading)},
                )
            yield line, {name: cell.strip() for name, cell in zip(self.heading, cells, strict=True)}

    def has(self, *headings: str) -> bool:
        return set(headings) <= set(self.heading)

    def refused(self, line: int, reason: str) -> ImportRefused:
        return ImportRefused(self.name, line, reason)

    def check_lengths(self, line: int, model: type[models.Model], values: Mapping[str, str]) -> None:
        """Raise ImportRefused when a value is longer than the column of `model` that will hold it."""
        for column, value in values.items():
            longest = model._meta.get_field(column).max_length
            if longest and len(value) > longest:
                reason = _("%(column)s has %(length)d characters, at most %(longest)d are possible")
                raise self.refused(line, reason % {"column": column, "length": len(value), "longest": longest})

    def _parse(self, text: str) -> Iterator[tuple[int, list[str]]]:
        first_line = text.partition("\n")[0]
        separator = max(",;\t", key=first_line.count)
        # Strict: a quotation mark left open must not swallow the rest of the file.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        while True:
            line = reader.line_num + 1  # where the row begins; a value in quotation marks may span lines
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self.refused(line, _("the quotation marks or separators do not fit (%s)") % error) from error
            if cells:
                yield line, cells


def _read(source: Source) -> tuple[str, str]:
    if isinstance(source, str | PathLike):
        name = Path(source).name
        try:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise ImportRefused(name, 1, _("the file cannot be read: %s") % error.strerror) from error
    else:
        name = Path(str(getattr(source, "name", None) or "?")).name
        data = source.read(LARGEST + 1)
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise ImportRefused(name, 1, _("the file is larger than %d MB") % (LARGEST // 2**20))
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        raise ImportRefused(name, line, _("the line holds a NUL character"))
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ImportRefused(name, line, _("the text is not in UTF-8")) from error
