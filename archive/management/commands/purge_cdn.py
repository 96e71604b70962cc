"""Tell the CDN before the site what has changed, now or again and again; schedules that come due are told too."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections

from archive.cdn.purging import AGAIN_AFTER, NotPurged, Purger, send


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on, and look again after so long.")

    def handle(self, *, every, **options):
        if not settings.CDN_PURGE_URL:
            raise CommandError("CDN_PURGE_URL says where to; it is not set.")
        if every is not None and not 1 <= every <= 3600:
            raise CommandError(f"--every {every:g}: from 1 second to 3600, which is an hour.")
        purger = Purger(send)
        if every is None:
            self.purge(purger)
            time.sleep(AGAIN_AFTER)
            self.purge(purger)
            return
        while True:
            try:
                self.purge(purger)
            except (CommandError, OperationalError) as error:
                self.stderr.write(str(error))
            time.sleep(every)
            # One that the server has ended meanwhile.
            close_old_connections()

    def purge(self, purger):
        try:
            count = purger.purge()
        except NotPurged as error:
            raise CommandError(str(error)) from error
        if count:
            self.stdout.write(f"{count} keys.")
