"""Which versions of an entry readers have been able to see, and the numbers that readers know them by.

A reader's number counts the versions that were public, in order, from 1; those that say the same as the public one
before count once. It is the same for ever, since it depends on the past alone: a version was public from a moment until
a moment, both are on record, and neither can be changed afterwards. What is written later only adds to the end, so a
number that was cited is never given to anything else. Drafts, what was superseded before it came due, and what was
written while the entry or its congress was hidden have no number and leave no gap.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from archive.choices import PublicationStatus, VersionAction
from archive.models import Congress, Version
from archive.selectors.evidence import grouped, hanging_on, key_of, keys_of

#: Before anything was on record, and for as long as nothing else is.
ALWAYS = datetime.min.replace(tzinfo=UTC)
EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class PublicVersion:
    """A version that readers have seen, by their number."""

    number: int
    #: When readers first saw it.
    since: datetime
    #: The number of the present one.
    latest: int
    #: When it was public, as pairs of moments.
    spans: tuple
    #: The row; None for a present state that nothing has put on record yet.
    stored: Version | None

    @property
    def is_latest(self):
        return self.number == self.latest


def attach_public_version(entry):
    """Give a public entry its `public_version`, the latest; one query, or two for what stands in a congress."""
    entry.public_version = public_versions(entry)[-1]


def public_versions(entry):
    """Every version of a public entry that readers have seen, oldest first: the last one is what they see now.

    An entry whose present state is not on record (it was made before there was a history) has it as its last version.
    """
    now = timezone.now()
    seen, is_on_record = [], False
    for version, spans in timelines([entry])[key_of(entry)]:
        past = [span for span in spans if span[0] <= now]
        is_on_record = any(end > now for _start, end in past)
        if not past:
            continue
        if seen and _say_the_same(seen[-1][0], version):
            seen[-1][1].extend(past)
        else:
            seen.append((version, past))
    latest = len(seen) + (not is_on_record)
    found = [
        PublicVersion(number, _since(version, spans), latest, tuple(spans), version)
        for number, (version, spans) in enumerate(seen, start=1)
    ]
    if not is_on_record:
        since = max(moment for moment in (entry.updated_at, entry.publish_at) if moment)
        found.append(PublicVersion(latest, since, latest, ((since, EVER),), None))
    return found


def spans_of(entries):
    """When each of these public entries was public, as {key_of(entry): [(start, end), …]}; two queries at most."""
    found = {}
    stored = timelines(entries)
    for entry in entries:
        spans = [span for _version, spans in stored[key_of(entry)] for span in spans]
        # Nothing on record: as far as anybody knows it has always been as it is.
        found[key_of(entry)] = spans or [(entry.publish_at or ALWAYS, EVER)]
    return found


def timelines(entries):
    """Of each entry its versions, oldest first, as {key_of(entry): [(version, [(start, end), …]), …]}.

    What stands in a congress was public only while that congress was, the one it stood in then.
    """
    entries = dict(zip(keys_of(entries), entries, strict=True))
    if not entries:
        return {}
    in_congress = [entry for entry in entries.values() if hasattr(entry, "congress_id")]
    if in_congress:
        stood_in = {_congress_key(entry.congress_id) for entry in in_congress}
        rows = grouped(hanging_on({*entries, *stood_in}, _in_their_congress))
    else:
        rows = grouped(hanging_on(entries, _recorded))
    found = {key: _with_spans(rows[key]) for key in entries}
    congresses = _spans_of_congresses([entry for entry in in_congress if rows[key_of(entry)]], rows)
    for entry in in_congress:
        found[key_of(entry)] = [
            (version, _overlaps(spans, congresses[version.in_congress or entry.congress_id]))
            for version, spans in found[key_of(entry)]
        ]
    return found


def overlap(one, other):
    """Whether two lists of spans have a moment in common."""
    return bool(_overlaps(one, other))


def _span(version, following):
    """From when until when readers could see the version, by the status and times of the entry itself; None if never.

    The one place that knows it. The first version of an entry that was found when the history began stood so before.
    """
    if version.status != PublicationStatus.PUBLISHED or version.action == VersionAction.DELETE:
        return None
    stood_so_before = version.number == 1 and version.action == VersionAction.FOUND
    begins = [ALWAYS if stood_so_before else version.made_at, version.publish_at]
    ends = [following.made_at if following else None, version.withdraw_at]
    start, end = max(filter(None, begins)), min(filter(None, ends), default=EVER)
    return (start, end) if start < end else None


def _with_spans(versions):
    pairs = zip(versions, [*versions[1:], None], strict=False)
    return [(version, [span] if (span := _span(version, following)) else []) for version, following in pairs]


def _spans_of_congresses(entries, rows):
    """{congress's key: spans} for every congress that the entries have stood in; one query if they have left any.

    `rows` has the versions of the present ones. A congress without versions stands as it always has; of one that an
    entry has left, nothing is known then.
    """
    present = {entry.congress_id: entry.congress for entry in entries}
    left = {version.in_congress for entry in entries for version in rows[key_of(entry)]} - {None, *present}
    if left:
        rows = rows | grouped(hanging_on(map(_congress_key, left), _recorded))
    found = defaultdict(list)
    for pk in (*present, *left):
        versions = rows[_congress_key(pk)]
        found[pk] = [span for _version, spans in _with_spans(versions) for span in spans]
        if not versions and pk in present:
            found[pk] = [(present[pk].publish_at or ALWAYS, EVER)]
    return found


def _congress_key(pk):
    return ContentType.objects.get_for_model(Congress).pk, pk


def _recorded(now):
    # Who made them, and why, and what colleagues said, is no reader's business: it is not even read.
    return Version.objects.defer("made_by_name", "made_through", "reason", "title", "beside").order_by("number")


def _in_their_congress(now):
    return _recorded(now).with_congress()


def _overlaps(spans, others):
    pairs = [(max(one[0], other[0]), min(one[1], other[1])) for one in spans for other in others]
    return [(start, end) for start, end in pairs if start < end]


def _say_the_same(one, other):
    """Whether a reader finds the same in both. The place of the entry among others is no part of it: it moves when
    another is put before it, perhaps one that no reader sees."""
    return one.digest == other.digest or "" != one.own_digest == other.own_digest


def _since(version, spans):
    start = min(start for start, _end in spans)
    return version.made_at if start == ALWAYS else start
