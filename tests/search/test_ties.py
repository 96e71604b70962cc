"""What an index of before had in a table of its own is moved into the documents as they would be made today."""

from importlib import import_module
from types import SimpleNamespace

from django.db import connection

from archive.models import SearchDocument
from tests.search.base import SearchTestCase


class MovingTests(SearchTestCase):
    def test_the_documents_are_as_if_they_had_been_made_again(self):
        for number in range(12):
            self.say(f"Words {number}.", speaker=self.lenin if number % 2 else self.trotsky)
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE archive_searchtag "
                "(document_id bigint, kind varchar(10), object_id bigint, weight integer)"
            )
            for row in SearchDocument.objects.all():
                pairs = [*zip(row.ties.split(), row.weights.split(), strict=True)]
                for tie, weight in reversed(pairs):
                    kind = tie.rstrip("0123456789")
                    values = [row.pk, kind, int(tie.removeprefix(kind)), int(weight)]
                    cursor.execute("INSERT INTO archive_searchtag VALUES (%s, %s, %s, %s)", values)
            SearchDocument.objects.update(ties="", weights="")
            editor = SimpleNamespace(connection=connection, execute=cursor.execute)
            import_module("archive.migrations.0020_search_ties").fill(None, editor)
            cursor.execute("DROP TABLE archive_searchtag")
        self.assertTrue(SearchDocument.objects.filter(ties__contains=" ").exists())
        self.assert_in_step()
