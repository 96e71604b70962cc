"""Pages that say how to cite an entry or a part of one, and the files to take references away in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.interchange.csl import item_of_source
from archive.interchange.formats import FORMATS
from archive.selectors import citing
from archive.selectors.sources import public_bibliography
from archive.views.base import BesideEntryView, EntryView


class CiteView(BesideEntryView):
    """How to cite an entry, or with `?part=` a speech, clause or paragraph of it, as `?version=` has it.

    Subclasses name the selector.
    """

    template_name = "archive/cite.html"
    name = _("Cite")
    #: What is meant: an `archive.selectors.citing.Meant`.
    context_name = "meant"
    parameters = ("part", "version")
    #: Reads what is meant: `selector(part, version=None, **address)`.
    selector = None

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except citing.NoSuchPart as absence:
            return render(request, "archive/no_such_part.html", {"entry": absence.entry}, status=404)

    def read(self, **address):
        part, version = self.request.GET.get("part", ""), self.request.GET.get("version")
        return self.selector(part, version=version, **address)

    def address_of(self, entry):
        return entry.get_cite_url()

    def meant(self):
        return self.entry


class CongressCiteView(CiteView):
    selector = staticmethod(citing.congress_to_cite)


class DebateCiteView(CiteView):
    selector = staticmethod(citing.debate_to_cite)


class ResolutionCiteView(CiteView):
    selector = staticmethod(citing.resolution_to_cite)


class SpeakerCiteView(CiteView):
    selector = staticmethod(citing.speaker_to_cite)


class TopicCiteView(CiteView):
    selector = staticmethod(citing.topic_to_cite)


class SourceCiteView(CiteView):
    selector = staticmethod(citing.source_to_cite)


class FileMixin:
    """Answers in the format that the end of the address names; an unknown one is no address."""

    has_twin = False

    def linked_data(self, context):
        return None

    def get(self, request, *args, extension, **kwargs):
        if extension not in FORMATS:
            raise Http404
        self.format = FORMATS[extension]
        return super().get(request, *args, **kwargs)

    def address_of(self, entry):
        return f"{entry.get_absolute_url()}{self.file_name}.{self.format.extension}"

    def file_of(self, items, name):
        """The response with these CSL items; the name is of slugs and numbers, so it is ASCII."""
        response = HttpResponse(self.format.write(items), content_type=self.format.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{self.format.extension}"'
        return response


class CiteFileView(FileMixin, CiteView):
    """One reference as a file."""

    file_name = "cite"

    def render_to_response(self, context, **kwargs):
        item = context["cited"].item
        return self.file_of([item], item["id"])


def bibliography_files(congress):
    """The names of the formats with the addresses of the congress's bibliography in them."""
    name = "archive:congress-bibliography"
    return [(each.label, reverse(name, args=[congress.number, each.extension])) for each in FORMATS.values()]


class BibliographyView(FileMixin, EntryView):
    """Every work that a congress, its debates or its resolutions cite, as one file."""

    context_name = "congress"
    file_name = "bibliography"

    def read(self, number):
        return public_bibliography(number)

    def render_to_response(self, context, **kwargs):
        items = [item_of_source(source) for source in self.entry.public_sources]
        return self.file_of(items, f"congress-{self.entry.number}-bibliography")
