"""The addresses of the portal as where DEBUG is on: with the gallery."""

from django.urls import path

from dot_portal.desks.gallery import gallery
from dot_portal.urls import urlpatterns as portal

urlpatterns = [path("gallery/", gallery, name="gallery"), *portal]
