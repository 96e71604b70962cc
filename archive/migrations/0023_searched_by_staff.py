"""The lists of the admin by their orders, and titles and names apart from the rows that are long."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0022_lists_by_index'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['field', 'id'], name='citation_in_order'),
        ),
        migrations.AddIndex(
            model_name='debate',
            index=models.Index(fields=['congress', 'title', 'original_title', 'slug'], name='debate_titles'),
        ),
        migrations.AddIndex(
            model_name='resolution',
            index=models.Index(fields=['congress', 'title', 'original_title', 'slug'], name='resolution_titles'),
        ),
        migrations.AddIndex(
            model_name='resolutionlink',
            index=models.Index(fields=['kind', 'id'], name='resolutionlink_in_order'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(fields=['name', 'sort_name', 'original_name', 'slug'], name='speaker_names'),
        ),
        migrations.AddIndex(
            model_name='speakername',
            index=models.Index(fields=['kind', 'name', 'id'], name='speakername_in_order'),
        ),
    ]
