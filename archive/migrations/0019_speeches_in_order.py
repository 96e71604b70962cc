"""Speeches by what they are put in order of, and within their debates by what they are chosen by."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0018_lists_and_latest'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['updated_at'], name='speech_changed_last'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['held_on'], name='speech_by_day'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'kind', 'position'], name='speech_in_order_by_kind'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'rendering', 'position'], name='speech_in_order_by_rendering'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'language', 'position'], name='speech_in_order_by_language'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'certainty', 'position'], name='speech_in_order_by_certainty'),
        ),
    ]
