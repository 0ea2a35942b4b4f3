from django.urls import path

from placements.calls import views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/new/", views.new_call, name="new_call"),
    path("calls/<int:pk>/", views.change_call, name="change_call"),
]
