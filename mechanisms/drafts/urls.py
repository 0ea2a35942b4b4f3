from django.urls import re_path

from mechanisms.drafts import views

KEY = r"(?P<key>[a-z_]{1,30}\.[a-z_]{1,40}(?::[0-9]{1,18})?)"

urlpatterns = [
    re_path(rf"^{KEY}/$", views.save_draft, name="save_draft"),
    re_path(rf"^{KEY}/afresh/$", views.start_afresh, name="start_afresh"),
]
