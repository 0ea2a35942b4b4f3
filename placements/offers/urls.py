from django.urls import path

from placements.offers.views import checks, host, versions

urlpatterns = [
    path("organisation/offers/", host.host_offers, name="host_offers"),
    path("organisation/offers/new/", host.new_offer, name="new_offer"),
    path("organisation/offers/<int:pk>/change/", host.change_offer, name="change_offer"),
    path("organisation/offers/<int:pk>/submit/", host.submit_offer, name="submit_offer"),
    path("organisation/offers/<int:pk>/take-back/", host.take_back_offer, name="take_back_offer"),
    path("organisation/offers/<int:pk>/publish/", host.publish_offer, name="publish_offer"),
    path("organisation/offers/<int:pk>/close/", host.close_offer, name="close_offer"),
    path("organisation/offers/<int:pk>/in/<slug:language>/", versions.write_version, name="write_version"),
    path("organisation/offers/<int:pk>/in/<slug:language>/remove/", versions.remove_version, name="remove_version"),
    path("checks/", checks.check_queue, name="check_queue"),
    path("checks/<int:pk>/", checks.check_offer, name="check_offer"),
    path("checks/<int:pk>/confirm/", checks.confirm_offer, name="confirm_offer"),
    path("checks/<int:pk>/return/", checks.return_offer, name="return_offer"),
]
