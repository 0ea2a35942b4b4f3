"""Write docs/lifecycles.md from the tables of all stages, or say that it is stale."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from mechanisms.lifecycle.machine import Machine
from mechanisms.lifecycle.reactions import followers_of, models_with_lifecycle

HEAD = """# Lifecycles

Drawn from the tables in each stage's `states.py` by `manage.py draw_lifecycles`. Do not edit.
"""


def drawing() -> str:
    with translation.override("en"):
        chapters = [_chapter(str(model._meta.verbose_name), model.machine) for model in models_with_lifecycle()]
    return "\n".join([HEAD, *chapters])


def _chapter(title: str, machine: Machine) -> str:
    undone = [
        f"  {move.target} --> {source}: undo {move.name}"
        for move in machine.moves
        if move.undoable
        for source in move.sources
    ]
    arrows = [f"  {source} --> {move.target}: {move.name}" for move in machine.moves for source in move.sources]
    rows = [
        f"| {move.name} | {', '.join(move.sources)} | {move.target} | {', '.join(sorted(move.by))} |"
        f" {'for some minutes' if move.undoable else ''} | {', '.join(followers_of(f'{machine.name}.{move.name}'))} |"
        for move in machine.moves
    ]
    return "\n".join(
        [
            f"## {title[:1].upper()}{title[1:]} (`{machine.name}`)",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"  [*] --> {machine.initial}",
            *arrows,
            *undone,
            "```",
            "",
            "| move | from | to | by | can be undone | followed by |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail when the file is stale")

    def handle(self, *, check, **options):
        path = Path(settings.BASE_DIR) / "docs" / "lifecycles.md"
        if not check:
            path.write_text(drawing(), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != drawing():
            raise CommandError("docs/lifecycles.md is stale: run `manage.py draw_lifecycles`.")
