from django.urls import path

from accounts.coordinators import views

urlpatterns = [
    path("coordinator/join/", views.ask_to_join, name="ask_to_join"),
    path("coordinator/people/", views.institution_people, name="institution_people"),
    path("coordinator/hosts/invite/", views.invite_host, name="invite_host"),
    path("coordinator/countries/", views.take_countries, name="take_countries"),
    path("coordinator/office/", views.our_office, name="our_office"),
    path("coordinator/<int:pk>/", views.coordinator_request, name="coordinator_request"),
    path("coordinator/<int:pk>/admit/", views.admit_coordinator, name="admit_coordinator"),
    path("coordinator/<int:pk>/refuse/", views.refuse_coordinator, name="refuse_coordinator"),
]
