"""What people do with their own account, beside what the sign-in pages do."""

from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused


def change_account(*, user: User, by: User) -> User:
    """Save name, language and time zone. Raises MoveRefused for somebody else's account."""
    if user.pk != by.pk:
        raise MoveRefused(_("You can only change your own account."))
    user.save(update_fields=["given_name", "family_name", "language", "time_zone"])
    return user


def choose_language(*, user: User, language: str, by: User) -> User:
    """Of pages and mails, from now on. Raises MoveRefused for somebody else's account."""
    if user.pk != by.pk:
        raise MoveRefused(_("You can only change your own account."))
    user.language = language
    user.save(update_fields=["language"])
    return user


def hide_first_steps(*, by: User) -> None:
    """Take the check list of first steps off one's own desk. Safe to repeat."""
    User.objects.filter(pk=by.pk).update(first_steps_hidden=True)
