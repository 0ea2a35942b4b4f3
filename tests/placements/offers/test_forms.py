import pytest
from django.urls import reverse

from placements.offers.forms.offer import OfferForm
from placements.offers.models import Offer
from placements.offers.transitions import save_offer
from programme.codelists.models import Country, Skill
from tests.people import day, term
from tests.placements.offers.written import as_posted, for_staff

LONG = "ž" * 10_000


def form_of(host, audience="learners", **changes):
    posted = (for_staff if audience == "staff" else as_posted)(**changes)
    return OfferForm(posted, instance=Offer(host=host.host_member.host, audience=audience))


def test_what_is_written_is_what_is_kept(host):
    form = form_of(host)
    assert form.is_valid(), form.errors
    offer = save_offer(offer=form.instance, by=host, **form.listed())
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.state, offer.created_by, offer.pay_cents, offer.virtual_part) == ("draft", host, 45050, False)
    assert set(offer.activities.values_list("code", flat=True)) == {"DS2", "DS3"}
    assert (offer.skills_taught_labels, offer.own_skills_taught) == (["Python", "glazing of pots"], ["glazing of pots"])
    assert offer.language_lines == ["English B1"]
    assert offer.questions == ["What have you built?"]
    assert offer.pay_line == "€450.50 a month from the host"


def test_the_form_shows_what_is_stored_and_keeps_it(host):
    form = form_of(host, skills_wanted="data extraction, transformation and loading tools", work_place="virtual_part",
                   virtual_description="Two weeks from home.\r\nThen on site.")  # fmt: skip
    assert form.is_valid(), form.errors
    offer = save_offer(offer=form.instance, by=host, **form.listed())
    shown = OfferForm(instance=Offer.objects.get(pk=offer.pk))
    posted = {name: shown[name].value() for name in shown.fields if shown[name].value() not in (None, "")}
    again = OfferForm(posted, instance=Offer.objects.get(pk=offer.pk))
    assert again.is_valid(), again.errors
    save_offer(offer=again.instance, by=host, **again.listed())
    kept = Offer.objects.get(pk=offer.pk)
    assert kept.skills_wanted_labels == ["data extraction, transformation and loading tools"]
    assert kept.virtual_description == "Two weeks from home.\nThen on site."
    assert (kept.pay_cents, kept.questions, kept.language_lines) == (45050, ["What have you built?"], ["English B1"])


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("work_place", {"work_place": "remote"}, "every form of stay has a physical part abroad"),
        ("virtual_description", {"work_place": "virtual_part"}, "Say what happens in the virtual part"),
        ("activities", {"activities": []}, "This field is required."),
        ("activities", {"activities": ["nonsense"]}, "is not a valid value"),
        ("kinds", {"kinds": []}, "This field is required."),
        ("kinds", {"kinds": ["staff"]}, "not one of the available choices"),
        ("title", {"title": LONG}, "at most 120 characters"),
        ("tasks", {"tasks": LONG}, "at most 4000 characters"),
        ("tasks", {"tasks": "a\x00b"}, "Null characters are not allowed."),
        ("skills_taught", {"skills_taught": "x" * 81}, "is too long"),
        ("skills_wanted", {"skills_wanted": ",".join(map(str, range(50)))}, "Name at most 40 skills."),
        ("starts_from", {"starts_from": day(-1)}, "This day has passed."),
        ("starts_from", {"starts_from": "2026-02-31"}, "Enter a valid date."),
        ("ends_by", {"ends_by": day(40)}, "The end has to be later than the start."),
        ("ends_by", {"ends_by": day(20)}, "The end has to be later than the start."),
        ("ends_by", {"ends_by": "9999-12-31"}, "more than three years ahead"),
        ("ends_by", {"ends_by": day(42)}, "needs at least 5 days, this period has 3."),
        ("ends_by", {"kinds": ["he_graduate"], "ends_by": day(80)}, "“Long stay” needs at least 60 days"),
        ("ends_by", {"kinds": ["vet_learner"], "ends_by": day(45)}, "“Short VET stay” needs at least 10 days"),
        ("deadline", {"deadline": day(-1)}, "This day has passed."),
        ("deadline", {"deadline": day(201)}, "lies after the end of the period"),
        ("hours_per_week", {"hours_per_week": 61}, "less than or equal to 60"),
        ("hours_per_week", {"hours_per_week": "٤٠٠"}, "less than or equal to 60"),
        ("places", {"places": 0}, "greater than or equal to 1"),
        ("language_1", {"language_1": None}, "This field is required."),
        ("level_2", {"language_2": "de"}, "Say which level you ask for."),
        ("language_2", {"level_2": "B2"}, "Say which language this level is for."),
        ("language_2", {"language_2": "en", "level_2": "B2"}, "You named this language twice."),
        ("pay_euros", {"pay_euros": None}, "Say how much you pay a month."),
        ("pay_euros", {"pay_euros": "NaN"}, "Enter a number."),
        ("is_paid", {"is_paid": None}, "You named an amount."),
        ("supervisor_email", {"supervisor_email": "sam"}, "Enter a valid email address."),
        ("mentor_email", {"mentor_name": "Mia"}, "Say where to reach the mentor."),
        ("mentor_name", {"mentor_email": "mia@example.eu"}, "Say who the mentor is."),
        ("question_1", {"question_1": LONG}, "at most 200 characters"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_at_its_field(host, field, changes, sentence):
    for name, vocabulary in (("language", "language"), ("level", "cefr")):
        if isinstance(code := changes.get(f"{name}_2"), str):
            changes = changes | {f"{name}_2": term(vocabulary, code).pk}
    form = form_of(host, **changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert sentence in str(form.errors[field])


def test_four_thousand_characters_with_new_lines_fit(host):
    tasks = "a\n" * 1999 + "ab"
    form = form_of(host, tasks=tasks.replace("\n", "\r\n"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["tasks"] == tasks


def test_the_same_person_twice_is_a_warning(host):
    form = form_of(host, mentor_name="sam supervisor", mentor_email="other@example.eu")
    assert form.is_valid(), form.errors
    assert "Mentor and supervisor are the same person." in str(form.warnings()[0])
    other = form_of(host, mentor_name="Mia Mentor", mentor_email="mia@example.eu")
    assert other.is_valid()
    assert other.warnings() == []


@pytest.mark.parametrize(
    ("changes", "is_said"),
    [
        ({}, True),
        ({"kinds": ["he_student", "vet_learner"]}, True),
        ({"kinds": ["vet_learner"]}, False),
        ({"work_place": "virtual_part", "virtual_description": "A week from home."}, False),
        ({"ends_by": day(140)}, False),
    ],
)
def test_a_short_offer_without_a_virtual_part_is_for_doctoral_candidates(host, changes, is_said):
    form = form_of(host, **{"ends_by": day(60)} | changes)
    assert form.is_valid(), form.errors
    said = ["Only doctoral candidates can stay under two months without a virtual part."] if is_said else []
    assert [str(sentence) for sentence in form.warnings()] == said


def test_too_short_for_anybody_names_a_form_that_fits(host):
    assert "“Short doctoral stay” needs at least 5" in str(form_of(host, ends_by=day(42)).errors["ends_by"])
    blended = form_of(host, ends_by=day(42), work_place="virtual_part", virtual_description="A week from home.")
    assert "“Short blended stay” needs at least 5" in str(blended.errors["ends_by"])


def test_staff_offers_name_competences_and_may_be_short(host):
    form = form_of(host, "staff", ends_by=day(41))
    assert form.is_valid(), form.errors
    offer = save_offer(offer=form.instance, by=host, **form.listed())
    assert (offer.kinds, list(offer.competences.values_list("code", flat=True))) == (["staff"], ["2.2"])
    assert not offer.activities.exists()
    missing = form_of(host, "staff", competences=[])
    assert list(missing.errors) == ["competences"]


def test_staff_outside_the_programme_stay_five_days(host):
    host.host_member.host.country = Country.objects.get(code="CH")
    form = form_of(host, "staff", ends_by=day(41))
    assert "needs at least 5 days" in str(form.errors["ends_by"])


def test_no_virtual_part_leaves_no_description(host):
    form = form_of(host, virtual_description="Left over")
    assert form.is_valid()
    assert form.instance.virtual_description == ""


def test_words_of_the_list_become_its_skills(host):
    form = form_of(host, skills_taught="  PYTHON ,, python\n Μηχανική μάθηση, 粘土")
    assert form.is_valid(), form.errors
    taught = form.cleaned_data["skills_taught"]
    assert taught.listed == [Skill.objects.get(label_en="Python", source="plain")]
    assert taught.own == ["Μηχανική μάθηση", "粘土"]


def test_the_summary_says_whose_name_is_missing(client, host):
    client.force_login(host)
    posted = as_posted(supervisor_name="", language_1=None, mentor_email="mentor@example.eu") | {"act": "next"}
    for step, labels in (("people", ("Supervisor&#x27;s name", "Mentor&#x27;s name")), ("what", ("Language 1",))):
        page = client.post(reverse("new_offer", query={"step": step}), posted).text
        for label in labels:
            assert f"{label} – " in page
