from django.urls import path

from mechanisms.jobs import views

urlpatterns = [
    path("<int:pk>/", views.job, name="job"),
    path("bulk/of/<slug:page>/", views.choose_bulk, name="choose_bulk"),
    path("bulk/<int:pk>/", views.bulk_run, name="bulk_run"),
    path("bulk/<int:pk>/begin/", views.begin_bulk, name="begin_bulk"),
]
