"""One way to call a verb from a page: its refusal is a sentence, and a button pressed twice is no mistake."""

from django.contrib import messages
from django.db.models import Model

from mechanisms.lifecycle.machine import MoveRefused


def carry_out(request, verb, subject: Model, *, move: str, done: str, **values) -> bool:
    """Call `verb` on the subject as this person and say how it went. True when the move is made, now or before."""
    try:
        verb(**{subject._meta.model_name: subject}, by=request.user, **values)
    except MoveRefused as refused:
        subject.refresh_from_db()
        if subject.state != subject.machine.move(move).target:
            messages.error(request, refused.sentence)
            return False
    messages.success(request, done)
    return True
