from django.urls import path

from placements.matching import views

urlpatterns = [
    path("offers/", views.offers, name="offers"),
    path("offers/saved/", views.saved_offers, name="saved_offers"),
    path("offers/recommended/", views.recommended_offers, name="recommended_offers"),
    path("offers/<int:pk>/", views.offer, name="offer"),
    path("offers/<int:pk>/save/", views.save_offer, name="save_offer"),
    path("offers/<int:pk>/forget/", views.forget_offer, name="forget_offer"),
]
