from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.coordinators.models import Faculty
from accounts.trainees.forms import LearnerForm, PersonalDetailsForm, StaffForm
from accounts.trainees.models import Trainee
from programme.codelists.models import Institution, Skill, Term
from programme.rules.today import programme_today
from tests.worlds import World

pytestmark = pytest.mark.django_db

# Nobody can see some of these, or everybody will be annoyed by them; none may be an error page.
HOSTILE = [
    "x" * 10_000,
    "a\x00b",
    "Ж" * 300,
    "<script>alert(1)</script>",
    "’; drop table users; --",
    "\u202e\U0001f600",
]


@pytest.fixture
def person(world: World):
    return world.person("Newcomer", party_wanted="trainee")


def errors_of(form) -> dict:
    form.is_valid()
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


# --- kinds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eqf", "kind"), [("5", "he_student"), ("6", "he_student"), ("8", "he_student"), ("4", "vet_learner")]
)
def test_kind_follows_from_institution_and_level(person, learner_data, eqf, kind):
    form = LearnerForm(learner_data(eqf=eqf), instance=Trainee(user=person))
    assert form.is_valid(), form.errors
    assert form.instance.kind == kind


def test_vet_graduate_within_twelve_months_is_welcome(person, world, learner_data):
    data = learner_data(institution=world.school.name, eqf="4", graduated_on=programme_today() - timedelta(90))
    form = LearnerForm(data, instance=Trainee(user=person))
    assert form.is_valid(), form.errors
    assert form.instance.kind == "vet_graduate"


def test_university_graduate_is_told_at_once_that_the_route_is_closed(person, learner_data):
    form = LearnerForm(learner_data(graduated_on="2026-01-15"), instance=Trainee(user=person))
    assert "this route is closed to you" in errors_of(form)["graduated_on"][0]


def test_graduation_ahead_is_no_graduation(person, learner_data):
    ahead = programme_today() + timedelta(30)
    form = LearnerForm(learner_data(graduated_on=ahead), instance=Trainee(user=person))
    assert "still to come" in errors_of(form)["graduated_on"][0]


def test_graduation_behind_is_no_expectation(person, learner_data):
    """Or a graduate would go on as a student, and never hear that the route is closed."""
    today = programme_today()
    form = LearnerForm(learner_data(expected_graduation=today - timedelta(1)), instance=Trainee(user=person))
    assert "Have you graduated?" in errors_of(form)["expected_graduation"][0]
    assert not errors_of(LearnerForm(learner_data(expected_graduation=today), instance=Trainee(user=person)))


def test_graduate_may_have_expected_it_earlier(person, world, learner_data):
    expected, day = programme_today() - timedelta(100), programme_today() - timedelta(90)
    data = learner_data(institution=world.school.name, eqf="4", graduated_on=day, expected_graduation=expected)
    form = LearnerForm(data, instance=Trainee(user=person))
    assert form.is_valid(), form.errors


def test_staff_of_a_university_need_no_level(person, staff_data):
    form = StaffForm(staff_data(), instance=Trainee(user=person))
    assert form.is_valid(), form.errors
    assert (form.instance.kind, form.instance.eqf) == ("staff", None)


def test_staff_of_a_school_are_told_why_not(person, world, staff_data):
    form = StaffForm(staff_data(institution=world.school.name), instance=Trainee(user=person))
    assert "staff of higher education" in errors_of(form)["institution"][0]


# --- the institution -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Univerzita Karlova", "univerzita karlova", "CZ PRAHA07", "Charles University"])
def test_institution_is_found_by_its_names_and_its_code(person, learner_data, typed):
    form = LearnerForm(learner_data(institution=typed), instance=Trainee(user=person))
    assert form.is_valid(), form.errors
    assert form.instance.institution.erasmus_code == "CZ PRAHA07"


def test_text_that_fits_several_is_answered_with_a_list_to_pick_from(signed_in, person, learner_data):
    response = signed_in(person).post(reverse("profile") + "?as=student", learner_data(institution="Praha"))
    picks = response.context["form"].fields["institution"].widget.matches
    assert len(picks) > 1
    assert f'name="institution_pick" value="{picks[0].pk}"' in response.text
    data = learner_data(institution="Praha", institution_pick=picks[0].pk)
    assert signed_in(person).post(reverse("profile") + "?as=student", data).status_code == 302
    assert person.trainee.institution == picks[0]


def test_find_shows_the_matches_and_scolds_about_nothing_else(signed_in, person, learner_data):
    data = learner_data(institution="Praha", find="institution", eqf="")
    response = signed_in(person).post(reverse("profile") + "?as=student", data)
    assert list(response.context["form"].errors) == ["institution"]


def test_suggestion_that_was_typed_over_does_not_count(person, world, learner_data):
    data = learner_data(institution="Universidade de Aveiro", institution_id=world.university.pk)
    form = LearnerForm(data, instance=Trainee(user=person))
    assert form.is_valid(), form.errors
    assert form.instance.institution == world.other_university


def test_unknown_school_is_entered_once_and_waits_for_confirmation(signed_in, world, learner_data):
    school = {"new_name": "Střední škola Horní", "new_city": "Horní", "new_country": "CZ"}
    for name in ("First", "Second"):
        person = world.person(name)
        data = learner_data(institution="Střední škola Horní", eqf="4", **school)
        assert signed_in(person).post(reverse("profile") + "?as=student", data).status_code == 302
    entered = Institution.objects.get(name="Střední škola Horní")
    assert (entered.kind, entered.source, entered.confirmed) == ("vet", "entered", False)
    assert entered.trainees.count() == 2
    # Its own trainee may save again, though nobody has confirmed the school yet.
    again = learner_data(institution=entered.name, institution_id=entered.pk, eqf="3")
    assert signed_in(person).post(reverse("profile"), again).status_code == 302


def test_school_without_a_place_is_asked_where_it_is(person, learner_data):
    form = LearnerForm(learner_data(institution="", new_name="Somewhere"), instance=Trainee(user=person))
    assert set(errors_of(form)) == {"new_city", "new_country"}


# --- the rest of the page --------------------------------------------------------------------------------


def test_profile_is_saved_with_all_its_lists(signed_in, person, learner_data):
    skill = Skill.objects.filter(uri__isnull=False, label_en__contains=",").first() or Skill.objects.first()
    data = learner_data(
        skills=f"{skill.label.upper()}, juggling bytes,  Juggling Bytes",
        wanted_countries=["DE", "PT"],
        **{
            "languages-0-language": "en", "languages-0-level": "B2", "languages-2-language": "cs",
            "languages-2-level": "NS", "earlier-1-programme": "Erasmus+ study", "earlier-1-cycle": "1",
            "earlier-1-start": "2025-02-01", "earlier-1-end": "2025-06-30",
        },
    )  # fmt: skip
    response = signed_in(person).post(reverse("profile") + "?as=student", data, follow=True)
    trainee = person.trainee
    assert list(trainee.skills.all()) == [skill]
    assert trainee.own_skills == ["juggling bytes"]
    assert {str(line) for line in trainee.languages.all()} == {"English B2", "Czech NS"}
    assert trainee.earlier_mobilities.get().start == date(2025, 2, 1)
    assert set(trainee.wanted_countries.values_list("pk", flat=True)) == {"DE", "PT"}
    for shown in ("juggling bytes", "Erasmus+ study", "30 June 2025"):
        assert shown in response.text
    assert set(response.context["form"]["wanted_countries"].value()) == {"DE", "PT"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"languages-0-language": "en"}, "Fill this in, or empty the whole line."),
        ({"languages-0-language": "en", "languages-0-level": "B2", "languages-1-language": "en",
          "languages-1-level": "C1"}, "You named this language twice."),
        ({"earlier-0-programme": "x", "earlier-0-cycle": "1", "earlier-0-start": "2025-02-01",
          "earlier-0-end": "2025-01-01"}, "The stay ends before it starts."),
        ({"languages-TOTAL_FORMS": "many"}, "ManagementForm data is missing"),
    ],
)  # fmt: skip
def test_wrong_line_is_told_and_nothing_is_saved(signed_in, person, learner_data, row, sentence):
    response = signed_in(person).post(reverse("profile") + "?as=student", learner_data(**row))
    assert sentence in response.text
    assert not Trainee.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["institution", "department", "new_name", "skills", "earlier-0-programme", "eqf"])
def test_no_text_breaks_the_page(signed_in, person, learner_data, field, text):
    response = signed_in(person).post(reverse("profile") + "?as=student", learner_data(**{field: text}))
    assert response.status_code in {200, 302}
    if response.status_code == 200:
        assert response.context["form"].errors or not response.context["form"].earlier.is_valid()


@pytest.mark.parametrize("key", ["-1", "9" * 40, "²", "x", "1; drop"])
def test_no_key_breaks_the_choice(signed_in, person, learner_data, key):
    client = signed_in(person)
    data = learner_data(institution="", institution_id=key, institution_pick=key, residence=key)
    assert client.post(reverse("profile") + "?as=student", data).status_code == 200
    assert client.get(reverse("office_state"), {"institution_id": key}).status_code == 200


def test_who_changes_from_learning_to_teaching_keeps_one_profile(signed_in, person, learner_data, staff_data):
    client = signed_in(person)
    client.post(reverse("profile") + "?as=student", learner_data(skills="juggling"))
    competence = Term.objects.of("digcompedu_competence").first()
    assert client.post(reverse("profile") + "?as=staff", staff_data(competences=[competence.pk])).status_code == 302
    trainee = Trainee.objects.get()
    assert (trainee.kind, trainee.eqf, trainee.study_field, trainee.own_skills) == ("staff", None, None, [])
    assert list(trainee.competences.all()) == [competence]


def test_faculty_is_asked_where_the_institution_has_some(signed_in, person, world, learner_data):
    client = signed_in(person)
    where = reverse("profile") + "?as=student"
    assert client.post(where + "&step=school", learner_data(act="next")).status_code == 302
    assert 'name="faculty"' not in client.get(where + "&step=studies").text
    arts = Faculty.objects.create(institution=world.university, name="Faculty of Arts", sort_key="faculty of arts")
    assert "Faculty of Arts" in client.get(where + "&step=studies").text
    client.post(where, learner_data(faculty=arts.pk))
    assert person.trainee.faculty == arts
    # One of another institution is no answer.
    client.post(reverse("profile"), learner_data(faculty=arts.pk, institution="Universidade de Aveiro"))
    person.trainee.refresh_from_db()
    assert (person.trainee.institution, person.trainee.faculty) == (world.other_university, None)


def test_a_section_is_changed_by_itself(signed_in, person, learner_data):
    client = signed_in(person)
    client.post(reverse("profile") + "?as=student", learner_data(skills="juggling"))
    save = reverse("save_draft", args=["trainees.student_profile"])
    client.post(save, {"draft_part": "skills", "skills": "half ty"})
    page = client.get(reverse("profile")).text
    assert "Go on changing" in page
    assert "juggling" in page
    assert "half ty" not in page
    answer = client.post(reverse("profile") + "?step=studies", {"eqf": "7", "study_field": "0613", "act": "send"})
    assert answer.status_code == 302
    trainee = Trainee.objects.get()
    assert (trainee.eqf, trainee.own_skills) == (7, ["juggling"])
    assert "half ty" in client.get(reverse("profile") + "?step=skills").text


def test_new_person_is_first_asked_whether_they_learn_or_work(signed_in, person):
    page = signed_in(person).get(reverse("profile")).text
    assert 'href="?as=student"' in page
    assert 'href="?as=staff"' in page


def test_looking_at_the_profile_asks_few_questions(signed_in, trainee, django_assert_max_num_queries):
    client = signed_in(trainee)
    with django_assert_max_num_queries(29):
        assert client.get(reverse("profile")).status_code == 200


def test_birth_date_of_tomorrow_is_refused():
    data = {"birth_date": programme_today(), "phone": "none"}
    errors = errors_of(PersonalDetailsForm(data))
    assert "Look at the year" in errors["birth_date"][0]
    assert "five digits" in errors["phone"][0]


def test_who_left_half_way_is_shown_the_way_back(client, person):
    client.force_login(person)
    client.post(reverse("profile") + "?as=staff", {"act": "later", "department": "History"})
    client.get(reverse("profile"))  # the word that it was kept is said once

    page = client.get(reverse("profile")).content.decode()

    assert "We kept what you typed" in page
    assert 'href="?as=staff"' in page.split('class="grid-cards"')[0]
