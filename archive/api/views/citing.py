"""How to cite each kind of entry, and the parts of one."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.citing import CitedSerializer
from archive.api.views.base import EntryView
from archive.selectors import citing
from archive.selectors.addresses import NotPublic
from archive.selectors.past import NoSuchVersion


class CiteView(EntryView):
    """How to cite an entry, or a part of it. Subclasses name the selector and the noun."""

    serializer_class = CitedSerializer
    parameters = ("part", "version")
    #: Reads what is meant: `selector(part, version=None, **address)`.
    selector = None
    #: Whether the entry is there and the part is not.
    lacks_part = False

    def read(self, **address):
        part, version = (self.request.query_params.get(name) for name in ("part", "version"))
        try:
            return self.selector(part or "", version=version, **address)
        except NoSuchVersion as absence:
            raise self.no_such_version(absence) from absence
        except citing.NoSuchPart as absence:
            self.lacks_part = True
            raise NotPublic from absence

    def absence(self):
        if self.lacks_part:
            return f"The {self.noun.format(**self.kwargs)} has no such part."
        return super().absence()

    def address_of(self, entry):
        return entry.get_cite_url()


@described("cite_congress", "How to cite a congress", "Citing", examples.cite_congress)
class CongressCiteView(CiteView):
    """References to a congress, or with `part=people` to the page of the people at it."""

    selector = staticmethod(citing.congress_to_cite)
    noun = "congress {number}"


@described("cite_debate", "How to cite a debate", "Citing", examples.cite_debate)
class DebateCiteView(CiteView):
    """References to a debate, or with `part` to a speech (`speech-3`) or a paragraph of one (`speech-3-p2`)."""

    selector = staticmethod(citing.debate_to_cite)
    noun = "debate “{slug}” at congress {number}"


@described("cite_resolution", "How to cite a resolution", "Citing", examples.cite_resolution)
class ResolutionCiteView(CiteView):
    """References to a resolution, or with `part` to a clause (`clause-4`) or a paragraph (`clause-4-p1`, `text-p2`)."""

    selector = staticmethod(citing.resolution_to_cite)
    noun = "resolution “{slug}” at congress {number}"


@described("cite_speaker", "How to cite the page of a person", "Citing", examples.cite_speaker)
class SpeakerCiteView(CiteView):
    """References to the page of a person."""

    selector = staticmethod(citing.speaker_to_cite)
    noun = "speaker “{slug}”"


@described("cite_topic", "How to cite a topic", "Citing", examples.cite_topic)
class TopicCiteView(CiteView):
    """References to the page of a topic."""

    selector = staticmethod(citing.topic_to_cite)
    noun = "topic “{slug}”"


@described("cite_source", "How to cite a source", "Citing", examples.cite_source)
class SourceCiteView(CiteView):
    """References to a work of the bibliography, as the work it is."""

    selector = staticmethod(citing.source_to_cite)
    noun = "source “{slug}”"
