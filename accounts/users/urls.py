from django.urls import path

from accounts.users import views

urlpatterns = [
    path("account/", views.my_account, name="my_account"),
    path("account/stay/", views.stay_signed_in, name="stay_signed_in"),
]
