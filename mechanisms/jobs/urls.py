from django.urls import path

from mechanisms.jobs import views

urlpatterns = [path("jobs/<int:pk>/", views.job, name="job")]
