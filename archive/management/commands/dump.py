"""Write what readers see of the whole archive as files to download; the site goes on meanwhile."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.dumps import make_dump, prune
from archive.dumps.storage import exclusive


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--keep", type=int, default=3, metavar="N", help="Keep the newest N, this one included: 3.")

    def handle(self, *, keep, **options):
        if keep < 1:
            raise CommandError(f"--keep {keep}: at least 1, for the dump that is made now.")
        try:
            with exclusive():
                dump = make_dump(partial(tqdm, desc="Writing", unit="entry", leave=False, disable=None))
                removed = prune(keep)
        except BlockingIOError as error:
            raise CommandError("Another dump is being made.") from error
        except OSError as error:
            raise CommandError(f"The dump cannot be written: {error}.") from error
        rows = sum(resource["rows"] for resource in dump.package["resources"])
        self.stdout.write(f"{dump.name}: {rows} entries.")
        if removed:
            self.stdout.write(f"Removed: {', '.join(removed)}.")
