"""Each mail arrives once, whatever happens to the worker and to Redis in between."""

import pytest
from django.db import transaction

from accounts.users.models import User
from mechanisms.notifications import mailbox
from mechanisms.notifications.deadlines import remind_due
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post
from placements.applications.transitions import host as answers
from tests.people import day
from tests.portal import all_is_said, as_beat_would, every_mail_once, lose_the_queue, mail_to, mails_to, until

pytestmark = [pytest.mark.worker, pytest.mark.slow]


def test_a_worker_that_was_killed(world, idle_worker):
    """What happened while there was none is said by the next one, together with what the killed one had begun."""
    idle_worker.start()
    application = world.application_in("submitted")
    mail_to(world.host.email, "applies for")
    idle_worker.kill()
    answers.accept(application=application, by=world.host)
    idle_worker.start()
    mail_to(world.trainee.email, "take the place")
    as_beat_would("notifications.sweep")
    every_mail_once()


def test_a_worker_killed_in_the_middle_of_many_mails(world, idle_worker):
    """Nobody is left out. The one mail that was on its way at that moment may come twice, and no other."""
    people = [User(email=f"person{number}@example.eu", password="!") for number in range(150)]
    User.objects.bulk_create(people)
    with transaction.atomic():
        post("trainees.office_opened", to=people, about=world.university)
    idle_worker.start()
    until(lambda: len(mailbox.newest()) > 20, "the first mails")
    idle_worker.kill()
    before = Notification.objects.filter(state="sent").count()
    assert before < 150, "all were sent before the worker could be killed"
    idle_worker.start()
    as_beat_would("notifications.sweep")
    all_is_said()
    arrived = [mail.to for mail in mailbox.newest()]
    assert set(arrived) >= {person.email for person in people}
    assert len(arrived) - len(set(arrived)) <= 4  # at most one a thread of the worker


def test_a_redis_that_came_back_empty(world, idle_worker):
    """The doorbell is lost; the sweep finds the rows, and the reactions nobody rang for."""
    application = world.application_in("submitted")
    world.student("Early")
    waiting = world.goes(
        "Waiting",
        institution=world.university,
        kind="he_student",
        eqf=6,
        expected_graduation=day(400),
    )
    answers.accept(application=application, by=world.host)
    lose_the_queue()
    idle_worker.start()
    assert mails_to(world.trainee.email) == []
    for _twice in range(2):
        as_beat_would("lifecycle.sweep")
        as_beat_would("notifications.sweep")
    mail_to(world.trainee.email, "take the place")
    until(lambda: all_of_the_university_know(waiting.user), "the reaction to the first coordinator")
    as_beat_would("notifications.sweep")
    every_mail_once()


def all_of_the_university_know(person) -> bool:
    return Notification.objects.filter(kind="trainees.office_opened", person=person, state="sent").exists()


# --- reminders ----------------------------------------------------------------------------------------


def draft_before_its_deadline(world):
    return world.application_in("draft", at=world.offer_in("published", deadline=day(5)))


def answer_due_in_three_days(world):
    return world.application_in("submitted", since=-11)


def decision_due_in_three_days(world):
    return world.application_in("confirmed", since=-11)


REMINDED = {
    draft_before_its_deadline: ("trainee", "Send your application"),
    answer_due_in_three_days: ("host", "Answer Trainee Example by"),
    decision_due_in_three_days: ("coordinator", "Decide on Trainee Example by"),
}


@pytest.mark.parametrize("build", REMINDED)
def test_a_reminder_comes_once(world, worker, build):
    who, subject = REMINDED[build]
    build(world)
    address = getattr(world, who).email
    as_beat_would("notifications.remind")
    mail_to(address, subject)
    as_beat_would("notifications.remind")
    as_beat_would("notifications.sweep")
    every_mail_once()
    assert len([mail for mail in mails_to(address) if subject in mail.subject]) == 1


def test_no_reminder_of_what_is_done(world, idle_worker):
    """Reminded in the morning, done at noon, and the worker comes back in the afternoon."""
    application = answer_due_in_three_days(world)
    remind_due(day(0))
    assert Notification.objects.filter(kind="applications.answer_due", state="waiting").exists()
    answers.accept(application=application, by=world.host)
    idle_worker.start()
    mail_to(world.trainee.email, "take the place")
    all_is_said()
    assert [mail for mail in mails_to(world.host.email) if "Answer" in mail.subject] == []
