"""What stands at an address: an entry, a redirect, something withdrawn, or nothing."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, IntegerField
from django.utils import timezone

from archive.models import Congress, FormerSlug
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.seen import has_been_seen


class NotPublic(Exception):
    """Nothing public stands at the address, and nothing ever did as far as anyone may know."""


class Withdrawn(NotPublic):
    """Something that readers saw stood here and was withdrawn: 410, and nothing of it is told."""


class Moved(NotPublic):
    """The entry has another address now; it is `entry`, and it is public."""

    def __init__(self, entry):
        self.entry = entry


class Addressed:
    """Public entries of a kind, to be located by their addresses often: `make` is their selector, by moment."""

    def __init__(self, model, make):
        self.model = model
        fields = {"now": DateTimeField(), "slug": model._meta.get_field(model.slug_field)}
        if hasattr(model, "congress_id"):
            fields["number"] = IntegerField()
        self._read = Prepared(lambda now, **address: _at(make(now), **address), **fields)

    def first_at(self, slug, number, wanted):
        try:
            return self._read.filled(now=timezone.now(), slug=slug, number=number).with_lists(wanted).first()
        except OverflowError:
            # No database holds such a number.
            return None


def locate(entries, slug, *, number=None, wanted=EVERYTHING):
    """Return the one of the public `entries` with this slug, in congress `number` where that matters.

    `entries` are `Addressed` or a queryset; of the former no other lists are read than those that are wanted. When
    there is none, raise `Moved` if a former address matches, `Withdrawn` if it was withdrawn, `NotPublic` otherwise.
    The extra queries are spent only then.
    """
    is_prepared = isinstance(entries, Addressed)
    entry = entries.first_at(slug, number, wanted) if is_prepared else _at(entries, slug, number).first()
    if entry is None:
        raise _absence(entries.model, slug, number)
    return entry


def _at(queryset, slug, number=None):
    within = {} if number is None else {"congress__number": number}
    return queryset.filter(**{queryset.model.slug_field: slug}, **within)


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
