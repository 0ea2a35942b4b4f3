"""Storing and discarding files. What is stored was checked by a validator before."""

import hashlib
import unicodedata
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from mechanisms.files.models import Upload
from mechanisms.files.validators import MARK_WITHIN, PDF_MARK

NAME_LENGTH = 120
FORGOTTEN_AFTER = timedelta(days=2)  # a form that keeps a file past an error keeps it for a day
AT_ONCE = 500
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, direction marks, halves of characters


def store(uploaded: Any, owner: Any) -> Upload:
    """Write the file to a random name and its row; a row that is rolled back leaves a file nobody can reach."""
    uploaded.seek(0)
    head = uploaded.read(MARK_WITHIN)
    digest = hashlib.sha256(head)
    while chunk := uploaded.read(2**16):
        digest.update(chunk)
    uploaded.seek(0)
    upload = Upload(
        owner=owner,
        name=clean_name(uploaded.name),
        content_type=content_type_of(head, uploaded.name or ""),
        size=uploaded.size,
        sha256=digest.hexdigest(),
        created=timezone.now(),
    )
    upload.file.save(upload.name, File(uploaded), save=False)
    upload.save()
    return upload


def discard(*uploads: Upload) -> None:
    """Delete the rows now and the files once that is committed."""
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    for upload in uploads:
        transaction.on_commit(partial(upload.file.storage.delete, upload.file.name), robust=True)


def discard_unused() -> int:
    """Discard what was stored with a form that was then never sent; returns how many files."""
    before = timezone.now() - FORGOTTEN_AFTER
    discarded = 0
    while True:
        with transaction.atomic():
            # Whoever attaches one just now has it locked, or waits and then finds it gone.
            found = list(
                Upload.objects.unused().filter(created__lt=before).select_for_update(skip_locked=True)[:AT_ONCE]
            )
            discard(*found)
        discarded += len(found)
        if len(found) < AT_ONCE:
            return discarded


def content_type_of(head: bytes, name: str) -> str:
    if PDF_MARK in head:
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    return "text/csv" if b"\0" not in head and name.lower().endswith(".csv") else "application/octet-stream"


def clean_name(name: str | None) -> str:
    """The file's own name without folders, invisible or direction-changing characters, 120 characters at most."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c) not in HIDDEN)
    tidy = " ".join(unicodedata.normalize("NFC", visible).split()).strip(". ") or "file"
    suffix = PurePosixPath(tidy).suffix[:12]
    return tidy if len(tidy) <= NAME_LENGTH else tidy[: NAME_LENGTH - len(suffix)].rstrip() + suffix
