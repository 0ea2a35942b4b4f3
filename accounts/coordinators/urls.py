from django.urls import path

from accounts.coordinators import views

urlpatterns = [
    path("coordinator/join/", views.ask_to_join, name="ask_to_join"),
    path("coordinator/people/", views.institution_people, name="institution_people"),
    path("coordinator/hosts/invite/", views.invite_host, name="invite_host"),
    path("coordinator/countries/", views.take_countries, name="take_countries"),
    path("coordinator/office/", views.our_office, name="our_office"),
    path("coordinator/absence/", views.my_absence, name="my_absence"),
    path("coordinator/absence/end/", views.end_absence, name="end_absence"),
    path("coordinator/faculties/", views.faculties, name="faculties"),
    path("coordinator/faculties/<int:pk>/rename/", views.rename_faculty, name="rename_faculty"),
    path("coordinator/faculties/<int:pk>/remove/", views.remove_faculty, name="remove_faculty"),
    path("coordinator/<int:pk>/", views.coordinator_request, name="coordinator_request"),
    path("coordinator/<int:pk>/admit/", views.admit_coordinator, name="admit_coordinator"),
    path("coordinator/<int:pk>/refuse/", views.refuse_coordinator, name="refuse_coordinator"),
]
