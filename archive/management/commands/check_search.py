"""Compare the search index with the archive; every disagreement is a line, and any at all is exit code 1."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.search.rebuilding import disagreements


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        count = 0
        for sentence in disagreements(partial(tqdm, desc="Checking", unit="step", leave=False, disable=None)):
            count += 1
            self.stdout.write(sentence)
        if count:
            found = "1 disagreement" if count == 1 else f"{count} disagreements"
            raise CommandError(f"{found}; manage.py rebuild_search puts it right.")
        self.stdout.write("The search index and the archive agree.")
