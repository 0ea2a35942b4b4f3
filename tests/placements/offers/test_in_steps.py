"""An offer is written in steps, kept as one types, and seen as a card before it is saved."""

import pytest
from django.urls import reverse

from mechanisms.drafts.models import Draft
from placements.offers.forms.offer import OfferForm
from placements.offers.models import Offer
from placements.offers.views.half_written import half_written
from tests.placements.offers.written import as_posted, for_staff

NEW = "new_offer"


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def of_step(slug, data):
    names = next(step.fields for step in OfferForm.steps if step.slug == slug)
    return {name: value for name, value in data.items() if name in names}


def fill(client, url, slug, data, act="next"):
    joined = "&" if "?" in url else "?"
    return client.post(f"{url}{joined}step={slug}", of_step(slug, data) | {"act": act})


def walked(client, url, data):
    return [fill(client, url, step.slug, data) for step in OfferForm.steps]


def test_every_field_stands_in_one_step(host):
    for audience in Offer.Audience.values:
        form = OfferForm(instance=Offer(host=host.host_member.host, audience=audience))
        placed = [name for step in form.steps for name in step.fields if name in form.fields]
        assert sorted(placed) == sorted(form.fields)


@pytest.mark.parametrize("data", [as_posted, for_staff])
def test_step_by_step_to_an_offer(desk, data):
    url = reverse(NEW) + ("?audience=staff" if data is for_staff else "")
    answers = walked(desk, url, data())
    assert [answer.status_code for answer in answers] == [302] * 4
    assert "step=summary" in answers[-1].url
    page = desk.get(
        answers[-1].url if answers[-1].url.startswith("/") else url.partition("?")[0] + answers[-1].url
    ).text
    assert "So it will stand in the list" in page
    assert '<article class="offer-card">' in page
    assert not Offer.objects.exists()
    summary = url + ("&" if "?" in url else "?") + "step=summary"
    offer_page = desk.post(summary, {"act": "send"})
    offer = Offer.objects.get()
    assert offer_page.url == offer.get_absolute_url()
    assert offer.audience == ("staff" if data is for_staff else "learners")
    assert desk.post(summary, {"act": "send"}).url == offer.get_absolute_url()  # pressed twice
    assert Offer.objects.count() == 1
    assert half_written(offer.created_by) == []


def test_no_card_before_it_is_right(desk):
    fill(desk, reverse(NEW), "what", as_posted())
    page = desk.get(reverse(NEW) + "?step=summary").text
    assert "So it will stand in the list" not in page
    assert '<article class="offer-card">' not in page


def test_a_half_written_one_stands_on_the_desk_and_in_the_list(desk, host, other_host, client):
    fill(desk, reverse(NEW), "what", as_posted(title="Zähl <b>was</b> keiner zählt", language="de"), act="later")
    for name in ("desk", "host_offers"):
        page = desk.get(reverse(name)).text
        assert '<strong lang="de">Zähl &lt;b&gt;was&lt;/b&gt; keiner zählt</strong>' in page
        assert "half-written, kept on" in page
    assert f'href="{reverse(NEW)}"' in page
    client.force_login(other_host)
    assert "half-written" not in client.get(reverse("host_offers")).text


def test_one_without_a_title_has_a_name_too(desk, host):
    Draft.objects.create(owner=host, key="offers.new_offer", parts={"when": {"places": ["2"]}})
    assert "An offer without a title yet" in desk.get(reverse("host_offers")).text


def test_a_change_is_half_written_only_as_long_as_it_can_be_made(desk, world, host):
    draft, opened = world.offer_in("draft"), world.offer_in("published")
    for offer in (draft, opened):
        Draft.objects.create(
            owner=host, key=f"offers.change_offer:{offer.pk}", parts={"what": {"title": ["T"], "language": ["en"]}}
        )
    assert [begun.url for begun in half_written(host)] == [reverse("change_offer", args=[draft.pk])]


def test_a_change_begins_with_what_is_stored_and_writes_it_back(desk, world):
    offer = world.offer_in("draft", in_kind="A room", questions=["Why?"])
    url = reverse("change_offer", args=[offer.pk])
    assert offer.title in desk.get(url).text
    fill(desk, url, "what", as_posted(title="Anew"))
    offer.refresh_from_db()
    assert offer.title != "Anew"
    assert desk.post(url + "?step=summary", {"act": "send"}).url == offer.get_absolute_url()
    offer.refresh_from_db()
    assert (offer.title, offer.in_kind, offer.questions) == ("Anew", "A room", ["Why?"])
    assert list(offer.skills_taught.all())
