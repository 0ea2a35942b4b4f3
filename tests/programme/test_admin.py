"""What nobody changes by hand can only be looked at, whoever is signed in."""

import pytest
from django.contrib import admin

from programme.admin import LookOnly

LOOK_ONLY = {
    *("Application", "Proposal", "Placement", "Decision", "Offer", "Trainee", "Coordinator", "HostInvitation"),
    *("Country", "City", "IscedField", "Skill", "Occupation", "Term"),
}


def test_what_can_only_be_looked_at():
    registered = admin.site._registry.items()
    assert {model.__name__ for model, page in registered if isinstance(page, LookOnly)} == LOOK_ONLY


@pytest.mark.parametrize("name", sorted(LOOK_ONLY))
def test_not_even_an_administrator_changes_it(rf, world, name):
    (page,) = [page for model, page in admin.site._registry.items() if model.__name__ == name]
    request = rf.get("/")
    request.user = world.administrator
    allowed = page.get_model_perms(request)
    assert allowed == {"add": False, "change": False, "delete": False, "view": True}
    for inline in page.get_inline_instances(request):
        assert not inline.has_add_permission(request, None)
        assert not inline.has_change_permission(request)
