"""Names by what they are to a person: a family name that some have is a given name that very many have."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0025_searched_where_filled'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='searchname',
            name='search_name_by_spelling',
        ),
        migrations.RemoveIndex(
            model_name='searchname',
            name='search_name_by_stem',
        ),
        migrations.AddIndex(
            model_name='searchname',
            index=models.Index(fields=['spelling', 'role', 'document'], name='search_name_by_spelling'),
        ),
        migrations.AddIndex(
            model_name='searchname',
            index=models.Index(fields=['stem_spelling', 'role', 'document'], name='search_name_by_stem'),
        ),
    ]
