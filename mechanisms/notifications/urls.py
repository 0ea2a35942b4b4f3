from django.urls import path

from mechanisms.notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/<uuid:pk>/read/", views.read_notification, name="read_notification"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:file>/<int:number>/", views.mailbox_mail, name="mailbox_mail"),
]
