"""What a day or a last change leaves out is passed over by debates: a look for each, and none at their speeches."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0023_searched_by_staff'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='debate',
            name='debate_in_order',
        ),
        migrations.AddIndex(
            model_name='debate',
            index=models.Index(fields=['congress', 'position', 'status', 'publish_at', 'withdraw_at', 'updated_at'], name='debate_in_order'),
        ),
        migrations.RemoveIndex(
            model_name='speech',
            name='speech_in_order',
        ),
        migrations.AddIndex(
            model_name='speech',
            index=models.Index(fields=['debate', 'held_on', 'position'], name='speech_in_order_by_held_on'),
        ),
    ]
