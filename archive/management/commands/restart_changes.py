"""Begin the changes of the API again, after the archive was restored from a backup or changed past its own ways.

Whoever followed them is told to begin again too, and finds every public entry in the new beginning. The site goes on
reading and writing meanwhile.
"""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from archive.ledger import restart, settle


class Command(BaseCommand):
    help = __doc__

    def handle(self, *, verbosity, **options):
        restart()
        with tqdm(desc="Placing", unit="entry", leave=False, disable=None) as bar:
            found = settle(progress=bar.update)
        if verbosity:
            self.stdout.write(f"The changes begin again, with {found.last_place} public entries.")
