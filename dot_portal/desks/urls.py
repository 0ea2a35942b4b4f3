from django.conf import settings
from django.urls import path

from dot_portal.desks import hosts, landing, people, placement, search, views

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("desk/", views.desk, name="desk"),
    path("desk/first-steps/hide/", views.hide_first_steps, name="hide_first_steps"),
    path("applications/<int:pk>/", placement.application, name="application"),
    path("placements/<int:pk>/", placement.placement, name="placement"),
    path("people/<int:pk>/", people.person, name="person"),
    path("hosts/<int:pk>/", hosts.host, name="host"),
    path("search/", search.search, name="search"),
    path("demand/", views.demand, name="demand"),
    path("admissions/", views.admissions, name="admissions"),
    path("schools/", views.schools, name="schools"),
    path("schools/<int:pk>/confirm/", views.confirm_school, name="confirm_school"),
    path("schools/<int:pk>/merge/", views.merge_school, name="merge_school"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.import_job, name="import_job"),
    path("imports/<int:pk>/apply/", views.apply_import, name="apply_import"),
]
if settings.DEBUG:
    from dot_portal.desks import gallery

    urlpatterns.append(path("gallery/", gallery.gallery, name="gallery"))
