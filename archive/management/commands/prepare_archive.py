"""Make the archive ready: migrate, fill and index it, begin its history and changes, make a publisher, collect files.

Safe to run again and again: what is there already is left as it is.
"""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from archive.ledger import settle
from archive.models import ENTRIES
from archive.search.rebuilding import is_out_of_date
from archive.workflow.versions import record_missing

CONTENT = Path(settings.BASE_DIR) / "archive" / "content"
PUBLISHER = "publisher"


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        self.load_content()
        self.begin_history()
        if is_out_of_date():
            call_command("rebuild_search", verbosity=0)
        settle()
        self.make_publisher()
        self.tell_sizes()
        if not settings.DEBUG and not self.static_files_are_collected():
            call_command("collectstatic", interactive=False, verbosity=0)

    @transaction.atomic
    def load_content(self):
        """Load the bundled congresses into an archive that holds nothing at all.

        All of them or none, so that a first start that was broken off begins anew. In the order of their names:
        congresses.yaml refers to what stands in congress-11.yaml.
        """
        if any(model.objects.exists() for model in ENTRIES):
            return
        for file in sorted(CONTENT.glob("*.yaml")):
            self.stdout.write(f"The archive is empty: loading {file.name}.")
            call_command("load_congress", file, stdout=self.stdout, verbosity=0)

    def begin_history(self):
        """Give a first version to what was entered before there was a history."""
        count = record_missing()
        if count:
            entries = "1 entry" if count == 1 else f"{count} entries"
            self.stdout.write(f"The history begins: {entries} put on record.")

    def tell_sizes(self):
        """Have SQLite look how large its tables are, a little of each: PostgreSQL does so by itself.

        Else it takes the index of what is published for a selective one, and reads all citations for those of a page.
        Of entries, which are few, it looks at all: in a little of that index it would find a little of the published.
        """
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA analysis_limit = 400")
                cursor.execute("ANALYZE")
                cursor.execute("PRAGMA analysis_limit = 0")
                for model in ENTRIES:
                    cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")

    def static_files_are_collected(self):
        """Whether the manifest is newer than every file it is made from; hashing and compressing takes a while."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if not manifest.exists():
            return False
        files = ((storage, name) for finder in get_finders() for name, storage in finder.list([]))
        newest = max(storage.get_modified_time(name) for storage, name in files)
        return newest.timestamp() < manifest.stat().st_mtime

    @transaction.atomic
    def make_publisher(self):
        """Make somebody who can sign in, and say the password this once."""
        users = get_user_model()
        if users.objects.exists():
            return
        password = secrets.token_urlsafe(15)
        user = users.objects.create_user(PUBLISHER, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name="Publisher"))
        self.stdout.write(
            self.style.SUCCESS(
                f"\nSign in at /admin/ as “{PUBLISHER}” with the password {password}\n"
                f"It is shown this once; “manage.py changepassword {PUBLISHER}” sets another.\n"
            )
        )
