"""Who has the form of a record open. To say so changes no record and no version."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from archive.models import OpenForm

#: Somebody who has given no sign for this long is gone.
GONE_AFTER = timedelta(minutes=2)


def sign(user, record):
    """The person has the record's form open now; rows of those who are gone are removed on the way."""
    now = timezone.now()
    OpenForm.objects.filter(seen_at__lt=now - GONE_AFTER).delete()
    row = OpenForm(user=user, opened_at=now, seen_at=now, **_place(record))
    OpenForm.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user", "content_type", "object_id"],
        update_fields=["seen_at"],
    )


def close(user, record):
    """The person has saved and gone on."""
    OpenForm.objects.filter(user=user, **_place(record)).delete()


def others(user, record):
    """The open forms of everybody else, the earliest first."""
    since = timezone.now() - GONE_AFTER
    rows = OpenForm.objects.filter(seen_at__gte=since, **_place(record)).exclude(user=user)
    return list(rows.select_related("user").order_by("opened_at", "pk"))


def _place(record):
    return {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
