"""What is said about applications, to whom it concerns."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import acts_for, office_address
from mechanisms.notifications.registry import Notice, register
from placements.applications.states import ApplicationState, ProposalState

S = ApplicationState


def _office_for_others(application, person) -> str:
    """The trainee and the host can answer to the office; its own people would only write to themselves."""
    own = person is not None and acts_for(person, application.institution_id)
    return "" if own else office_address(application.institution_id)


def _office_of_the_trainee(proposal, person) -> str:
    return office_address(proposal.trainee.institution_id)


ABOUT = {
    "model": "applications.Application",
    "answers_to": _office_for_others,
    "related": ("offer__host__country", "trainee__user", "institution"),
}
ABOUT_PROPOSAL = {
    "model": "applications.Proposal",
    "answers_to": _office_of_the_trainee,
    "related": ("trainee__user", "trainee__institution", "country"),
}


def _while_in(*states):
    """Said only as long as the thing is still where it was: nobody is asked for what is done."""
    return lambda subject, person: subject.state in states


def _to_decide(application, person):
    return reverse("decide", args=[application.pk])


def _to_finish(application, person):
    return reverse("change_application", args=[application.pk])


def own_page_or_sign_up(subject, person) -> str:
    """Where somebody reads on; an address without an account cannot open the page, but can get one."""
    return subject.get_absolute_url() if person else f"{reverse('account_signup')}?party=host"


OPEN = _("Open the application")
# What a host is told that may have no account yet; the button says only that it leads to the portal.
ALSO_WITHOUT_ACCOUNT = {"link": own_page_or_sign_up, **ABOUT}

register(Notice(kind="applications.sent", action=OPEN, **ABOUT))
register(Notice(kind="applications.received", holds=_while_in(S.SUBMITTED), action=_("Answer"), **ABOUT))
register(Notice(kind="applications.shortlisted", action=OPEN, **ABOUT))
register(Notice(kind="applications.talk", holds=_while_in(S.TALK), action=OPEN, **ABOUT))
register(Notice(kind="applications.accepted", holds=_while_in(S.ACCEPTED), action=_("Take the place"), **ABOUT))
register(Notice(kind="applications.declined", action=OPEN, **ABOUT))
register(Notice(kind="applications.confirmed", **ALSO_WITHOUT_ACCOUNT))
register(
    Notice(kind="applications.to_decide", holds=_while_in(S.CONFIRMED), link=_to_decide, action=_("Decide"), **ABOUT)
)
register(Notice(kind="applications.approved", **ALSO_WITHOUT_ACCOUNT))
register(Notice(kind="applications.refused", action=OPEN, **ABOUT))
register(Notice(kind="applications.not_approved", **ALSO_WITHOUT_ACCOUNT))
register(Notice(kind="applications.withdrawn", **ALSO_WITHOUT_ACCOUNT))
register(Notice(kind="applications.lapsed", **ALSO_WITHOUT_ACCOUNT))
register(Notice(kind="applications.draft_lapsed", action=OPEN, **ABOUT))
register(Notice(kind="applications.offer_closed", action=OPEN, **ABOUT))
register(
    Notice(
        kind="applications.call_opened",
        holds=_while_in(S.DRAFT),
        link=_to_finish,
        action=_("Finish it"),
        **ABOUT,
    )
)
# reminders: the registry of deadlines asks again whether they still hold
register(
    Notice(
        kind="applications.draft_due",
        link=_to_finish,
        action=_("Finish it"),
        **ABOUT,
    )
)
register(Notice(kind="applications.answer_due", action=_("Answer"), **ABOUT))
register(Notice(kind="applications.talk_due", holds=_while_in(S.TALK), action=OPEN, **ABOUT))
register(Notice(kind="applications.confirmation_due", action=_("Take the place"), **ABOUT))
register(Notice(kind="applications.decision_due", link=_to_decide, action=_("Decide"), **ABOUT))
# the office reminds whoever is late
register(
    Notice(
        kind="applications.office_reminds_host",
        holds=_while_in(S.SUBMITTED, S.SHORTLISTED, S.TALK),
        action=_("Answer"),
        **ABOUT,
    )
)
register(
    Notice(
        kind="applications.office_reminds_trainee",
        holds=_while_in(S.ACCEPTED),
        action=_("Take the place"),
        **ABOUT,
    )
)
# a host the trainee found
register(
    Notice(
        kind="applications.found_host_asked",
        holds=_while_in(ProposalState.ASKED),
        action=_("Confirm the traineeship"),
        **ABOUT_PROPOSAL,
    )
)
register(Notice(kind="applications.found_host_confirmed", action=OPEN, **ABOUT))
register(Notice(kind="applications.agreed", action=OPEN, **ABOUT))
register(
    Notice(
        kind="applications.found_host_thanks",
        link=lambda proposal, person: f"{reverse('account_signup')}?party=host",
        action=_("Make an account"),
        **ABOUT_PROPOSAL,
    )
)
register(Notice(kind="applications.proposal_declined", action=_("Open"), **ABOUT_PROPOSAL))
register(Notice(kind="applications.proposal_lapsed", action=_("Open"), **ABOUT_PROPOSAL))
register(Notice(kind="applications.proposal_due", action=_("Open"), **ABOUT_PROPOSAL))
