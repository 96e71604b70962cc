"""Write a congress with all it holds and uses, in any status, as a congress file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.interchange.congress_file import fetch_congress, write
from archive.models import Congress


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write here and not to the terminal.")

    def handle(self, *, number, output, **options):
        try:
            text = write(fetch_congress(number))
        except Congress.DoesNotExist as error:
            raise CommandError(f"The archive holds no congress {number}.") from error
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
