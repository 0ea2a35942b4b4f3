from django.urls import path

from programme.codelists import views

urlpatterns = [
    path("institutions/", views.search_institutions, name="search_institutions"),
    path("skills/", views.search_skills, name="search_skills"),
    path("cities/", views.search_cities, name="search_cities"),
]
