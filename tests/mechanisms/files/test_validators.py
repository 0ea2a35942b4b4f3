import io
import random
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from mechanisms.files.validators import pdf


def pdf_bytes(pages=1, password=""):
    writer, written = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(written)
    return written.getvalue()


def uploaded(content, name="cv.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


GOOD = pdf_bytes()
NOT_READABLE = "This is not a readable PDF."
NOT_A_PDF = "This is not a PDF. Save your document as a PDF and choose it again."


@pytest.mark.parametrize("content", [GOOD, pdf_bytes(30), b"\n" * 1000 + GOOD], ids=["plain", "long", "mark late"])
def test_a_good_pdf_passes_and_is_left_at_its_beginning(content):
    file = uploaded(content)
    pdf(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NOT_A_PDF),
        (b"PK\x03\x04 a word document", NOT_A_PDF),
        (b"<html><script>alert(1)</script>", NOT_A_PDF),
        (b" " * 1024 + GOOD, NOT_A_PDF),
        (b"%PDF-", NOT_READABLE),
        (b"%PDF-1.7\n%%EOF", NOT_READABLE),
        (b"%PDF-1.4\n" + b"\xff\x00" * 5000, NOT_READABLE),
        (b"%PDF-1.4\n<html>really a page</html>", NOT_READABLE),
        (b"%PDF-1.4\nstartxref\n99999999999\n%%EOF", NOT_READABLE),
        (b"%PDF-1.4\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF", NOT_READABLE),
        (pdf_bytes(0), "This PDF has no page."),
        (
            pdf_bytes(1, password="secret"),
            "This PDF is protected by a password. Save it without protection and choose it again.",
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(content, sentence):
    file = uploaded(content)
    with pytest.raises(ValidationError) as refused:
        pdf(file)
    assert refused.value.messages == [sentence]
    assert file.tell() == 0


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_pdf_that_was_cut_off_is_either_read_or_refused(cut):
    content = pdf_bytes(3)[: int(len(pdf_bytes(3)) * cut)]
    with suppress(ValidationError):
        pdf(uploaded(content))


def test_a_page_tree_that_turns_in_a_circle_is_refused():
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    content = body + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    with pytest.raises(ValidationError):
        pdf(uploaded(content))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_or_read_quickly():
    packed = zlib.compress(b"0" * 300_000_000)
    stream = b"5 0 obj<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    content = b"%PDF-1.5\n" + stream + packed + b"\nendstream endobj\nstartxref\n9\n%%EOF"
    with pytest.raises(ValidationError):
        pdf(uploaded(content))


def test_too_large_a_file_is_refused_with_both_sizes(settings):
    settings.CV_MAX_BYTES = 100
    with pytest.raises(ValidationError, match=r"too large: 431.*at most 100"):
        pdf(uploaded(GOOD))


def test_a_pdf_with_broken_bytes_is_read_or_refused_and_never_an_error():
    chance = random.Random(1)
    good = pdf_bytes(3)
    for _time in range(300):
        broken = bytearray(good)
        for _byte in range(chance.randint(1, 20)):
            broken[chance.randrange(10, len(broken))] = chance.randrange(256)
        with suppress(ValidationError):
            pdf(uploaded(bytes(broken)))
