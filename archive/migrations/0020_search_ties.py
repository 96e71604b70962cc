"""What a document has to do with goes into the document itself: to find and count it there spares a search a query.

Going back, the table of tags comes back empty, so the index is out of date and is made again.
"""

from django.db import migrations, models

#: All the tags of a document as one text, in the order in which `archive.search.documents` writes them.
_JOINED = {
    "sqlite": "SELECT group_concat({each}, ' ') FROM (SELECT * FROM archive_searchtag "
    "WHERE document_id = archive_searchdocument.id ORDER BY kind, object_id)",
    "postgresql": "SELECT string_agg({each}, ' ' ORDER BY kind COLLATE \"C\", object_id) FROM archive_searchtag "
    "WHERE document_id = archive_searchdocument.id",
}


def fill(apps, schema_editor):
    joined = _JOINED[schema_editor.connection.vendor]
    ties, weights = joined.format(each="kind || object_id"), joined.format(each="CAST(weight AS text)")
    schema_editor.execute(
        f"UPDATE archive_searchdocument SET ties = coalesce(({ties}), ''), weights = coalesce(({weights}), '')"
    )


def make_again(apps, schema_editor):
    schema_editor.execute("UPDATE archive_searchdocument SET version = 0")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0019_speeches_in_order'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # Not by AddField, which on SQLite makes the table again, without its trigger.
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE archive_searchdocument ADD COLUMN {name} text NOT NULL DEFAULT ''",
                    f"ALTER TABLE archive_searchdocument DROP COLUMN {name}",
                )
                for name in ("ties", "weights")
            ],
            state_operations=[
                migrations.AddField(
                    model_name='searchdocument',
                    name='ties',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='searchdocument',
                    name='weights',
                    field=models.TextField(blank=True),
                ),
            ],
        ),
        migrations.RunPython(fill, make_again, elidable=True),
        migrations.DeleteModel(
            name='SearchTag',
        ),
    ]
