"""What a resolution does to others, and what others do to it, in the order of their congresses."""

from dataclasses import dataclass, field
from textwrap import wrap

from archive.figures.scales import rem
from archive.models import Congress, Resolution, ResolutionLink
from archive.naming import named_plain

#: Letters on a line and lines of a title: what a small telephone has room for.
_LETTERS, _LINES = 26, 5
#: From the words of a relation to what follows, from line to line, and between documents.
_WORDS, _LINE, _SPACE = 1.25, 1.25, 1.25
_TOP = 0.75
#: How far from its middle lines leave and reach the resolution in view.
_ASIDE = 0.1875


@dataclass
class Document:
    """The resolution in view, one related to it, or a document outside the archive."""

    resolution: Resolution | None
    title: str
    links: list[ResolutionLink] = field(default_factory=list)
    links_from: list[ResolutionLink] = field(default_factory=list)
    is_here: bool = False
    #: Named beside the first document of a congress.
    congress: Congress | None = None
    #: Each relation with the height of its words; whether it is said from the other end.
    words: list[tuple[ResolutionLink, bool, str]] = field(default_factory=list)
    mark: str = "0"
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Trunk:
    """The line that all relations of one direction share, down the side."""

    top: str
    bottom: str
    here: str


@dataclass
class Relations:
    height: str = "0"
    documents: list[Document] = field(default_factory=list)
    outwards: Trunk | None = None
    inwards: Trunk | None = None

    @property
    def others(self):
        return [document for document in self.documents if not document.is_here]


def relations(resolution):
    """The resolution among the documents that its `public_links` and `public_links_from` name."""
    found = {}
    for link in resolution.public_links:
        _document(found, link.to, link.outside_title).links.append(link)
    for link in resolution.public_links_from:
        _document(found, link.resolution, "").links_from.append(link)
    if not found:
        return Relations()
    here = Document(resolution, named_plain(resolution), is_here=True)
    documents = sorted([*found.values(), here], key=_order)
    top, number = _TOP, None
    for document in documents:
        if document.resolution and document.resolution.congress.number != number:
            document.congress = document.resolution.congress
            number = document.congress.number
        top = _place(document, top)
    return Relations(
        rem(top - _SPACE),
        documents,
        _trunk([document for document in documents if document.links], here, -_ASIDE),
        _trunk([document for document in documents if document.links_from], here, _ASIDE),
    )


def _document(found, resolution, outside_title):
    key = resolution.pk if resolution else outside_title
    return found.setdefault(key, Document(resolution, named_plain(resolution) if resolution else outside_title))


def _order(document):
    """What is outside the archive has no known place in time and comes first."""
    resolution = document.resolution
    return (resolution.congress.number, resolution.position) if resolution else (0, 0)


def _place(document, top):
    """Set the lines of a document; return where the next one begins."""
    said = [*((link, False) for link in document.links), *((link, True) for link in document.links_from)]
    document.words = [(link, back, rem(top + number * _WORDS)) for number, (link, back) in enumerate(said)]
    title = top + len(said) * _WORDS
    text = wrap(document.title, _LETTERS, max_lines=_LINES, placeholder="…")
    document.lines = [(line, rem(title + number * _LINE)) for number, line in enumerate(text)]
    document.mark = rem(title)
    return title + len(text) * _LINE + _SPACE


def _trunk(documents, here, aside):
    if not documents:
        return None
    middle = float(here.mark.removesuffix("rem")) + aside
    marks = [float(document.mark.removesuffix("rem")) for document in documents]
    return Trunk(rem(min([*marks, middle])), rem(max([*marks, middle])), rem(middle))
