"""Make the whole search index again; the site goes on reading and writing meanwhile."""

from functools import partial

from django.core.management.base import BaseCommand
from tqdm import tqdm

from archive.ledger import EVERYTHING, outdate
from archive.search.rebuilding import rebuild


class Command(BaseCommand):
    help = __doc__

    def handle(self, *, verbosity, **options):
        rebuild(partial(tqdm, desc="Indexing", unit="step", leave=False, disable=None))
        # What was found meanwhile, and before, is not to be found again.
        outdate(EVERYTHING)
        if verbosity:
            self.stdout.write("The search index is made again.")
