"""A host the trainee found: asked, confirmed without an account, and in the pipeline at "accepted by the host"."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, acts_for, has_office
from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.links.links import issue, revoke, use
from mechanisms.links.models import OneTimeLink
from mechanisms.notifications.posting import post
from placements.applications.models import Application, Proposal, ProposalStep, host_of, office_of
from placements.applications.states import ProposalState
from placements.applications.transitions.trainee import before_the_stay, refuse_begun, what_the_host_sees
from placements.calls.models import Call
from placements.offers.models import Offer
from placements.offers.transitions import agree_privately, hold_place
from programme.codelists.models import Country
from programme.rules.today import programme_today

CONFIRM_BY_LINK = "applications.confirm_found_host"
ASKED_AT_A_TIME = 3  # hosts of one trainee that have a link and have not answered
A_DAY = timedelta(days=1)
OWN_ADDRESS = _("This address belongs to the trainee or to the office. The host must confirm by an address of its own.")


@transaction.atomic
def propose(*, proposal: Proposal, by: User) -> Proposal:
    """Ask the host to confirm; it gets a one-time link.

    Raises MoveRefused for somebody else's trainee, without an office or an open call, for an address of one's own
    side, and for more mails than anybody needs.
    """
    trainee = proposal.trainee
    if by.pk != trainee.user_id and not acts_for(by, trainee.institution_id):
        raise MoveRefused(_("Only the trainee or the own coordinator can start this."))
    if not has_office(trainee.institution_id):
        raise MoveRefused(
            _("%(institution)s has no coordinator here yet. Invite the office from your profile first.")
            % {"institution": trainee.institution.name}
        )
    if open_call_of(proposal) is None:
        raise MoveRefused(
            _("%(institution)s has no open call for this stay now. The host was not asked; try again when one opens.")
            % {"institution": trainee.institution.name}
        )
    proposal.started_by = by
    proposal.supervisor_email = proposal.supervisor_email.lower()
    if is_of_the_sending_side(proposal.supervisor_email, trainee=trainee, by=by):
        raise MoveRefused(OWN_ADDRESS)
    _refuse_too_many(trainee)
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


def is_of_the_sending_side(address: str, *, trainee: Trainee, by: User) -> bool:
    """Does it belong to whoever asks, to the trainee, or to a coordinator of the trainee's institution?"""
    offices = Coordinator.objects.admitted().filter(institution=trainee.institution_id)
    people = User.objects.filter(Q(pk__in=[by.pk, trainee.user_id]) | Q(coordinator__in=offices))
    also = EmailAddress.objects.filter(user__in=people, email__iexact=address)
    return people.filter(email__iexact=address).exists() or also.exists()


def open_call_of(proposal: Proposal) -> Call | None:
    return Call.objects.for_application(
        proposal.trainee.institution, proposal.kind, programme_today(), host_country=proposal.country
    )


def _refuse_too_many(trainee: Trainee) -> None:
    """One that was withdrawn counts for a day: or asking and withdrawing in turn would send any number of mails."""
    Trainee.objects.select_for_update(of=("self",), no_key=True).get(pk=trainee.pk)  # one after the other
    asked = Q(state=ProposalState.ASKED)
    withdrawn = Q(state=ProposalState.WITHDRAWN, created__gt=timezone.now() - A_DAY)
    if trainee.proposals.filter(asked | withdrawn).count() >= ASKED_AT_A_TIME:
        raise MoveRefused(
            _("At most %(count)s hosts can be asked at a time. Wait for an answer, or withdraw one and ask tomorrow.")
            % {"count": ASKED_AT_A_TIME}
        )


def _send_link(proposal: Proposal) -> None:
    """Mail the host a fresh link that lives through the day its answer is due; only the digest of a link is kept.

    Raises MoveRefused when this address was written to within a day, for this trainee or another.
    """
    links = OneTimeLink.objects.filter(act=CONFIRM_BY_LINK, address=proposal.supervisor_email)
    if links.filter(created__gt=timezone.now() - A_DAY).exists():
        raise MoveRefused(
            _("%(address)s was written to within the last 24 hours. Try again tomorrow.")
            % {"address": proposal.supervisor_email}
        )
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
    revoke(about=proposal, act=CONFIRM_BY_LINK)
    _send_link(proposal)


def known_host(address: str, country: Country) -> Host | None:
    """The organisation this address already speaks for here; None where it is new.

    That of the person who has this verified address and an account; else, in the same country, one that confirmed
    by this address before and that nobody acts for yet.
    """
    verified = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    of_member = Host.objects.filter(members__user__in=verified.values("user"))
    waiting = Host.objects.filter(contact_address=address, country=country, members__isnull=True)
    return of_member.first() or waiting.order_by("created").first()


@transaction.atomic
def confirm_proposal(*, proposal: Proposal, link: OneTimeLink, host: Host, offer: Offer, **lists) -> Application:
    """The host agrees: its organisation, the private offer and an application at "accepted" come to be, in one step.

    `host` and `offer` are unsaved; an organisation that the address already speaks for here is taken in place of
    `host`, and stays as it is. The link is used up. Nothing is listed publicly.
    """
    # The proposal before its link, as in withdrawing and reminding: or two at once would wait for each other.
    step = perform(proposal, "confirm", by=None, why=link.address)  # in no language
    use(link)
    host = known_host(link.address, proposal.country) or host
    if host.pk is None:
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
        refuse_begun(application, _("Decline, and say which dates would suit you."))
        application.submitted_at = timezone.now()
        application.confirm_by = before_the_stay(application, settings.TRAINEE_CONFIRM_DAYS)

    perform(application, "agree", by=None, guard=held_at_once)
    hold_place(offer=offer)
    Proposal.objects.filter(pk=proposal.pk).update(application=application)
    people = [proposal.trainee.user, *office_of(application)]
    post("applications.found_host_confirmed", to=people, about=application, once=f"step:{step.pk}")
    if host.members.exists():
        post("applications.agreed", to=host_of(application), about=application, once=f"step:{step.pk}")
    else:
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
