"""One way to call a verb from a page: its refusal is a sentence, and a button pressed twice is no mistake."""

from django.contrib import messages
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.lifecycle.undoing import undo_until


def carry_out(request, verb, subject: Model, *, move: str, done: str, told: str = "", **values) -> bool:
    """Call `verb` on the subject as this person and say how it went. True when the move is made, now or before.

    A move that can be undone comes with a button for it; `told` says who hears of it at %(time)s, and not before.
    """
    try:
        verb(**{subject._meta.model_name: subject}, by=request.user, **values)
    except MoveRefused as refused:
        subject.refresh_from_db()
        if subject.state != subject.machine.move(move).target:
            messages.error(request, refused.sentence)
            return False
    step = subject.steps.order_by("at", "pk").last()
    until = undo_until(step)
    if until is None or until <= timezone.now() or step.by_id != request.user.pk:
        messages.success(request, done)
        return True
    if told:
        done = f"{done} {told % {'time': time_format(timezone.localtime(until), 'TIME_FORMAT')}}"
    # The message component draws its button from this tag: an address that takes the act back.
    messages.success(request, done, extra_tags=reverse("undo_application", args=[subject.pk, step.pk]))
    return True
