from django.urls import path

from accounts.hosts import views

urlpatterns = [
    path("organisation/", views.host_profile, name="host_profile"),
    path("organisation/<int:pk>/take-over/", views.take_over_host, name="take_over_host"),
]
