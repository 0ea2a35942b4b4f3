"""What administrators write for everybody, and what anybody writes to them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from dot_portal.pages.models import Feedback, Operator, Page, readers_language
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.posting import post

MOST_IN_AN_HOUR = 20  # messages from everybody together: enough for people, too few for a machine to flood an inbox


def check_administrator(by: User) -> None:
    if not by.is_administrator:
        raise MoveRefused(_("Only an administrator changes this."))


@transaction.atomic
def save_text(*, slug: str, language: str, title: str, body: str, by: User) -> Page:
    """What everybody reads from now on in this language."""
    check_administrator(by)
    words = {"title": title, "body": body, "changed_by": by}
    page, _created = Page.objects.update_or_create(slug=slug, language=language, defaults=words)
    return page


@transaction.atomic
def take_our_text(*, slug: str, language: str, by: User) -> None:
    """Back to the text that comes with the portal."""
    check_administrator(by)
    Page.objects.filter(slug=slug, language=language).delete()


@transaction.atomic
def save_operator(*, operator: Operator, by: User) -> None:
    check_administrator(by)
    operator.pk, operator.changed_by = 1, by
    operator.save()


@transaction.atomic
def write_to_us(*, topic: str, text: str, page: str = "", email: str = "") -> Feedback:
    """Somebody, perhaps without an account, writes to the administrators, who are told.

    Raises MoveRefused when more came within an hour than people write.
    """
    if Feedback.objects.filter(created__gt=timezone.now() - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
        raise MoveRefused(_("Very many messages have arrived within an hour. Please try again later, or write a mail."))
    feedback = Feedback.objects.create(topic=topic, text=text, page=page, email=email, language=readers_language())
    post("pages.feedback", to=User.objects.administrators(), about=feedback)
    return feedback


@transaction.atomic
def mark_answered(*, feedback: Feedback, by: User) -> None:
    """Safe to repeat: the first who answered stands."""
    check_administrator(by)
    Feedback.objects.unanswered().filter(pk=feedback.pk).update(answered_at=timezone.now(), answered_by=by)
