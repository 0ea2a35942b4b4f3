"""The suite's own strictness: an undefined variable in a template of ours fails."""

import pytest
from django.template import Context, Engine, Origin, Template, engines

from tests.strict_templates import OURS


def rendered(text: str, file: str) -> str:
    engine: Engine = engines["django"].engine
    return Template(text, origin=Origin(name=file), engine=engine).render(Context({"known": "yes"}))


def test_our_template_fails_on_an_undefined_variable():
    with pytest.raises(pytest.fail.Exception, match="nobody defined"):
        rendered("{{ known }} {{ unknown|default:'-' }}", OURS + "templates/a.html")


def test_our_template_may_ask_whether_a_variable_is_defined():
    assert rendered("{% if unknown %}a{% else %}b{% endif %}{{ known }}", OURS + "templates/a.html") == "byes"


def test_a_librarys_template_keeps_its_habits():
    file = OURS + ".venv/lib/python3.11/site-packages/allauth/templates/a.html"
    assert rendered("{{ unknown|default:'-' }}{{ unknown }}", file) == "-"
