"""Reading a page as a browser would: its forms, with what stands in their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    name: str
    kind: str  # of an input; "select" or "textarea"
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)  # (name, value) of those that have a name

    def data(self) -> dict[str, list[str]]:
        """What a browser would send if nobody changed anything; files and buttons apart."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind in {"file", "submit"} or (one.kind in {"checkbox", "radio"} and not one.checked):
                continue
            if one.kind == "select" and not one.value and one.options:
                continue
            sent.setdefault(one.name, []).append(one.value)
        return sent


class _Reader(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.text_of: Field | None = None
        self.select: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag, pairs):
        attributes = {name: value or "" for name, value in pairs}
        if tag == "form":
            self.open = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is None:
            return
        elif tag == "button" and attributes.get("name"):
            self.open.buttons.append((attributes["name"], attributes.get("value", "")))
        elif tag == "option" and self.select is not None:
            self.select.options.append(attributes.get("value", ""))
            if "selected" in attributes:
                self.select.value = attributes.get("value", "")
        elif tag in {"input", "select", "textarea"} and attributes.get("name"):
            kind = attributes.get("type", "text") if tag == "input" else tag
            found = Field(attributes["name"], kind, attributes.get("value", ""), "checked" in attributes)
            if found.kind in {"checkbox", "radio"} and "value" not in attributes:
                found.value = "on"
            self.open.fields.append(found)
            self.text_of = found if tag == "textarea" else self.text_of
            self.select = found if tag == "select" else self.select

    def handle_data(self, data):
        if self.text_of is not None:
            self.text_of.value += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "textarea" and self.text_of is not None:
            self.text_of.value = self.text_of.value.removeprefix("\n")
            self.text_of = None
        elif tag == "select":
            self.select = None


def forms_in(html: str) -> list[Form]:
    return _Reader(html).forms
