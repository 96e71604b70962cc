"""Texts that are mostly empty, to be looked through where they are filled in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0024_lists_by_day_and_change'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('locator', ''), _negated=True), fields=['locator'], name='citation_with_locator'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('value', ''), _negated=True), fields=['id'], name='citation_with_value'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(condition=models.Q(('note', ''), _negated=True), fields=['id'], name='citation_with_note'),
        ),
        migrations.AddIndex(
            model_name='clause',
            index=models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number'], name='clause_with_number'),
        ),
        migrations.AddIndex(
            model_name='election',
            index=models.Index(condition=models.Q(('note', ''), _negated=True), fields=['id'], name='election_with_note'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(condition=models.Q(('on_behalf_of', ''), _negated=True), fields=['on_behalf_of'], name='mandate_with_on_behalf_of'),
        ),
    ]
