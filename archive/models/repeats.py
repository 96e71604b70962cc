"""Requests that may be sent again without being done again. Written by `archive.workflow.repeats` alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class AnsweredRequest(models.Model):
    """A request under a key of its sender's, and once it is done, what was answered."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    #: Of what was asked: the same key for something else is a mistake.
    digest = models.CharField(max_length=64)
    #: Of what the owner might do then: the answer may hold what he may not see any more.
    rights = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: Null while it is being done.
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="request_key_once_per_account")]

    def __str__(self):
        return self.key
