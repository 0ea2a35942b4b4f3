"""Every address of the portal: each app brings its own, in the order of the house."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from dot_portal.health import health
from dot_portal.robots import robots

# One door for everybody: it counts failed tries and asks for a verified address.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include("dot_portal.desks.urls")),
    path("", include("dot_portal.languages.urls")),
    path("", include("dot_portal.pages.urls")),
    path("", include("dot_portal.guides.urls")),
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("drafts/", include("mechanisms.drafts.urls")),
    path("notes/", include("mechanisms.notes.urls")),
    path("views/", include("mechanisms.saved_views.urls")),
    path("", include("placements.approval.urls")),
    path("", include("placements.applications.urls")),
    path("", include("placements.matching.urls")),
    path("", include("placements.offers.urls")),
    path("", include("placements.calls.urls")),
    path("", include("accounts.users.urls")),
    path("", include("accounts.trainees.urls")),
    path("", include("accounts.hosts.urls")),
    path("", include("accounts.coordinators.urls")),
    path("inbox/", include("mechanisms.notifications.urls")),
    path("jobs/", include("mechanisms.jobs.urls")),
    path("lists/", include("programme.codelists.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
