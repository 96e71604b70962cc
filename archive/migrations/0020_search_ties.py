"""What a document has to do with goes into the document itself: to find and count it there spares a search a query."""

from django.db import migrations, models

_TIE = "kind || object_id || ':' || weight"
#: In the order in which `archive.search.documents` writes them.
_TIES = {
    "sqlite": f"SELECT group_concat({_TIE}, ' ') FROM (SELECT * FROM archive_searchtag "
    "WHERE document_id = archive_searchdocument.id ORDER BY kind, object_id)",
    "postgresql": f"SELECT string_agg({_TIE}, ' ' ORDER BY kind COLLATE \"C\", object_id) FROM archive_searchtag "
    "WHERE document_id = archive_searchdocument.id",
}


def fill(apps, schema_editor):
    ties = _TIES[schema_editor.connection.vendor]
    schema_editor.execute(f"UPDATE archive_searchdocument SET ties = coalesce(({ties}), '')")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0019_speeches_in_order'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # Not by AddField, which on SQLite makes the table again, without its trigger.
            database_operations=[
                migrations.RunSQL("ALTER TABLE archive_searchdocument ADD COLUMN ties text NOT NULL DEFAULT ''"),
            ],
            state_operations=[
                migrations.AddField(
                    model_name='searchdocument',
                    name='ties',
                    field=models.TextField(blank=True),
                ),
            ],
        ),
        migrations.RunPython(fill, elidable=True),
        migrations.DeleteModel(
            name='SearchTag',
        ),
    ]
