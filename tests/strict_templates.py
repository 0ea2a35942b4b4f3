"""A variable that nobody defined fails the test that renders it, when the template is one of ours.

The templates of libraries (the administration, crispy forms, allauth) rely on undefined variables being empty.
"""

import sys
from pathlib import Path

import pytest

OURS = str(Path(__file__).resolve().parent.parent) + "/"
NOT_OURS = ("/site-packages/",)  # the virtual environment stands inside our folder


class Undefined(str):
    """The `string_if_invalid` of Django, which asks whether it is true, then formats it with the variable's name."""

    __slots__ = ()

    def __bool__(self) -> bool:
        template = _being_rendered()
        return template.startswith(OURS) and not any(part in template for part in NOT_OURS)

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        pytest.fail(f"{_being_rendered()} shows {{{{ {variable} }}}}, which nobody defined.")


def _being_rendered() -> str:
    """The file of the innermost template node on the stack; empty when the template is no file."""
    from django.template.base import Node

    frame = sys._getframe()
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


def install() -> None:
    from django.conf import settings

    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = Undefined()
