"""A kite: the smallest thing that has a lifecycle, notices and a deadline. Its tables live only in these tests."""

from django.conf import settings
from django.db import models

from mechanisms.lifecycle.machine import Machine, Move
from mechanisms.lifecycle.models import HasLifecycle, Step

MACHINE = Machine(
    name="toys",
    initial="folded",
    moves=(
        Move("fly", ("folded",), "flying", ("owner",), "Fly"),
        Move("land", ("flying",), "folded", ("owner", "system"), "Land", undoable=True),
        Move("tear", ("folded", "flying"), "torn", ("wind",), "Tear"),
    ),
    labels={"folded": "Folded", "flying": "In the air", "torn": "Torn"},
)


class Kite(HasLifecycle):
    machine = MACHINE

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    lands_on = models.DateField(null=True)

    class Meta:
        app_label = "toy"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/kites/{self.pk}/"

    def parties_of(self, user):
        return {"owner"} if user == self.owner else set()


class KiteStep(Step):
    subject = models.ForeignKey(Kite, models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        app_label = "toy"
