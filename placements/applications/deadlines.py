"""Dates that follow from applications: whose turn, until when."""

from operator import attrgetter

from django.db.models import DateField, F, Value
from django.utils.translation import gettext_lazy as _

from accounts.hosts.models import people_of
from accounts.users.models import User
from mechanisms.notifications.deadlines import Deadline, register_deadline
from placements.applications.models import Application, Proposal, told_at_the_offices
from placements.applications.states import ApplicationState


def _trainees(rows):
    return {row: [row.trainee.user] for row in rows}


def _hosts(applications):
    people = people_of({application.offer.host_id for application in applications})
    return {
        application: [user for user in people[application.offer.host_id] if user != application.trainee.user]
        for application in applications
    }


register_deadline(
    Deadline(
        name="applications.draft",
        rows=lambda: Application.objects.drafts().with_parties().annotate(due=F("offer__deadline")),
        whose=_trainees,
        awaits=lambda rows, user: rows.filter(trainee__user=user),
        what=_("Finish and send your application"),
        about=lambda application: application.offer.title,
        before=(5, 1),
        after=(),
    )
)
register_deadline(
    Deadline(
        name="applications.answer",
        rows=lambda: Application.objects.unanswered().with_parties().annotate(due=F("answer_by")),
        whose=_hosts,
        awaits=lambda rows, user: rows.of_host_member(user),
        what=_("Answer the applicant"),
        state=attrgetter("label_for_the_host"),
        since=attrgetter("submitted_at"),
        before=(3, 0),
        after=(3, 7),
    )
)
register_deadline(
    Deadline(
        name="applications.talk",
        rows=lambda: (
            Application.objects.filter(state=ApplicationState.TALK)
            .with_parties()
            .annotate(due=Value(None, DateField()))
        ),
        whose=_trainees,
        awaits=lambda rows, user: rows.filter(trainee__user=user),
        what=_("Talk with the host"),
        about=lambda application: application.offer.title,
        before=(),  # it stands on the desk until the host has answered; the invitation is the only mail
        after=(),
    )
)
register_deadline(
    Deadline(
        name="applications.confirmation",
        rows=lambda: Application.objects.unconfirmed().with_parties().annotate(due=F("confirm_by")),
        whose=_trainees,
        awaits=lambda rows, user: rows.filter(trainee__user=user),
        what=_("Take the place, or withdraw"),
        about=lambda application: application.offer.title,
        before=(3, 0),
        after=(),
    )
)
register_deadline(
    Deadline(
        name="applications.decision",
        rows=lambda: Application.objects.undecided().with_parties().with_owner().annotate(due=F("decide_by")),
        whose=told_at_the_offices,
        awaits=lambda rows, user: rows.of_office(user).for_the_desk_of(user),
        what=_("Decide on the placement"),
        before=(3, 0),
        after=(3, 7),
        escalate=User.objects.administrators,
    )
)
register_deadline(
    Deadline(
        name="applications.proposal",
        rows=lambda: (
            Proposal.objects.unanswered()
            .select_related("trainee__user", "trainee__institution", "country")
            .annotate(due=F("answer_by"))
        ),
        whose=_trainees,
        awaits=lambda rows, user: rows.filter(trainee__user=user),
        what=_("Wait for your host, or remind it"),
        is_watched=True,
        about=lambda proposal: proposal.host_name,
        before=(7, 2),
        after=(),
    )
)
