from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from mechanisms.links.links import LinkRefused, find, issue, revoke, use
from mechanisms.links.models import OneTimeLink
from tests.mechanisms.threads import at_once

urlpatterns = [path("lend/<str:token>/", lambda request, token: HttpResponse(token), name="lend")]
pytestmark = pytest.mark.urls(__name__)

NOT_VALID = "This link is not valid. Please check that you opened all of it."


@pytest.fixture
def issued(make_kite):
    """A link for lending a kite, and its token."""
    link, address = issue(act="toys.lend", about=make_kite(), address="host@example.eu", days=21)
    return link, address.split("/")[2]


@pytest.mark.django_db
def test_a_link_opens_what_it_was_issued_for(issued, django_assert_num_queries):
    link, token = issued
    with django_assert_num_queries(1):
        found = find(token, "toys.lend")
    assert found == link
    assert (found.address, found.about.name) == ("host@example.eu", "Kite")
    assert timedelta(days=20) < found.expires_at - timezone.now() < timedelta(days=21)


@pytest.mark.django_db
def test_the_token_is_kept_by_its_reader_alone(issued):
    link, token = issued
    assert len(token) == 43
    assert token not in str(OneTimeLink.objects.values().get())
    assert len(link.token_hash) == 64


@pytest.mark.django_db
def test_looking_does_not_use_it_up_and_using_does(issued):
    _link, token = issued
    find(token, "toys.lend")
    use(find(token, "toys.lend"))
    with pytest.raises(LinkRefused) as refused:
        find(token, "toys.lend")
    assert refused.value.sentence == "This link was already used."


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "x" * 100_000, "half\ud800", "%00", "\0"])
def test_a_wrong_token_opens_nothing(issued, token):
    with pytest.raises(LinkRefused) as refused:
        find(token, "toys.lend")
    assert refused.value.sentence == NOT_VALID


@pytest.mark.django_db
def test_an_altered_token_or_another_act_opens_nothing(issued):
    _link, token = issued
    for changed, act in [(token[:-1], "toys.lend"), (token.swapcase(), "toys.lend"), (token, "toys.sell")]:
        with pytest.raises(LinkRefused, match="not valid"):
            find(changed, act)


@pytest.mark.django_db
def test_an_expired_link_says_so(issued):
    link, token = issued
    OneTimeLink.objects.filter(pk=link.pk).update(
        expires_at=timezone.datetime(2026, 1, 2, 12, tzinfo=timezone.now().tzinfo)
    )
    with pytest.raises(LinkRefused, match="This link ended on 2 January 2026"):
        find(token, "toys.lend")
    with pytest.raises(LinkRefused, match="ended"):
        use(link)


@pytest.mark.django_db
def test_a_revoked_link_says_so(issued, make_kite, make_person):
    link, token = issued
    other = issue(act="toys.lend", about=make_kite("Other", make_person("Bo")), address="x@example.eu", days=1)[0]
    assert revoke(about=link.about, act="toys.sell") == 0
    assert revoke(about=link.about, act="toys.lend") == 1
    with pytest.raises(LinkRefused, match="withdrawn"):
        find(token, "toys.lend")
    with pytest.raises(LinkRefused, match="withdrawn"):
        use(link)
    use(other)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_uses_it(make_kite):
    link, _path = issue(act="toys.lend", about=make_kite(), address="host@example.eu", days=1)

    def use_it(_number):
        with transaction.atomic():
            use(OneTimeLink.objects.get(pk=link.pk))

    outcomes = at_once(use_it, 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LinkRefused", "NoneType"]


@pytest.mark.django_db(transaction=True)
def test_using_outside_a_transaction_is_a_mistake_of_ours(make_kite):
    link, _path = issue(act="toys.lend", about=make_kite(), address="host@example.eu", days=1)
    with pytest.raises(transaction.TransactionManagementError):
        use(link)
