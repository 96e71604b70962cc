"""What each version changed, in a few words: fields of the entry, and which of its parts."""

from collections import Counter, defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils.formats import localize
from django.utils.text import capfirst, get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.admin.wording import Wording
from archive.models import Entry, RecordState, Version
from archive.workflow.snapshots import fields_of, model_of

#: More records than this are counted by kind instead of named.
MOST_NAMED = 8
#: Of an entry's schedule, what versions keep.
_TIMES = ("publish_at", "withdraw_at")


def summaries(versions, may_view):
    """{primary key of a version: sentences}, for versions of one entry, newest first, that follow each other.

    `may_view(model)` says which kinds of record the person may read. Four queries, and one for each kind of record
    that is referred to, whatever the number of versions.
    """
    found = defaultdict(list)
    if not versions:
        return found
    counted, named = _records_of(versions, may_view)
    for pk, records in counted.items():
        found[pk] = _counts(records)
    for pk, sentences in _named(versions, named).items():
        found[pk] = sentences
    for version, before in zip(versions, [*versions[1:], _before(versions[-1])], strict=True):
        found[version.pk] += _times(before, version)
    return found


def _records_of(versions, may_view):
    """{version: [(record, whether it is gone)]} of those with many, and the keys of the versions with few."""
    gone = ExpressionWrapper(Q(data__isnull=True), output_field=BooleanField())
    states = RecordState.objects.filter(version__in=versions).order_by("pk").annotate(gone=gone)
    found = defaultdict(list)
    for version, record, is_gone in states.values_list("version", "record", "gone"):
        if may_view(model_of(record)[0]):
            found[version].append((record, is_gone))
    named = {version: {record for record, _gone in rows} for version, rows in found.items() if len(rows) <= MOST_NAMED}
    return {version: rows for version, rows in found.items() if len(rows) > MOST_NAMED}, named


def _counts(records):
    counts = Counter((model_of(record)[0], is_gone) for record, is_gone in records)
    sentences = []
    for (model, is_gone), count in counts.items():
        kind = capfirst(model._meta.verbose_name_plural if count > 1 else model._meta.verbose_name)
        text = kind if count == 1 else f"{kind}: {count}"
        sentences.append(_("%(record)s: taken away") % {"record": text} if is_gone else text)
    return sentences


def _named(versions, named):
    rows = _with_what_was_before(versions[0], named)
    wording = Wording(*({record: values} for _pk, record, *sides in rows for values in sides if values))
    found = defaultdict(list)
    for pk, record, before, after in rows:
        if record in named[pk]:
            found[pk].append(_sentence(wording, record, before, after))
    return {pk: list(filter(None, sentences)) for pk, sentences in found.items()}


def _with_what_was_before(newest, named):
    """(version, record, values before, values after) of each record that the versions changed."""
    if not named:
        return []
    earlier = RecordState.objects.filter(
        record=OuterRef("record"),
        version__content_type=newest.content_type_id,
        version__object_id=newest.object_id,
        version__number__lt=OuterRef("version__number"),
    ).order_by("-version__number")
    states = RecordState.objects.filter(version__in=named).order_by("version", "pk")
    states = states.annotate(before=Subquery(earlier.values("data")[:1]))
    return [(state.version_id, state.record, state.before, state.data) for state in states]


def _sentence(wording, record, before, after):
    model = model_of(record)[0]
    is_entry = issubclass(model, Entry)
    label = wording.record(record, after or before)
    if before is None:
        return "" if is_entry else _("%(record)s: added") % {"record": label}
    if after is None:
        return _("%(record)s: taken away") % {"record": label}
    names = [
        field.name for field in fields_of(model) if (before.get(field.name) or "") != (after.get(field.name) or "")
    ]
    fields = get_text_list([wording.field(record, name) for name in names], _("and"))
    return fields if is_entry else f"{label}: {fields}"


def _before(version):
    """The version before the oldest of a page."""
    earlier = Version.objects.filter(content_type=version.content_type_id, object_id=version.object_id)
    return earlier.filter(number__lt=version.number).order_by("number").last()


def _times(before, version):
    sentences = []
    for name in _TIMES:
        was, now = getattr(before, name, None), getattr(version, name)
        if was != now:
            label = capfirst(
                ContentType.objects.get_for_id(version.content_type_id).model_class()._meta.get_field(name).verbose_name
            )
            sentences.append(f"{label}: {_moment(was)} → {_moment(now)}")
    return sentences


def _moment(time):
    return f"{localize(localtime(time))} ({localtime(time).tzname()})" if time is not None else _("(nothing)")
