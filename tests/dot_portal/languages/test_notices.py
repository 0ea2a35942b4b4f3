"""Every notice is wholly in its reader's language: in one in which nothing is English, nothing English remains."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of
from mechanisms.notifications.rendering import words_of
from tests import pseudo
from tests.test_every_notice import LISTED, REMINDERS, TO_ADDRESSES, said_about

pytestmark = pytest.mark.usefixtures("pseudo_language")


@pytest.mark.parametrize("kind", sorted([*LISTED, *REMINDERS]))
def test_no_english_in_a_notice(world, kind):
    about, contexts = said_about(kind, world)
    about = notice_of(kind).subjects().get(pk=about.pk)
    recipient = {"address": "somebody@example.eu"} if kind in TO_ADDRESSES else {"person": world.trainee}
    for context in contexts:
        stored = json.loads(json.dumps(context, cls=DjangoJSONEncoder))
        words = words_of(Notification(kind=kind, context=stored, created=timezone.now(), **recipient), about)
        known = pseudo.data(*pseudo.strings(context))
        texts = [words.subject, words.text, words.action, words.as_mail(), *pseudo.Page(words.as_html()).texts]
        found = pseudo.readable(texts, known)
        assert not found, "\n".join(dict.fromkeys(found))
