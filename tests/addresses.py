"""Every address of the portal, and what each person gets there: one list, written by hand.

200   the page                       in    sent to sign in
go    sent on to another page        desk  sent back to the own desk: not for this person
403   404   410   503                as the number says: refused, not there (or not to be seen), gone, not well

The things that addresses are about stand in ADDRESSED; those of another institution or host are "not there".
"""

from typing import NamedTuple

from django.urls import reverse

PEOPLE = (
    "anonymous", "stranger", "trainee", "other_trainee", "host", "other_host", "coordinator", "other_coordinator",
    "administrator",
)  # fmt: skip
REFUSALS = {"in", "desk", "403", "404", "405", "410"}

# name                      about                anon strg trne othr host othh coor othc admn
PAGES = """
  landing                   -                    200  200  200  200  200  200  200  200  200
  health                    -                    503  503  503  503  503  503  503  503  503
  robots                    -                    200  200  200  200  200  200  200  200  200
  desk                      -                    in   go   200  200  200  200  200  200  200
  inbox                     -                    in   200  200  200  200  200  200  200  200
  my_account                -                    in   200  200  200  200  200  200  200  200
  stay_signed_in            -                    in   200  200  200  200  200  200  200  200

  offers                    -                    200  200  200  200  200  200  200  200  200
  offers                    ?search              200  200  200  200  200  200  200  200  200
  offer                     open_offer           200  200  200  200  200  200  200  200  200
  offer                     draft_offer          404  404  404  404  200  404  404  404  200
  offer                     waiting_offer        404  404  404  404  200  404  200  404  200
  offer                     returned_offer       404  404  404  404  200  404  404  404  200
  offer                     private_offer        404  404  404  404  404  404  404  404  200
  offer                     closed_offer         200  200  200  200  200  200  200  200  200
  saved_offers              -                    in   go   200  200  go   go   go   go   go
  recommended_offers        -                    in   go   200  200  go   go   go   go   go
  search_institutions       ?praha               200  200  200  200  200  200  200  200  200
  search_skills             ?praha               200  200  200  200  200  200  200  200  200
  search_cities             ?praha               200  200  200  200  200  200  200  200  200

  apply                     open_offer           in   go   200  200  go   go   go   go   go
  apply                     draft_offer          in   404  404  404  go   404  404  404  go
  my_applications           -                    in   200  200  200  200  200  200  200  200
  application               draft_application    in   404  200  404  404  404  404  404  404
  application               sent_application     in   404  200  404  200  404  200  404  200
  application               confirmed_application in  404  200  404  200  404  200  404  200
  application               agreed_application   in   404  200  404  404  404  200  404  200
  application_cv            sent_application     in   404  200  404  200  404  200  404  200
  application_cv            draft_application    in   404  200  404  404  404  404  404  404
  application_cv            agreed_application   in   404  404  404  404  404  404  404  404
  change_application        draft_application    in   404  200  404  404  404  404  404  404
  change_application        sent_application     in   404  200  404  404  404  404  404  404
  change_application        confirmed_application in  404  go   404  404  404  404  404  404
  withdraw_application      sent_application     in   404  200  404  404  404  404  404  404
  personal_details          -                    in   go   200  go   go   go   go   go   go
  propose_host              -                    in   go   200  200  go   go   200  200  go
  propose_host              ?trainee             in   404  200  404  404  404  200  404  200
  proposal                  asked_proposal       in   404  200  404  404  404  200  404  200
  proposal                  confirmed_proposal   in   404  200  404  404  404  200  404  200
  confirm_found_host        token                200  200  200  200  200  200  200  200  200
  confirm_found_host        wrong_token          410  410  410  410  410  410  410  410  410
  found_host_thanks         -                    200  200  200  200  200  200  200  200  200

  host_profile              -                    in   200  200  200  200  200  200  200  200
  host_offers               -                    in   go   go   go   200  200  go   go   go
  new_offer                 -                    in   go   go   go   200  200  go   go   go
  new_offer                 ?staff               in   go   go   go   200  200  go   go   go
  change_offer              draft_offer          in   404  404  404  200  404  404  404  404
  change_offer              returned_offer       in   404  404  404  200  404  404  404  404
  change_offer              open_offer           in   404  404  404  go   404  404  404  404
  write_version             german_draft         in   404  404  404  200  404  404  404  404
  write_version             german_open          in   404  404  404  go   404  404  404  404
  write_version             martian_draft        in   404  404  404  404  404  404  404  404
  close_offer               open_offer           in   404  404  404  200  404  404  404  200
  close_offer               draft_offer          in   404  404  404  go   404  404  404  go
  applicants                open_offer           in   404  404  404  200  404  404  404  404
  host_applications         -                    in   go   go   go   200  200  go   go   go
  talk_application          sent_application     in   404  404  404  200  404  404  404  404
  decline_application       sent_application     in   404  404  404  200  404  404  404  404

  check_queue               -                    in   403  403  403  403  403  200  200  200
  check_offer               waiting_offer        in   404  404  404  404  404  200  404  200
  check_offer               open_offer           in   404  404  404  404  404  go   404  go
  calls                     -                    in   404  404  404  404  404  200  200  200
  new_call                  -                    in   404  404  404  404  404  200  200  404
  change_call               call                 in   404  404  404  404  404  200  404  200
  cases                     -                    in   404  404  404  404  404  200  200  404
  cases                     ?late                in   404  404  404  404  404  200  200  404
  decide                    confirmed_application in  404  404  404  404  404  200  404  404
  decide                    sent_application     in   404  404  404  404  404  200  404  404
  decide                    draft_application    in   404  404  404  404  404  404  404  404
  cases                     ?state               in   404  404  404  404  404  200  200  404
  bulk_run                  bulk_run             in   404  404  404  404  404  200  404  404
  saved_views               cases_page           in   200  200  200  200  200  200  200  200
  saved_views               no_page              in   404  404  404  404  404  404  404  404
  placements                -                    in   200  200  200  200  200  200  200  200
  placements                ?state               in   200  200  200  200  200  200  200  200
  placement                 placement            in   404  200  404  200  404  200  404  200
  cancel_placement          placement            in   404  404  404  404  404  200  404  404

  search                    -                    in   200  200  200  200  200  200  200  200
  search                    ?praha               in   200  200  200  200  200  200  200  200
  person                    person_noted         in   404  404  404  404  404  200  404  200
  host                      host_noted           200  200  200  200  200  200  200  200  200
  host                      found_host           404  404  200  404  404  404  200  404  200
  add_note                  noted_case           in   404  404  404  404  404  200  404  404
  add_note                  noted_host           in   404  404  404  404  404  200  200  404
  change_note               note                 in   404  404  404  404  404  200  404  404

  profile                   -                    in   200  200  200  200  200  200  200  200
  profile                   ?learner             in   200  200  200  200  200  200  200  200
  office_state              -                    in   200  200  200  200  200  200  200  200
  invite_office             -                    in   404  200  200  404  404  404  404  404
  ask_to_join               -                    in   200  200  200  200  200  go   go   200
  institution_people        -                    in   404  404  404  404  404  200  200  200
  invite_host               -                    in   404  404  404  404  404  200  200  404
  take_countries            -                    in   404  404  404  404  404  200  200  404
  our_office                -                    in   404  404  404  404  404  200  200  404
  my_absence                -                    in   404  404  404  404  404  200  200  404
  faculties                 -                    in   404  404  404  404  404  200  200  404
  coordinator_request       request              in   404  404  404  404  404  200  404  200

  demand                    -                    in   desk desk desk desk desk desk desk 200
  admissions                -                    in   desk desk desk desk desk desk desk 200
  schools                   -                    in   desk desk desk desk desk desk desk 200
  merge_school              school               in   desk desk desk desk desk desk desk 200
  imports                   -                    in   desk desk desk desk desk desk desk 200
  import_job                import_job           in   desk desk desk desk desk desk desk 200
  job                       import_job           in   404  404  404  404  404  404  404  200
  mailbox                   -                    in   404  404  404  404  404  404  404  200
  help                      -                    200  200  200  200  200  200  200  200  200
  show_guide                guide                200  200  200  200  200  200  200  200  200
  mailbox_html              mail                 in   404  404  404  404  404  404  404  200
  mailbox_mail              mail                 in   404  404  404  404  404  404  404  200

  action                    -                    200  200  200  200  200  200  200  200  200
  who_may_go                -                    200  200  200  200  200  200  200  200  200
  fields                    -                    200  200  200  200  200  200  200  200  200
  field                     big_data             200  200  200  200  200  200  200  200  200
  money                     -                    200  200  200  200  200  200  200  200  200
  contact                   -                    200  200  200  200  200  200  200  200  200
  contact                   ?praha               200  200  200  200  200  200  200  200  200
  news                      -                    200  200  200  200  200  200  200  200  200
  news_item                 news_item            200  200  200  200  200  200  200  200  200
  news_feed                 -                    200  200  200  200  200  200  200  200  200
  privacy                   -                    200  200  200  200  200  200  200  200  200
  accessibility             -                    200  200  200  200  200  200  200  200  200
  imprint                   -                    200  200  200  200  200  200  200  200  200
  funding                   -                    200  200  200  200  200  200  200  200  200
  texts                     -                    in   desk desk desk desk desk desk desk 200
  change_text               standing_text        in   desk desk desk desk desk desk desk 200
  operator                  -                    in   desk desk desk desk desk desk desk 200
  feedback                  -                    in   desk desk desk desk desk desk desk 200

  account_login             -                    200  go   go   go   go   go   go   go   go
  account_signup            -                    200  go   go   go   go   go   go   go   go
  account_logout            -                    go   200  200  200  200  200  200  200  200
  account_inactive          -                    200  200  200  200  200  200  200  200  200
  account_email             -                    in   200  200  200  200  200  200  200  200
  account_email_verification_sent -              200  200  200  200  200  200  200  200  200
  account_reset_password    -                    200  200  200  200  200  200  200  200  200
  account_reset_password_done -                  200  200  200  200  200  200  200  200  200
  account_reset_password_from_key_done -         200  200  200  200  200  200  200  200  200
  account_reset_password_from_key wrong_key      200  200  200  200  200  200  200  200  200
  account_confirm_email     wrong_key_mail       200  200  200  200  200  200  200  200  200
  account_change_password   -                    in   200  200  200  200  200  200  200  200
  account_set_password      -                    in   go   go   go   go   go   go   go   go
  account_reauthenticate    -                    in   200  200  200  200  200  200  200  200
"""

# Addresses that only take a POST; here sent with nothing in it. 200 is the page again, with what is missing.
ACTS = """
  set_language              -                    go   go   go   go   go   go   go   go   go
  read_all                  -                    in   go   go   go   go   go   go   go   go
  read_notification         notification         in   404  go   404  404  404  404  404  404
  hide_first_steps          -                    in   go   go   go   go   go   go   go   go
  save_offer                open_offer           in   go   go   go   go   go   go   go   go
  save_offer                draft_offer          in   404  404  404  404  404  404  404  404
  forget_offer              open_offer           in   go   go   go   go   go   go   go   go
  confirm_application       accepted_application in   404  go   404  404  404  404  404  404
  confirm_application       sent_application     in   404  go   404  404  404  404  404  404
  remind_host               asked_proposal       in   404  go   404  404  404  go   404  go
  withdraw_proposal         asked_proposal       in   404  go   404  404  404  go   404  go

  submit_offer              draft_offer          in   404  404  404  go   404  404  404  404
  publish_offer             draft_offer          in   404  404  404  go   404  404  404  404
  take_back_offer           waiting_offer        in   404  404  404  go   404  404  404  404
  remove_version            german_draft         in   404  404  404  go   404  404  404  404
  keep_offer                private_offer        in   404  404  404  404  404  404  404  404
  keep_offer                open_offer           in   404  404  404  404  404  404  404  404
  shortlist_application     sent_application     in   404  404  404  go   404  404  404  404
  send_application          draft_application    in   404  go   404  404  404  404  404  404
  undo_application          sent_step            in   404  go   404  go   404  go   404  go
  save_draft                form_key              in   200  200  200  200  200  200  200  200
  start_afresh              form_key              in   go   go   go   go   go   go   go   go
  accept_application        sent_application     in   404  404  404  go   404  404  404  404
  accept_application        draft_application    in   404  404  404  404  404  404  404  404
  take_over_host            found_host           in   404  404  404  404  404  404  404  404

  confirm_offer             waiting_offer        in   404  404  404  404  404  go   404  go
  return_offer              waiting_offer        in   404  404  404  404  404  200  404  200
  assign_application        confirmed_application in  404  404  404  404  404  go   404  404
  correct_faculty           confirmed_application in  404  404  404  404  404  go   404  404
  remind_application        sent_application     in   404  404  404  404  404  go   404  404
  choose_bulk               cases_page           in   go   go   go   go   go   go   go   go
  choose_bulk               no_page              in   404  404  404  404  404  404  404  404
  begin_bulk                bulk_run             in   404  404  404  404  404  go   404  404
  save_view                 -                    in   404  404  404  404  404  404  404  404
  rename_view               saved_view           in   404  404  404  404  404  go   404  404
  open_view_first           saved_view           in   404  404  404  404  404  go   404  404
  delete_view               saved_view           in   404  404  404  404  404  go   404  404
  end_absence               -                    in   404  404  404  404  404  go   go   404
  rename_faculty            faculty              in   404  404  404  404  404  go   404  404
  remove_faculty            faculty              in   404  404  404  404  404  go   404  404
  admit_coordinator         request              in   404  404  404  404  404  go   404  go
  refuse_coordinator        request              in   404  404  404  404  404  200  404  200
  confirm_school            school               in   desk desk desk desk desk desk desk go
  apply_import              import_job           in   desk desk desk desk desk desk desk go
  take_our_text             standing_text        in   desk desk desk desk desk desk desk go
  answer_feedback           message              in   desk desk desk desk desk desk desk go

  delete_note               note                 in   404  404  404  404  404  go   404  404
  restore_note              note                 in   404  404  404  404  404  go   404  404
  add_tag                   noted_case           in   404  404  404  404  404  go   404  404
  remove_tag                noted_tag            in   404  404  404  404  404  go   404  404
"""

# What the table leaves to a rule of its own, with the reason.
BY_RULE = {
    "admin": "the administration of Django: tests of its own, below the table",
    "gallery": "the components on one page, only while DEBUG is on: for those who build the portal",
    "account_confirm_login_code": "there is no sign-in by code; without a code on its way it leads to sign-in",
}
QUERIES = {
    "?search": lambda world: {"q": "web", "field": "web-design"},
    "?praha": lambda world: {"q": "praha"},
    "?trainee": lambda world: {"trainee": world.trainee.trainee.pk},
    "?staff": lambda world: {"audience": "staff"},
    "?learner": lambda world: {"as": "student"},
    "?state": lambda world: {"state": "approved"},
    "?late": lambda world: {"late": "on", "whose": "todo"},
}


class Route(NamedTuple):
    name: str
    about: str
    answers: dict[str, str]  # person: what the person gets

    def __str__(self):
        return self.name if self.about == "-" else f"{self.name}-{self.about}"


def read(table: str) -> list[Route]:
    rows = [line.split() for line in table.splitlines() if line.strip()]
    return [Route(name, about, dict(zip(PEOPLE, answers, strict=True))) for name, about, *answers in rows]


def address(route: Route, addressed: dict) -> str:
    """Where it is in a world whose things are `addressed` by name: their arguments, or a query."""
    if route.about.startswith("?"):
        return reverse(route.name, query=addressed[route.about])
    return reverse(route.name, args=addressed.get(route.about, ()))


def addressed_in(world) -> dict:
    """Everything the table speaks of, made in `world`: all of it the trainee's, the host's or the coordinator's."""

    from accounts.coordinators.transitions import add_faculty
    from accounts.hosts.models import Host
    from dot_portal.pages.models import Feedback, NewsItem
    from mechanisms.jobs import bulk
    from mechanisms.jobs.models import Job
    from mechanisms.notes import keeping
    from mechanisms.notifications import delivery, mailbox
    from mechanisms.notifications.models import Notification
    from mechanisms.saved_views.models import SavedView
    from programme.codelists.models import Institution

    confirmed = world.proposal_in("confirmed")
    asked = world.proposal_in("asked")
    things = {
        "open_offer": world.offer_in("published"),
        "draft_offer": world.offer_in("draft"),
        "waiting_offer": world.offer_in("submitted"),
        "returned_offer": world.offer_in("returned"),
        "closed_offer": world.offer_in("closed"),
        "private_offer": confirmed.application.offer,
        "draft_application": world.application_in("draft"),
        "sent_application": world.application_in("submitted"),
        "accepted_application": world.application_in("accepted"),
        "confirmed_application": world.application_in("confirmed"),
        "agreed_application": confirmed.application,
        "asked_proposal": asked,
        "confirmed_proposal": confirmed,
        "found_host": Host.objects.get(contact_address=confirmed.supervisor_email),
        "placement": world.placement_in("planned"),
        "call": world.call_of(world.university),
        "request": world.coordinator_in("asked"),
        "message": Feedback.objects.create(topic="question", text="Where is the button?", language="en"),
        "school": Institution.objects.create(name="Nowhere", city="Graz", country_id="AT", kind="vet", confirmed=False),
        "import_job": Job.objects.create(
            kind="codelists.compare", owner=world.administrator, state=Job.State.DONE, upload=world.cv_of(world.trainee)
        ),
        "notification": Notification.objects.filter(person=world.trainee).first(),
        "person_noted": world.trainee.trainee,
        "host_noted": world.host.host_member.host,
        "faculty": add_faculty(by=world.coordinator, name="Arts"),
        "saved_view": SavedView.objects.create(owner=world.coordinator, page="cases", name="Mine", query="whose=mine"),
    }
    things["bulk_run"] = bulk.choose(
        owner=world.coordinator,
        act=bulk.act_of("applications.remind"),
        keys=[f"a{things['sent_application'].pk}"],
    )
    case = things["sent_application"]
    tag = keeping.tag(row=case, body=world.university, word="Urgent")
    things["note"] = keeping.write(row=case, body=world.university, by=world.coordinator, text="Called on Monday.")
    for notification in Notification.objects.filter(person=world.trainee)[:1]:
        delivery.deliver([notification.pk])
    return (
        {name: [thing.pk] for name, thing in things.items()}
        | {query: build(world) for query, build in QUERIES.items()}
        | {
            "cases_page": ["cases"],
            "no_page": ["nothing"],
            "noted_case": ["applications.application", case.pk],
            "noted_host": ["hosts.host", things["host_noted"].pk],
            "noted_tag": ["applications.application", case.pk, tag.pk],
            "mail": [mailbox.newest()[0].file, 1],
            "big_data": ["big-data"],
            "standing_text": ["privacy", "en"],
            "news_item": [NewsItem.objects.create(slug="a-new-call", title="A new call", body="It opens.").slug],
            "token": [world.token_of(asked)],
            "guide": ["trainees"],
            "form_key": ["offers.new_offer"],
            "sent_step": [case.pk, case.steps.get(move="submit").pk],
            "wrong_token": ["x" * 43],
            "german_draft": [things["draft_offer"].pk, "de"],
            "german_open": [things["open_offer"].pk, "de"],
            "martian_draft": [things["draft_offer"].pk, "xx"],
            "wrong_key": ["1", "x-y"],
            "wrong_key_mail": ["x"],
        }
    )
