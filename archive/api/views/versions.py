"""The published versions of each kind of entry."""

from archive.api import version_examples as examples
from archive.api.schema import described
from archive.api.serializers.versions import VersionsSerializer
from archive.api.views.base import EntryView
from archive.selectors import changes
from archive.selectors.past import NoSuchVersion


class VersionsView(EntryView):
    """The versions of an entry that readers have seen. Subclasses name the selector and the noun."""

    serializer_class = VersionsSerializer
    parameters = ("from", "to")
    selector = None

    def read(self, **address):
        history = self.selector(**address)
        try:
            self.compared = history.compared(self.request.query_params)
        except NoSuchVersion as absence:
            raise self.no_such_version(absence) from absence
        return history

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "compared": getattr(self, "compared", None)}

    def address_of(self, entry):
        return entry.get_versions_url()


@described("list_congress_versions", "The published versions of a congress", "Versions", examples.congress_versions)
class CongressVersionsView(VersionsView):
    """What readers have seen of a congress; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.congress_versions)
    noun = "congress {number}"


@described("list_debate_versions", "The published versions of a debate", "Versions", examples.debate_versions)
class DebateVersionsView(VersionsView):
    """What readers have seen of a debate; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.debate_versions)
    noun = "debate “{slug}” at congress {number}"


@described(
    "list_resolution_versions", "The published versions of a resolution", "Versions", examples.resolution_versions
)
class ResolutionVersionsView(VersionsView):
    """What readers have seen of a resolution; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.resolution_versions)
    noun = "resolution “{slug}” at congress {number}"


@described("list_speaker_versions", "The published versions of a person", "Versions", examples.speaker_versions)
class SpeakerVersionsView(VersionsView):
    """What readers have seen of a person; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.speaker_versions)
    noun = "speaker “{slug}”"


@described("list_topic_versions", "The published versions of a topic", "Versions", examples.topic_versions)
class TopicVersionsView(VersionsView):
    """What readers have seen of a topic; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.topic_versions)
    noun = "topic “{slug}”"


@described("list_source_versions", "The published versions of a source", "Versions", examples.source_versions)
class SourceVersionsView(VersionsView):
    """What readers have seen of a source; with `from` and `to`, what two versions differ in."""

    selector = staticmethod(changes.source_versions)
    noun = "source “{slug}”"
