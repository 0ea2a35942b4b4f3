"""A host the trainee found: asked, confirmed without an account, and in the pipeline at "accepted by the host"."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import acts_for, has_office
from accounts.hosts.models import Host
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.links.links import issue, revoke, use
from mechanisms.links.models import OneTimeLink
from mechanisms.notifications.posting import post
from placements.applications.models import Application, Proposal, ProposalStep, office_of
from placements.applications.states import ProposalState
from placements.applications.transitions.trainee import before_the_stay, what_the_host_sees
from placements.calls.models import Call
from placements.offers.models import Offer
from placements.offers.transitions import agree_privately, hold_place
from programme.rules.today import programme_today

CONFIRM_BY_LINK = "applications.confirm_found_host"


@transaction.atomic
def propose(*, proposal: Proposal, by: User) -> Proposal:
    """Ask the host to confirm; it gets a one-time link. Raises MoveRefused for somebody else's trainee."""
    trainee = proposal.trainee
    if by.pk != trainee.user_id and not acts_for(by, trainee.institution_id):
        raise MoveRefused(_("Only the trainee or the own coordinator can start this."))
    if not has_office(trainee.institution_id):
        raise MoveRefused(
            _("%(institution)s has no coordinator here yet. Invite the office from your profile first.")
            % {"institution": trainee.institution.name}
        )
    proposal.started_by = by
    proposal.supervisor_email = proposal.supervisor_email.lower()
    # After its first day nobody can agree to a stay any more.
    proposal.answer_by = min(programme_today() + timedelta(days=settings.FOUND_HOST_LINK_DAYS), proposal.starts)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        if "applications_host_asked_once" not in str(error):
            raise
        raise MoveRefused(_("This person has already been asked and has not answered yet.")) from error
    _send_link(proposal)
    return proposal


def _send_link(proposal: Proposal) -> None:
    """Mail the host a fresh link that lives through the day its answer is due; only the digest of a link is kept."""
    days = (proposal.answer_by - programme_today()).days + 1
    link, path = issue(act=CONFIRM_BY_LINK, about=proposal, address=proposal.supervisor_email, days=days)
    post(
        "applications.found_host_asked",
        to=[proposal.supervisor_email],
        about=proposal,
        once=f"link:{link.pk}",
        context={"link": path},
    )


@transaction.atomic
def remind_host(*, proposal: Proposal, by: User) -> None:
    """Send the host a new link; the earlier one ends, so that only one is ever open."""
    if not proposal.parties_of(by):
        raise MoveRefused(_("Only the trainee or the own coordinator can remind this host."))
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update(of=("self",)))
    if proposal.state != ProposalState.ASKED:
        raise MoveRefused(_("This host has already answered."))
    if _written_to_today(proposal):
        raise MoveRefused(_("The host was written to within the last 24 hours. Try again tomorrow."))
    revoke(about=proposal, act=CONFIRM_BY_LINK)
    _send_link(proposal)


def _written_to_today(proposal: Proposal) -> bool:
    links = OneTimeLink.objects.filter(act=CONFIRM_BY_LINK, about_label=proposal._meta.label_lower)
    return links.filter(about_id=str(proposal.pk), created__gt=timezone.now() - timedelta(days=1)).exists()


@transaction.atomic
def confirm_proposal(*, proposal: Proposal, link: OneTimeLink, host: Host, offer: Offer, **lists) -> Application:
    """The host agrees: its organisation, the private offer and an application at "accepted" come to be, in one step.

    `host` and `offer` are unsaved. The link is used up. Nothing is listed publicly.
    """
    # The proposal before its link, as in withdrawing and reminding: or two at once would wait for each other.
    step = perform(proposal, "confirm", by=None, why=_("Confirmed by %(address)s") % {"address": link.address})
    use(link)
    host.contact_address = link.address
    host.save()
    offer.host = host
    offer.kinds = [proposal.kind]
    offer.audience = Offer.Audience.STAFF if proposal.kind == Offer.Kind.STAFF else Offer.Audience.LEARNERS
    offer.places = 1
    offer.starts_from, offer.ends_by = proposal.starts, proposal.ends
    offer.deadline = programme_today()
    agree_privately(offer=offer, **lists)
    application = Application.objects.create(
        offer=offer,
        trainee=proposal.trainee,
        institution=proposal.trainee.institution,
        call=Call.objects.for_application(
            proposal.trainee.institution, proposal.kind, programme_today(), host_country=host.country
        ),
        kind=proposal.kind,
        degree_date=proposal.degree_date,
        motivation=proposal.about,
        starts=proposal.starts,
        ends=proposal.ends,
        shown=what_the_host_sees(proposal.trainee),
    )

    def held_at_once(application):
        application.submitted_at = timezone.now()
        application.confirm_by = before_the_stay(application, settings.TRAINEE_CONFIRM_DAYS)

    perform(application, "agree", by=None, guard=held_at_once)
    hold_place(offer=offer)
    Proposal.objects.filter(pk=proposal.pk).update(application=application)
    people = [proposal.trainee.user, *office_of(application)]
    post("applications.found_host_confirmed", to=people, about=application, once=f"step:{step.pk}")
    post("applications.found_host_thanks", to=[link.address], about=proposal, once=f"step:{step.pk}")
    return application


@transaction.atomic
def decline_proposal(*, proposal: Proposal, link: OneTimeLink, why: str) -> ProposalStep:
    step = perform(proposal, "decline", by=None, why=why)
    use(link)
    post(
        "applications.proposal_declined",
        to=[proposal.trainee.user],
        about=proposal,
        once=f"step:{step.pk}",
        context={"why": why},
    )
    return step


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: User) -> ProposalStep:
    step = perform(proposal, "withdraw", by=by)
    revoke(about=proposal, act=CONFIRM_BY_LINK)
    return step
