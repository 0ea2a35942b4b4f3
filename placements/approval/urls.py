from django.urls import path

from placements.approval import views

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:pk>/", views.decide, name="decide"),
    path("institution/applications/", views.institution_applications, name="institution_applications"),
    path("placements/", views.placements, name="placements"),
    path("placements/<int:pk>/cancel/", views.cancel_placement, name="cancel_placement"),
]
