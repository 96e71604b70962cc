"""Pages of the published versions of an entry: the list of them, and two of them word by word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from archive.comparing import RecordWords, record_words, short_words
from archive.differences import word_differences
from archive.selectors import changes
from archive.selectors.citing import Meant
from archive.selectors.versions import PublicVersion
from archive.views.base import BesideEntryView


@dataclass
class Row:
    """A version in the list: its address, what it changed in short, and the number of the one before; 0 for none."""

    version: PublicVersion
    address: str
    changed: dict
    before: int


@dataclass
class Difference:
    """A record that two versions differ in: its words, and each field with the pieces of both texts."""

    words: RecordWords
    fields: list


class VersionsView(BesideEntryView):
    """The versions of an entry that readers have seen; with `?from=` and `?to=` two of them side by side.

    Subclasses name the selector.
    """

    template_name = "archive/versions.html"
    name = _("Versions")
    #: The entry with its versions: a `History` of `archive.selectors.changes`.
    context_name = "history"
    parameters = ("from", "to")
    selector = None

    def read(self, **address):
        history = self.selector(**address)
        self.compared = history.compared(self.request.GET)
        return history

    def address_of(self, entry):
        return entry.get_versions_url()

    def meant(self):
        return Meant(self.entry.entry, self.entry.entry)

    def get_context_data(self, **kwargs):
        history = self.entry
        return super().get_context_data(
            entry=history.entry,
            rows=list(reversed(rows(history))),
            compared=self.compared,
            differences=differences(history, *self.compared) if self.compared else [],
            **kwargs,
        )


class CongressVersionsView(VersionsView):
    selector = staticmethod(changes.congress_versions)


class DebateVersionsView(VersionsView):
    selector = staticmethod(changes.debate_versions)


class ResolutionVersionsView(VersionsView):
    selector = staticmethod(changes.resolution_versions)


class SpeakerVersionsView(VersionsView):
    selector = staticmethod(changes.speaker_versions)


class TopicVersionsView(VersionsView):
    selector = staticmethod(changes.topic_versions)


class SourceVersionsView(VersionsView):
    selector = staticmethod(changes.source_versions)


def rows(history):
    """The versions as the list has them, oldest first."""
    page = history.entry.get_absolute_url()
    return [
        Row(
            version,
            page if version.is_latest else f"{page}?version={version.number}",
            short_words(changed, history.entry, history.visibility),
            version.number - 1,
        )
        for version, changed in zip(history.versions, history.changes, strict=True)
    ]


def differences(history, before, to):
    """What the second version has otherwise, record by record, word by word."""
    found = [record_words(change, history.entry, history.visibility) for change in history.differences(before, to)]
    return [
        Difference(words, [(field.label, word_differences(field.before, field.after)) for field in words.fields])
        for words in found
    ]
