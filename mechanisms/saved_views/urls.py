from django.urls import path

from mechanisms.saved_views import views

urlpatterns = [
    path("save/", views.save_view, name="save_view"),
    path("<int:pk>/rename/", views.rename_view, name="rename_view"),
    path("<int:pk>/first/", views.open_view_first, name="open_view_first"),
    path("<int:pk>/delete/", views.delete_view, name="delete_view"),
    path("of/<slug:page>/", views.saved_views, name="saved_views"),
]
