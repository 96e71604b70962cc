"""The gate as the index asks it, by the columns that say from when and until when a document is public."""

from django.db import connection
from django.db.models import Q


def is_public(now, document=""):
    """The condition that documents are public at `now`; `document` is the path to them from another table."""
    start, end = (f"{document}__{name}" if document else name for name in ("public_from", "public_until"))
    return Q(**{f"{start}__lte": now}) & (Q(**{end: None}) | Q(**{f"{end}__gt": now}))


def public_sql(now):
    """The same of the document `d` in SQL, and its parameters."""
    time = connection.ops.adapt_datetimefield_value(now)
    return "d.public_from <= %s AND (d.public_until IS NULL OR d.public_until > %s)", [time, time]
