from django.core.management.base import BaseCommand

from programme.codelists.comparing import Comparison
from programme.codelists.loader import load


class Command(BaseCommand):
    help = "Load the portal's own code lists and the cities. Running it again changes nothing."

    def handle(self, *args, **options) -> None:
        load(self.tell)

    def tell(self, name: str, comparison: Comparison) -> None:
        counts = comparison.counts()
        news = (
            f"nothing changed, {counts['unchanged']} as before"
            if comparison.nothing_changed
            else f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} as before"
        )
        self.stdout.write(f"{name}: {news}")
