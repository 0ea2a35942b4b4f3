"""What a file must be before it is stored. Each check leaves the file at its beginning."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from pypdf import PdfReader

log = logging.getLogger(__name__)

PDF_MARK = b"%PDF-"
MARK_WITHIN = 1024  # bytes: where readers of PDF look for the mark


def pdf(uploaded: Any) -> None:
    """Raise ValidationError unless this is a PDF of at most CV_MAX_BYTES that opens and has a page."""
    if uploaded.size > settings.CV_MAX_BYTES:
        raise ValidationError(
            _("This file is too large: %(size)s. It can have at most %(limit)s.")
            % {"size": filesizeformat(uploaded.size), "limit": filesizeformat(settings.CV_MAX_BYTES)},
            code="too_large",
        )
    uploaded.seek(0)
    try:
        if PDF_MARK not in uploaded.read(MARK_WITHIN):
            raise ValidationError(_("This is not a PDF. Save your document as a PDF and choose it again."), code="type")
        _open(uploaded)
    finally:
        uploaded.seek(0)


def _open(uploaded: Any) -> None:
    uploaded.seek(0)
    try:
        reader = PdfReader(uploaded)
        protected = reader.is_encrypted
        pages = 0 if protected else len(reader.pages)
        if pages:
            reader.pages[0].mediabox  # noqa: B018  reads the first page, not only how many are promised
    except Exception as error:  # whatever a broken file makes the library raise
        log.info("A PDF was refused: %s: %s", type(error).__name__, error)
        raise ValidationError(_("This is not a readable PDF."), code="unreadable") from None
    if protected:
        raise ValidationError(
            _("This PDF is protected by a password. Save it without protection and choose it again."), code="protected"
        )
    if not pages:
        raise ValidationError(_("This PDF has no page."), code="empty")
