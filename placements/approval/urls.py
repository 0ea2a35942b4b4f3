from django.urls import path

from placements.approval import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("decisions/<int:pk>/", views.decide, name="decide"),
    path("placements/", views.placements, name="placements"),
    path("placements/<int:pk>/cancel/", views.cancel_placement, name="cancel_placement"),
]
