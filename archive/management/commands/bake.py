"""Write the public archive as plain files, which any static host serves: a static edition."""

import os
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.baking.baker import CannotBake
from archive.baking.baking import bake
from archive.baking.edition import Edition
from archive.baking.folder import Foreign
from archive.baking.workers import keep_quiet

#: A host with its port and a folder on it, such that what begins with it can be told from what does not.
_URL = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?(/[\w~-][\w.~-]*)*/*", re.IGNORECASE | re.ASCII)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("out", type=Path, metavar="OUT", help="The folder: new, or one that was baked before.")
        parser.add_argument(
            "--url", default="http://localhost:8000/", help="Where the edition will stand: http://localhost:8000/."
        )
        parser.add_argument("--live", default="", help="The site that goes on answering what an edition cannot.")
        parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="How many processes: one for each core.")

    def handle(self, *, out, url, live, jobs, **options):
        for name, address in {"url": url, "live": live}.items():
            if address and not _is_address(address):
                raise CommandError(f"--{name} {address}: an address such as https://archive.example.org/.")
        if jobs < 1:
            raise CommandError(f"--jobs {jobs}: at least 1.")
        keep_quiet()
        started = time.monotonic()
        edition = Edition(url.rstrip("/") + "/", live.rstrip("/"))
        try:
            with tqdm(desc="Baking", unit="file", leave=False, disable=None) as bar:
                baked = bake(out, edition, jobs=jobs, progress=bar)
        except BlockingIOError as error:
            raise CommandError(f"Another run is baking {out}.") from error
        except (Foreign, CannotBake) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The edition cannot be written: {error}.") from error
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{baked.asked} files looked at, {baked.written} written, {baked.removed} removed, in {seconds:.0f} s."
        )


def _is_address(text):
    try:
        return bool(_URL.fullmatch(text)) and urlsplit(text).port != 0
    except ValueError:
        # No port is as great as this one.
        return False
