from django.urls import path

from mechanisms.notes import views

urlpatterns = [
    path("on/<str:label>/<int:pk>/", views.add_note, name="add_note"),
    path("<int:pk>/", views.change_note, name="change_note"),
    path("<int:pk>/delete/", views.delete_note, name="delete_note"),
    path("<int:pk>/restore/", views.restore_note, name="restore_note"),
    path("tags/<str:label>/<int:pk>/", views.add_tag, name="add_tag"),
    path("tags/<str:label>/<int:pk>/<int:tag>/remove/", views.remove_tag, name="remove_tag"),
]
