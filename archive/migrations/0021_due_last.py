"""Entries by when they come due, of those that have such a time: a few, so the index is small."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0020_search_ties'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='congress',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='congress_due_last'),
        ),
        migrations.AddIndex(
            model_name='debate',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='debate_due_last'),
        ),
        migrations.AddIndex(
            model_name='resolution',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='resolution_due_last'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='source_due_last'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='speaker_due_last'),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='topic_due_last'),
        ),
    ]
