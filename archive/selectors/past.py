"""Entries as readers have seen them before.

`past_<noun>(asked, …)` gives the entry as the version of that number had it, with the `public_…` attributes of
`public_<noun>`, or None when that version is the present one. What is no part of the entry is as it is today.
"""

from archive.models import Congress, Debate, Resolution, Source, Speaker, Topic
from archive.paging import whole_number
from archive.selectors.addresses import NotPublic, locate
from archive.selectors.congresses import public_congresses, surround_congress
from archive.selectors.debates import surround_debate
from archive.selectors.rebuilding import rebuilt
from archive.selectors.resolutions import surround_resolution
from archive.selectors.speakers import surround_speaker
from archive.selectors.topics import surround_topic
from archive.selectors.versions import public_versions


class NoSuchVersion(NotPublic):
    """The entry is public, but readers have seen no such version of it; they have seen those of 1 to `latest`.

    `is_number` is false when what was `asked` could not be the number of any version.
    """

    def __init__(self, entry, latest, asked, is_number):
        self.entry, self.latest, self.asked, self.is_number = entry, latest, asked, is_number


def past_congress(asked, number):
    return _past(Congress, asked, surround_congress, number=number)


def past_congress_people(asked, number):
    return _past(Congress, asked, number=number)


def past_debate(asked, number, slug):
    return _past(Debate, asked, surround_debate, number=number, slug=slug)


def past_resolution(asked, number, slug):
    return _past(Resolution, asked, surround_resolution, number=number, slug=slug)


def past_speaker(asked, slug):
    return _past(Speaker, asked, surround_speaker, slug=slug)


def past_topic(asked, slug):
    return _past(Topic, asked, surround_topic, slug=slug)


def past_source(asked, slug):
    return _past(Source, asked, slug=slug)


def past_entry(model, asked, **address):
    """An entry of any kind with what is part of it, without what is around it."""
    return _past(model, asked, **address)


def present_entry(model, number=None, slug=None):
    """The public entry at an address; one query, and those of `locate` where there is none."""
    if model is Congress:
        return locate(public_congresses(), number)
    rows = model.objects.public()
    return locate(rows if number is None else rows.select_related("congress"), slug, number=number)


def version_asked(entry, versions, asked):
    """The version that a reader asks for by its number."""
    number = whole_number(asked)
    if number is None or number > len(versions):
        raise NoSuchVersion(entry, len(versions), asked, number is not None)
    return versions[number - 1]


def _past(model, asked, surround=None, **address):
    present = present_entry(model, **address)
    version = version_asked(present, public_versions(present), asked)
    if version.is_latest:
        return None
    entry = rebuilt(present, version)
    if surround is not None:
        surround(entry)
    return entry
