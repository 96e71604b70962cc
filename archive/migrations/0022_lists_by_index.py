"""What lists are counted and walked by: entries by the gate, debates by the days of sittings, speeches in their order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0021_due_last'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='congress',
            index=models.Index(fields=['number', 'status', 'publish_at', 'withdraw_at'], name='congress_in_order'),
        ),
        migrations.AddIndex(
            model_name='debate',
            index=models.Index(fields=['congress', 'position', 'status', 'publish_at', 'withdraw_at'], name='debate_in_order'),
        ),
        migrations.AddIndex(
            model_name='resolution',
            index=models.Index(fields=['congress', 'position', 'status', 'publish_at', 'withdraw_at'], name='resolution_in_order'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(fields=['status', 'publish_at', 'withdraw_at'], name='speaker_gate'),
        ),
        migrations.AddIndex(
            model_name='sitting',
            index=models.Index(fields=['held_on'], name='sitting_by_day'),
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'position', 'held_on', 'updated_at'], name='speech_in_order'),
        ),
    ]
