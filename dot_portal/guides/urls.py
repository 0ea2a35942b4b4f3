from django.urls import path

from dot_portal.guides import views

urlpatterns = [
    path("help/", views.help, name="help"),
    path("help/<slug:name>/", views.show_guide, name="show_guide"),
]
