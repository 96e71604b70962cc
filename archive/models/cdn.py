"""What is remembered of the CDN before the site."""

from django.db import models


class PurgedUpTo(models.Model):
    """The one row that says up to which content version the CDN has been told; only `archive.cdn` writes it."""

    epoch = models.CharField(max_length=16)
    place = models.PositiveBigIntegerField()

    class Meta:
        # Kept by the machine: nobody is given the right to add or change one.
        default_permissions = ()

    def __str__(self):
        return f"{self.epoch}: {self.place}"
