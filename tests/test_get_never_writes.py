"""Looking changes nothing: no page, opened by anybody who gets it, tries to write to the database.

The only exceptions would be counters named here, written after the answer; there are none yet.
"""

import pytest

from tests.addresses import PAGES, REFUSALS, address, read
from tests.writes import Written, no_writes

COUNTERS: set[str] = set()


@pytest.mark.parametrize("route", [route for route in read(PAGES) if route.name not in COUNTERS], ids=str)
def test_looking_changes_nothing(addressed, people, route):
    where = address(route, addressed)
    with no_writes():
        for person in (person for person, what in route.answers.items() if what not in REFUSALS):
            b"".join(people[person].get(where))


def test_the_watch_sees_a_write(peopled, db):
    world = peopled[0]
    with pytest.raises(Written), no_writes():
        world.stranger.save()
