"""What an archive that is a copy of another remembers of it."""

from django.db import models


class MirrorState(models.Model):
    """The one row that says whose copy this archive is, and how far it follows; only `archive.mirroring` writes it."""

    origin = models.URLField()
    cursor = models.CharField(max_length=100)
    followed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.origin} to {self.cursor}"
