from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme.codelists.importers import eche, esco
from programme.codelists.importers.reading import ImportRefused


class Command(BaseCommand):
    help = "Bring in a complete official list: the Commission's ECHE list, or files of ESCO's download."

    def add_arguments(self, parser) -> None:
        parser.add_argument("list", choices=["eche", "esco"])
        parser.add_argument("files", nargs="+", metavar="FILE")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="", help="of ESCO's files, if not as named")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")

    def handle(self, *args, **options) -> None:
        files = options["files"]
        if options["list"] == "eche" and len(files) > 1:
            raise CommandError("The ECHE list is one file.")
        try:
            plan = eche.read(files[0]) if options["list"] == "eche" else esco.read(*files, language=options["language"])
        except ImportRefused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from refused
        differences = plan.differences() if options["dry_run"] else plan.apply()
        if options["dry_run"]:
            self.stdout.write("This only looks; nothing is changed.")
        for name, found in differences.items():
            self.tell(name, found)

    def tell(self, name: str, found: dict) -> None:
        kinds = ("new", "changed", "gone", "unchanged")
        self.stdout.write(f"{name}: " + ", ".join(f"{found[kind]} {kind}" for kind in kinds))
        if found["left_out"]:
            self.stdout.write(f"  {found['left_out']} left out, because they speak of something we do not hold")
        for kind, examples in found["examples"].items():
            for example in examples:
                columns = "; ".join(
                    f"{name}: {was} -> {now}" for name, (was, now) in example.get("columns", {}).items()
                )
                self.stdout.write(f"  {kind} {example['key']} {example['name']}" + (f" ({columns})" if columns else ""))
