"""What the imports page asks about a file, and what it tells the worker."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dot_portal.desks.forms import CodelistImportForm


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"list": "esco"}, {"list": "esco", "language": ""}),
        ({"list": "esco", "language": "de"}, {"list": "esco", "language": "de"}),
        ({"list": "eche", "language": "de"}, {"list": "eche", "language": ""}),
    ],
)
def test_only_escos_files_have_a_language(asked, told):
    form = CodelistImportForm(asked, {"file": SimpleUploadedFile("skills_de.csv", b"x")})
    assert form.is_valid()
    assert form.arguments == told


def test_a_language_that_the_portal_does_not_have_is_refused():
    form = CodelistImportForm({"list": "esco", "language": "xx"}, {"file": SimpleUploadedFile("a.csv", b"x")})
    assert set(form.errors) == {"language"}
