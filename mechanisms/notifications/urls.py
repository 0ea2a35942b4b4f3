from django.urls import path

from mechanisms.notifications import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("<uuid:pk>/read/", views.read_notification, name="read_notification"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:file>/<int:number>/", views.mailbox_mail, name="mailbox_mail"),
    path("mailbox/<str:file>/<int:number>/html/", views.mailbox_html, name="mailbox_html"),
]
