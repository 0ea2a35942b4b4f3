from mechanisms.notifications import deadlines
from mechanisms.notifications.checks import check_reminders
from mechanisms.notifications.deadlines import Deadline


def test_a_deadline_that_has_nothing_to_remind_with_is_found(monkeypatch):
    assert check_reminders() == []
    mute = Deadline("toy.mute", rows=None, whose=None, awaits=None, what="")
    monkeypatch.setitem(deadlines._rules, mute.kind, mute)
    (error,) = check_reminders()
    assert error.msg == "The deadline 'toy.mute' has no notice 'toy.mute_due' to remind with"
