from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dot_portal.languages import catalogues
from dot_portal.languages.extraction import extract
from dot_portal.languages.faults import faults_of


class Command(BaseCommand):
    help = "Bring the catalogues of translations in step with the code and the templates, and compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--compile", action="store_true", help="only compile what changed")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something is missing")

    def handle(self, *args, **options):
        if not options["compile"]:
            found = extract(settings.BASE_DIR)
            languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
            faults = [fault for language in languages for fault in self.bring_up_to_date(language, found, **options)]
            if options["check"]:
                if faults:
                    raise CommandError("\n".join(faults))
                return
        for path in catalogues.compile_stale(settings.BASE_DIR):
            self.stdout.write(f"Compiled {path.relative_to(settings.BASE_DIR)}")

    def bring_up_to_date(self, language, found, *, check, verbosity, **options):
        """Its faults, each in a sentence."""
        path = catalogues.po_path(settings.BASE_DIR, language)
        catalogue = catalogues.updated(catalogues.load(path, language), found, language)
        faults = [f"{language}: {fault}" for fault in faults_of(catalogue)]
        if not check:
            catalogues.save(path, catalogue, language)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {len(faults)} to mend")
        elif not path.exists() or path.read_text("utf-8") != catalogues.as_text(catalogue, language):
            faults.insert(0, f"{language}: the catalogue is not in step with the code; run `make messages`")
        return faults
