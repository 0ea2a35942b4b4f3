from django.urls import path

from dot_portal.languages import views

urlpatterns = [path("language/", views.set_language, name="set_language")]
