"""Load a congress file, of one congress or several, all or nothing; see docs/congress-file.md."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from archive.choices import AuditAction
from archive.interchange.congress_file import CongressFileError, load_all, read_all
from archive.workflow import audit


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Check and report only; change nothing.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Take the file as the whole truth: also empty the fields it leaves out, publish again what has been "
            "withdrawn and it says is published, and delete what the archive holds of this congress and of the "
            "file's entries and the file does not hold. Topics, sources and speakers are never deleted.",
        )

        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Load a file that was exported --with-versions also over what has been changed since.",
        )
        parser.add_argument("--reason", default="", help="Why it is loaded; kept in the history of each entry.")

    def handle(self, *, file, dry_run, replace, overwrite, reason, verbosity, **options):
        progress = partial(tqdm, desc="Loading", unit="step", leave=False, disable=None)
        try:
            with transaction.atomic():
                report = load_all(
                    read_all(file.read_bytes()),
                    replace=replace,
                    overwrite=overwrite,
                    dry_run=dry_run,
                    reason=reason,
                    progress=progress,
                )
                if not dry_run:
                    audit.note(AuditAction.IMPORT, actor=audit.COMMAND_LINE, file=file.name, loaded=report.totals)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except CongressFileError as error:
            count = len(error.problems)
            found = "1 problem" if count == 1 else f"{count} problems"
            raise CommandError(f"{found} in {file}; nothing has been loaded.\n{error}") from error
        self.stdout.write(str(report) if verbosity else report.totals)
