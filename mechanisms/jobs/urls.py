from django.urls import path

from mechanisms.jobs import views

urlpatterns = [path("<int:pk>/", views.job, name="job")]
