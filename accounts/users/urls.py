from django.urls import path

from accounts.users import views

urlpatterns = [path("account/", views.my_account, name="my_account")]
