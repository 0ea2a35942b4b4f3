from django.urls import path

from accounts.trainees import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/office/", views.office_state, name="office_state"),
    path("profile/office/invite/", views.invite_office, name="invite_office"),
]
