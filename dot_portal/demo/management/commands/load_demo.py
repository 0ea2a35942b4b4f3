from django.core.management.base import BaseCommand

from dot_portal.demo.building import build, is_built
from dot_portal.demo.people import SIGN_INS
from programme.rules.today import programme_today


class Command(BaseCommand):
    help = "Build the demo world, once; --sign-ins prints who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("--sign-ins", action="store_true", help="only print the demo sign-ins")

    def handle(self, *args, sign_ins, **options):
        if sign_ins:
            for label, email, password in SIGN_INS:
                self.stdout.write(f"  {label!s:28} {email:30} {password}")
        elif is_built():
            self.stdout.write("The demo world is there already.")
        else:
            build(programme_today())
            self.stdout.write("The demo world is built.")
