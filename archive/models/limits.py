"""How often each client has asked of late. Written by `archive.limits` alone; nothing here is worth a backup."""

from django.db import models


class RequestCount(models.Model):
    """The requests of one client in the span of time that is counted together; one row a client."""

    #: What is counted by, with its kind before it: "address 192.0.2.1".
    client = models.CharField(max_length=200, primary_key=True)
    #: When the span began, in seconds since 1970.
    began_at = models.BigIntegerField()
    count = models.PositiveBigIntegerField()

    class Meta:
        # Kept by the machine: nobody is given the right to add or change one.
        default_permissions = ()

    def __str__(self):
        return f"{self.client} {self.count}"
