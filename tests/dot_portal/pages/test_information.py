"""The pages about the Action: figures apart, rules as the portal checks by them, fields with their offers."""

import re

import pytest
from django.urls import reverse

from dot_portal.pages import figures
from dot_portal.pages.fields import FIELDS
from dot_portal.pages.kinds import ASKS, WORDS, who_may_go
from placements.offers.models import Offer
from programme.codelists.models import Country, Skill, Term
from programme.rules.eligibility import RULES
from programme.rules.participants import Kind
from programme.rules.stays import FORMS
from tests.people import term

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers(world):
    def make(number):
        for _each in range(number):
            world.offer_in("published")

    return make


@pytest.mark.parametrize("number", [1, 3])
def test_the_action_counts_ours_apart(client, world, offers, django_assert_num_queries, number):
    assert world.coordinator
    offers(number)
    with django_assert_num_queries(5):
        page = client.get(reverse("action")).content.decode()
    commission, ours = re.findall(r'<div class="count-panel.*?</dl>', page, re.DOTALL)
    assert "77,000" in commission
    assert "more than" in commission
    assert [int(each) for each in re.findall(r"<dd>\s*(\d+)\s*</dd>", ours)] == [2 * number, 1, 1]
    assert figures.ACTION_PAGE in page
    assert page.count('class="a-dot is-') == 77 + 3  # and the legend


def test_the_dots_are_the_figures():
    dots = figures.dots()
    assert len(dots) == 77
    assert len(dots) - dots.count("other") == 52
    assert dots.count("higher") == 45


def test_every_kind_and_every_rule_has_its_words():
    assert set(WORDS) == set(Kind)
    assert {rule.code for rule in RULES} == set(ASKS)


def test_lengths_and_conditions_come_from_the_rules(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse("who_may_go")).content.decode()
    for form in FORMS.values():
        assert str(form.name) in page
    student, graduate, _learner, vet_graduate, staff = who_may_go()
    assert [length for _form, length in student.lengths] == ["2 to 12 months", "5 to 30 days", "5 to 30 days"]
    assert [length for _form, length in staff.lengths] == ["2 to 60 days", "5 to 60 days"]
    assert [condition.rule for condition in graduate.conditions] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert "within 12 months" in graduate.conditions[-1].sentence
    assert "at most 12 months" in student.conditions[4].sentence
    assert "within 12 months of your graduation" in vet_graduate.conditions[-1].sentence
    assert all("%(" not in condition.sentence for kind in who_may_go() for condition in kind.conditions)


def test_the_fields_are_those_of_the_list():
    codes = set(Term.objects.of("field").values_list("code", flat=True))
    assert codes - set(FIELDS) == {"other-digital"}
    named = {skill for field in FIELDS.values() for skill in field.skills}
    assert set(Skill.objects.plain().filter(label_en__in=named).values_list("label_en", flat=True)) == named


@pytest.mark.parametrize("number", [1, 3])
def test_all_fields_with_their_open_offers(client, offers, django_assert_num_queries, number):
    offers(number)
    with django_assert_num_queries(2):
        page = client.get(reverse("fields")).content.decode()
    assert page.count("way-count") == 7
    assert f"{number} open offer" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_field_shows_its_open_offers(client, offers, django_assert_num_queries, number):
    offers(number)
    with django_assert_num_queries(8):
        page = client.get(reverse("field", args=["web-design"])).content.decode()
    assert page.count('<article class="offer-card"') == number
    assert f"{reverse('offers')}?field=web-design" in page
    assert "HTML" in page


def test_a_field_without_offers_leads_on(client, world):
    world.offer_in("published")
    page = client.get(reverse("field", args=["quantum-technology"])).content.decode()
    assert "Nothing is open in this field today" in page
    assert "named by the Action but not by the list" in page


def test_many_offers_of_a_field_are_paged(client, world):
    offer = world.offer_in("published")
    values = {field.attname: getattr(offer, field.attname) for field in Offer._meta.concrete_fields}
    Offer.objects.bulk_create(
        Offer(**values | {"id": None, "field_id": term("field", "big-data").pk}) for _n in range(12)
    )
    page = client.get(reverse("field", args=["big-data"])).content.decode()
    assert page.count('<article class="offer-card"') == 10
    assert "12 open offers" in page
    assert "Page 1 of 2" in page


@pytest.mark.parametrize("code", ["other-digital", "nothing"])
def test_what_is_no_field_of_the_action_is_not_there(client, code):
    assert client.get(reverse("field", args=[code])).status_code == 404


def test_the_money_page_says_what_is_confirmed(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = client.get(reverse("money")).content.decode()
    for amount in (*figures.BASE.rows, *figures.TOP_UPS.rows, *figures.SHORT_STAYS.rows):
        assert f"€{amount.most}" in page
    assert page.count("Not confirmed yet") == 1
    assert "€1,735" in page
    for group, number in ((1, 14), (2, 10), (3, 9)):
        countries = re.search(rf"Group {group}: .*?<p>(.*?)</p>", page, re.DOTALL)[1]
        assert countries.count(",") == number - 1
    assert Country.objects.filter(programme_country=True).count() == 33


@pytest.mark.parametrize("name", ["landing", "action", "who_may_go", "fields", "money", "contact", "news"])
def test_each_page_describes_itself_and_is_light(client, name):
    page = client.get(reverse(name)).content
    assert page.count(b'<meta name="description" content="') == 1
    assert page.count(b"<h1") == 1
    assert len(page) < 60_000
