"""Write a congress with all it holds and uses, in any status, as a congress file."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.choices import AuditAction
from archive.interchange.congress_file import fetch_congress, fetch_to_edit, write
from archive.models import Congress
from archive.workflow import audit


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write here and not to the terminal.")
        parser.add_argument(
            "--with-versions",
            action="store_true",
            help="Say of each entry from which version it is written, so that load_congress refuses the file when the "
            "archive has moved on. Puts on record first what no version says yet.",
        )

    def handle(self, *, number, output, with_versions, **options):
        try:
            loaded = fetch_to_edit(number) if with_versions else fetch_congress(number)
        except Congress.DoesNotExist as error:
            raise CommandError(f"The archive holds no congress {number}.") from error
        text = write(loaded)
        if output is None:
            self.stdout.write(text, ending="")
        else:
            try:
                _write_file(output.resolve(), text)
            except OSError as error:
                raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        audit.note(AuditAction.EXPORT, actor=audit.COMMAND_LINE, about=Congress.objects.get(number=number))


def _write_file(file, text):
    """Write the file whole or leave it as it was: a full disk must not cost the last good export."""
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="utf-8", newline="\n")  # /dev/stdout, a pipe: nothing to lose there.
        return
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
