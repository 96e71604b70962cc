"""What stands at an address: an entry, a redirect, something withdrawn, or nothing."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from archive.models import Congress, FormerSlug
from archive.selectors.seen import has_been_seen


class NotPublic(Exception):
    """Nothing public stands at the address, and nothing ever did as far as anyone may know."""


class Withdrawn(NotPublic):
    """Something that readers saw stood here and was withdrawn: 410, and nothing of it is told."""


class Moved(NotPublic):
    """The entry has another address now; it is `entry`, and it is public."""

    def __init__(self, entry):
        self.entry = entry


def locate(queryset, slug, *, number=None):
    """Return the row of a public `queryset` with this slug, in congress `number` where that matters.

    When there is none, raise `Moved` if a former address matches, `Withdrawn` if it was withdrawn,
    `NotPublic` otherwise. The extra queries are spent only then.
    """
    within = {} if number is None else {"congress__number": number}
    rows = queryset.filter(**{queryset.model.slug_field: slug}, **within)[:1]
    return located(rows, queryset.model, slug, number=number)


def located(rows, model, slug, *, number=None):
    """The one of the public rows that were asked for by this address; raises what `locate` does."""
    for entry in rows:
        return entry
    raise _absence(model, slug, number)


def _absence(model, slug, number):
    """The exception that says why nothing public stands at this address."""
    numbers = [number]
    if number is not None:
        numbers += list(Congress.objects.filter(pk__in=_formerly(Congress, number)).values_list("number", flat=True))
    now = timezone.now()
    here = model.objects.filter(**{model.slug_field: slug})
    before = model.objects.filter(pk__in=_formerly(model, slug))
    for there in numbers:
        within = {} if there is None else {"congress__number": there}
        for rows in (here.filter(**within), before.filter(**within)):
            moved = rows.public(now).first()
            if moved is not None:
                return Moved(moved)
            if any(has_been_seen(entry, now) for entry in _with_congress(rows.withdrawn(now))):
                return Withdrawn()
    return NotPublic()


def _formerly(model, slug):
    content_type = ContentType.objects.get_for_model(model)
    return FormerSlug.objects.filter(content_type=content_type, slug=str(slug)).values("object_id")


def _with_congress(rows):
    return rows.select_related("congress") if hasattr(rows.model, "congress_id") else rows
