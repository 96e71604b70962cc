"""Schedules that come due: the moments at which published entries appear and leave by themselves."""

from django.db.models import F, Q

from archive.choices import PublicationStatus
from archive.ledger.owners import KINDS

_MOMENTS = ("publish_at", "withdraw_at")


def due_entries(after, until):
    """The entries, as (kind, key), that appear or leave after one moment and not after the other; a query a kind."""
    due = Q()
    for name in _MOMENTS:
        due |= Q(**{f"{name}__gt": after, f"{name}__lte": until})
    rows = {kind: _published(model).filter(due).values_list("pk", flat=True) for kind, model in KINDS.items()}
    return {(kind, key) for kind, keys in rows.items() for key in keys}


def next_due(after):
    """The first moment after this one at which an entry appears or leaves; None when there is none. One query."""
    arms = [
        _published(model).filter(**{f"{name}__gt": after}).values(moment=F(name))
        for model in KINDS.values()
        for name in _MOMENTS
    ]
    return arms[0].union(*arms[1:]).order_by("moment").values_list("moment", flat=True).first()


def _published(model):
    return model._base_manager.filter(status=PublicationStatus.PUBLISHED).order_by()
