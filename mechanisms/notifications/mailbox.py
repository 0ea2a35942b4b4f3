"""The mailbox folder of a portal without a mail server: what the administrator reads in the browser."""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404

FILE_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")  # as Django's file transport writes them
BETWEEN_MAILS = b"\n" + b"-" * 79 + b"\n"
FILES_LISTED = 200


@dataclass(frozen=True)
class Mail:
    file: str
    number: int  # from 1, within its file
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def date(self) -> datetime | None:
        try:
            return parsedate_to_datetime(str(self.message["Date"]))
        except ValueError:
            return None

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def answers_to(self) -> str:
        return str(self.message["Reply-To"] or "")

    def _part(self, subtype: str) -> str:
        part = self.message.get_body((subtype,))
        return part.get_content() if part is not None else ""


def is_kept() -> bool:
    return settings.MAIL_TRANSPORT == "django.core.mail.backends.filebased.EmailBackend"


def newest() -> list[Mail]:
    folder = Path(settings.EMAIL_FILE_PATH)
    names = [path.name for path in folder.iterdir() if FILE_NAME.fullmatch(path.name)] if folder.is_dir() else []
    mails = [mail for name in sorted(names, reverse=True)[:FILES_LISTED] for mail in reversed(_mails_in(name))]
    return mails


def open_mail(file: str, number: int) -> Mail:
    """Raises Http404 for any name that is not one the transport writes."""
    if not FILE_NAME.fullmatch(file):
        raise Http404
    for mail in _mails_in(file):
        if mail.number == number:
            return mail
    raise Http404


def _mails_in(file: str) -> list[Mail]:
    try:
        content = (Path(settings.EMAIL_FILE_PATH) / file).read_bytes()
    except FileNotFoundError:
        return []
    parts = [part for part in content.split(BETWEEN_MAILS) if part.strip()]
    return [
        Mail(file, number, email.message_from_bytes(part, policy=policy.default))
        for number, part in enumerate(parts, start=1)
    ]
