import io
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from pypdf import PdfReader, PdfWriter

from mechanisms.files.models import Upload
from mechanisms.files.serving import serve
from mechanisms.files.storing import clean_name, content_type_of, discard, store


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


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("cv.pdf", "cv.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\My  CV.pdf", "My CV.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie: x.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("half\ud800.pdf", "half.pdf"),
        ("Βιογραφικό — Ελένη.pdf", "Βιογραφικό — Ελένη.pdf"),
        (unicodedata.normalize("NFD", "Žluťoučký.pdf"), "Žluťoučký.pdf"),
        ("...", "file"),
        ("", "file"),
        (None, "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, cleaned):
    assert clean_name(given) == cleaned


@pytest.mark.parametrize(
    ("head", "name", "content_type"),
    [
        (GOOD[:1024], "x.txt", "application/pdf"),
        (b"PK\x03\x04..", "esco.pdf", "application/zip"),
        (b"a,b\n1,2", "list.CSV", "text/csv"),
        (b"a,b\0", "list.csv", "application/octet-stream"),
        (b"<html>", "page.html", "application/octet-stream"),
    ],
)
def test_the_type_is_found_in_the_content(head, name, content_type):
    assert content_type_of(head, name) == content_type


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_file_is_stored_under_a_name_nobody_chose(media, make_person):
    upload = store(uploaded(GOOD, "Ελένη.pdf"), make_person())

    upload.refresh_from_db()
    assert (upload.name, upload.size, upload.content_type) == ("Ελένη.pdf", len(GOOD), "application/pdf")
    assert len(upload.sha256) == 64
    year, month, stored = upload.file.name.split("/")
    assert (year, month) == (f"{upload.created:%Y}", f"{upload.created:%m}")
    assert (len(stored), stored[-4:]) == (36, ".pdf")
    assert (media / upload.file.name).read_bytes() == GOOD


@pytest.mark.django_db
def test_a_file_leaves_as_a_download_that_nothing_runs(media, make_person):
    response = serve(store(uploaded(GOOD, 'Ελένη".pdf'), make_person()))
    content = b"".join(response.streaming_content)
    response.close()
    assert content == GOOD
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''%CE%95%CE%BB%CE%AD%CE%BD%CE%B7%22.pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.django_db
def test_a_lost_file_is_not_found(media, make_person):
    upload = store(uploaded(GOOD), make_person())
    (media / upload.file.name).unlink()
    with pytest.raises(Http404):
        serve(upload)


@pytest.mark.django_db
def test_a_discarded_file_goes_after_commit(media, make_person, django_capture_on_commit_callbacks):
    upload = store(uploaded(GOOD), make_person())
    path = media / upload.file.name
    with django_capture_on_commit_callbacks(execute=True):
        discard(upload)
        assert path.exists()
    assert not path.exists()
    assert not Upload.objects.exists()


def test_what_we_call_good_is_good():
    assert len(PdfReader(io.BytesIO(GOOD)).pages) == 1
