"""Examples of the published versions of each kind of entry, for the schema and the guide."""

from types import SimpleNamespace

from archive.api.examples import sample_addresses
from archive.api.sample_records import (
    CHANGED,
    make_congress,
    make_debate,
    make_lenin,
    make_resolution,
    make_source,
    make_topic,
)
from archive.api.serializers.versions import VersionsSerializer
from archive.selectors.changes import History, RecordChange
from archive.selectors.versions import PublicVersion


def congress_versions():
    return _versions(make_congress(), "summary", "A party that governs.", "The first congress after the civil war.")


def debate_versions():
    return _versions(make_debate(make_congress()), "outcome", "It was left open.", "It was closed.")


def resolution_versions():
    return _versions(
        make_resolution(make_congress()), "summary", "The work is approved.", "The work is approved in full."
    )


def speaker_versions():
    return _versions(make_lenin(), "role", "Chairman", "Chairman of the government")


def topic_versions():
    return _versions(make_topic(), "description", "Trade and taxes.", "Trade, taxes and concessions.")


def source_versions():
    return _versions(make_source(), "note", "Volume 45.", "Volume 45, 1970.")


def _versions(entry, name, before, after):
    """Two versions, of which the second corrected a field."""
    change = RecordChange(f"{entry._meta.model_name}:{entry.pk}", {name: before}, {name: after}, (name,))
    seen = [PublicVersion(number, CHANGED["updated_at"], 2, (), None) for number in (1, 2)]
    history = History(entry, seen, SimpleNamespace(entry=None), [[], [change]], [])
    history.differences = lambda before, to: [change]
    return VersionsSerializer(history, context={"addresses": sample_addresses(), "compared": seen}).data
