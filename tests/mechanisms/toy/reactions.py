from mechanisms.lifecycle.reactions import follow
from tests.mechanisms.toy.models import Kite, KiteStep


@follow("toys.fly")
def admire(step_id):
    """Each reaction adds one letter, so that a second one would be seen."""
    kite = KiteStep.objects.get(pk=step_id).subject
    if kite.name == "broken":
        raise RuntimeError("This reaction fails")
    Kite.objects.filter(pk=kite.pk).update(name=kite.name + "!")
