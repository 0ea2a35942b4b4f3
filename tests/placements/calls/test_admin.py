from django.urls import reverse

from placements.calls.transitions import open_call
from tests.placements.calls.rounds import terms


def test_a_refused_change_is_a_sentence(client, administrator, institution):
    first = open_call(by=administrator, institution=institution, **terms())
    second = open_call(by=administrator, institution=institution, **terms(title="Second round"))
    client.force_login(administrator)
    page = client.post(
        reverse("admin:calls_call_change", args=[second.pk]),
        {"title": first.title, "year": second.year, "action": second.action, "opens": second.opens}
        | {"closes": second.closes},
        follow=True,
    )
    assert "There is already a call with this title" in page.text
    second.refresh_from_db()
    assert second.title == "Second round"
