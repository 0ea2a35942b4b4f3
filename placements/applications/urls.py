from django.urls import path

from placements.applications.views import application, host, office, proposals, trainee

urlpatterns = [
    # the trainee
    path("offers/<int:pk>/apply/", trainee.apply, name="apply"),
    path("applications/", trainee.my_applications, name="my_applications"),
    path("applications/<int:pk>/change/", trainee.change_application, name="change_application"),
    path("applications/<int:pk>/send/", trainee.send_application, name="send_application"),
    path("applications/<int:pk>/withdraw/", trainee.withdraw_application, name="withdraw_application"),
    path("applications/<int:pk>/confirm/", trainee.confirm_application, name="confirm_application"),
    path("profile/details/", trainee.personal_details, name="personal_details"),
    # everybody it concerns
    path("applications/<int:pk>/undo/<int:step>/", application.undo_application, name="undo_application"),
    path("applications/<int:pk>/cv/", application.application_cv, name="application_cv"),
    # the host
    path("organisation/offers/<int:pk>/applicants/", host.applicants, name="applicants"),
    path("organisation/applications/", host.host_applications, name="host_applications"),
    path("organisation/offers/<int:pk>/keep/", host.keep_offer, name="keep_offer"),
    path("applications/<int:pk>/shortlist/", host.shortlist_application, name="shortlist_application"),
    path("applications/<int:pk>/talk/", host.talk_application, name="talk_application"),
    path("applications/<int:pk>/accept/", host.accept_application, name="accept_application"),
    path("applications/<int:pk>/decline/", host.decline_application, name="decline_application"),
    # the office of the institution
    path("applications/<int:pk>/assign/", office.assign_application, name="assign_application"),
    path("applications/<int:pk>/faculty/", office.correct_faculty, name="correct_faculty"),
    path("applications/<int:pk>/remind/", office.remind_application, name="remind_application"),
    # a host the trainee found
    path("found-host/new/", proposals.propose_host, name="propose_host"),
    path("found-host/<int:pk>/", proposals.proposal, name="proposal"),
    path("found-host/<int:pk>/remind/", proposals.remind_host, name="remind_host"),
    path("found-host/<int:pk>/withdraw/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path("confirm/thanks/", proposals.found_host_thanks, name="found_host_thanks"),
    path("confirm/<str:token>/", proposals.confirm_found_host, name="confirm_found_host"),
]
