"""What a page, a file and the API need to cite one thing: its item, its references, its permanent address."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from archive.choices import Certainty, Rendering
from archive.interchange.csl import basis_of, day_of, item_of, item_of_source, version_in_words
from archive.interchange.formats import FORMATS
from archive.interchange.head import meta_tags
from archive.interchange.styles import format_item, preferred_style, styles_in_order
from archive.models import Clause, Resolution, Source, Speech


@dataclass(frozen=True)
class Reference:
    """A finished reference in one style: what the style prints, then in brackets what no style has a place for."""

    key: str
    label: str
    language: str
    text: str
    html: str


class Cited:
    """One thing as it is cited, in the language that is active when it is asked.

    `meant` is an `archive.selectors.citing.Meant`; `origin` is the site's "https://host", without a slash.
    """

    def __init__(self, meant, origin):
        self.meant = meant
        self.entry = meant.entry
        self.part = meant.part
        self._origin = origin

    @property
    def address(self):
        """The permanent address: of the version that is cited, so that it shows the same for ever."""
        return self._origin + self.meant.get_permanent_url()

    @property
    def is_source(self):
        """A source is cited as the work it is, not as a page of the archive: without its address and version."""
        return isinstance(self.entry, Source)

    @property
    def version(self):
        """The `PublicVersion` that is cited."""
        return self.entry.public_version

    @property
    def version_day(self):
        return day_of(self.version)

    @property
    def files(self):
        """The names of the formats with the addresses of the files."""
        return [(each.label, self.meant.get_file_url(each.extension)) for each in FORMATS.values()]

    @cached_property
    def basis(self):
        """The source that the passage rests on, as a `Basis`, or None."""
        rests_on_one = isinstance(self.meant.record, Speech | Clause | Resolution)
        return basis_of(self.meant.record) if rests_on_one else None

    @cached_property
    def item(self):
        """The CSL item for files: what stands in brackets in a reference is its note."""
        additions = "; ".join(text for text, _html in self._additions(preferred_style()))
        return {**self._item, "note": additions} if additions else self._item

    @cached_property
    def _item(self):
        return item_of_source(self.entry) if self.is_source else item_of(self.meant, self.address)

    @property
    def meta_tags(self):
        """Pairs of name and content for the head of the entry's page."""
        source = self._basis_in(preferred_style())[0] if self.basis else ""
        authored = self.is_source or self._item["type"] != "webpage"
        return meta_tags(self._item, self.address, source=source, has_author=authored)

    @cached_property
    def preferred(self):
        """The one reference that the entry's own page shows."""
        return self._reference(preferred_style())

    @cached_property
    def references(self):
        """One in each style, the preferred one first."""
        return [self._reference(style) for style in styles_in_order()]

    def _reference(self, style):
        formatted = format_item(self._item, style)
        text, html = formatted.text, formatted.html
        additions = list(self._additions(style))
        if additions:
            # Without the full stop: it would seem to be part of the address it follows.
            text = f"{text.removesuffix('.')} [{'; '.join(text for text, _html in additions)}]."
            added = format_html_join("; ", "{}", ((html,) for _text, html in additions))
            html = format_html("{} [{}].", mark_safe(html.removesuffix(".")), added)
        return Reference(style.key, str(style.label), formatted.language, text, html)

    def _additions(self, style):
        """Where it is printed or taken from, and the version: pairs of a text and the same as HTML."""
        if self.is_source:
            return
        if self.basis:
            label = _("in print") if self.basis.is_printed_record else _("source")
            text, html = self._basis_in(style)
            yield f"{label}: {text}", format_html("{}: {}", label, html)
        yield from ((words, words) for words in _reservations(self.meant.record))
        version = version_in_words(self.entry)
        yield version, format_html("{}", version)

    def _basis_in(self, style):
        """The source of the passage in a style, with the place in it."""
        formatted = format_item(item_of_source(self.basis.source), style)
        place = f", {self.basis.locator}" if self.basis.locator else ""
        html = mark_safe(formatted.html.removesuffix("."))
        return formatted.text.removesuffix(".") + place, format_html("{}{}", html, place)


def _reservations(record):
    """What has to be known of a speaker's words: that they are translated, that the speaker is not sure."""
    if not isinstance(record, Speech) or record.rendering == Rendering.SUMMARY:
        return
    if record.rendering == Rendering.TRANSLATION:
        yield record.get_rendering_display().lower()
    if record.public_speaker and record.certainty == Certainty.INFERRED:
        yield _("speaker inferred by the editors")
    if record.public_speaker and record.certainty == Certainty.DISPUTED:
        yield _("speaker disputed")
