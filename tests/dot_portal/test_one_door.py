import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_administration_has_no_sign_in_of_its_own(client, administrator, stranger):
    """The portal's own page counts failed tries."""
    door = client.get(reverse("admin:index"), follow=True)
    assert door.redirect_chain[-1][0].startswith(reverse("account_login"))
    client.force_login(stranger)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403
    client.force_login(administrator)
    assert client.get(reverse("admin:index")).status_code == 200
