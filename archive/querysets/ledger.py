"""Querysets of the ledger."""

from django.db import models

from archive.choices import LedgerChange


class LedgerRowQuerySet(models.QuerySet):
    def public(self):
        """Rows at which an entry stands, as of the last look."""
        return self.filter(change__in=[LedgerChange.CREATED, LedgerChange.UPDATED])
