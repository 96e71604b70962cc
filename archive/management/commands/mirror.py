"""Make this archive an exact copy of what readers see of another one, and follow it."""

import time
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.mirroring import OriginError, follow


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("url", help="The address of the other archive, such as https://archive.example.org/.")
        how_often = parser.add_mutually_exclusive_group()
        how_often.add_argument("--once", action="store_true", help="Come up to date and end, as without --every.")
        how_often.add_argument("--every", type=float, metavar="SECONDS", help="Go on, and ask again after so long.")
        parser.add_argument("--again", action="store_true", help="Compare everything, not only what has changed.")
        parser.add_argument(
            "--over-own",
            action="store_true",
            help="Also when this archive has entries of its own. They are hidden from readers, or written over.",
        )

    def handle(self, *, url, every, again, over_own, **options):
        if every is not None and not 1 <= every <= 86_400:
            raise CommandError(f"--every {every:g}: from 1 second to 86400, which is a day.")
        while True:
            try:
                self.follow(url, again=again, over_own=over_own)
                again = over_own = False
            except OriginError as error:
                if every is None:
                    raise CommandError(str(error)) from error
                self.stderr.write(str(error))
            if every is None:
                return
            time.sleep(every)

    def follow(self, url, **options):
        difference = follow(url, progress=partial(tqdm, unit="entry", leave=False, disable=None), **options)
        self.stdout.write(f"{len(difference.rows)} entries, {len(difference.gone)} gone, as at {difference.cursor}.")
