"""The whole demo world, chapter by chapter."""

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.users.models import User
from dot_portal.demo.noted import what_the_office_noted
from dot_portal.demo.office import the_office_shares_its_work
from dot_portal.demo.people import SIGN_INS
from dot_portal.demo.public import public_pages
from dot_portal.demo.world import World
from dot_portal.demo.year import last_year, this_year
from mechanisms.notifications.models import Notification


@transaction.atomic
def build(today: date) -> World:
    """The year up to `today`, or nothing at all."""
    world = World(today)
    world.build_people()
    world.build_calls()
    last_year(world)
    this_year(world)
    the_office_shares_its_work(world)
    what_the_office_noted(world)
    public_pages(world)
    deliver_what_was_said(world)
    return world


def deliver_what_was_said(world: World) -> None:
    """The mails of the past year have left long ago and were read; only yesterday's and today's wait for the worker."""
    said = Notification.objects.filter(created__date__lt=world.day(-1))
    said.update(state=Notification.State.SENT, sent_at=F("created"), read_at=F("created"))


def is_built() -> bool:
    return User.objects.filter(email=SIGN_INS[-1][1]).exists()
