"""Sources, the citations that lean on them, and the editors' notes."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.choices import NoteKind, SourceKind, Stance
from archive.models.addresses import page_path
from archive.models.fields import PartialDateField, where_filled
from archive.models.publication import Attachment, Entry
from archive.querysets.sources import CitationQuerySet, SourceQuerySet


class Source(Entry):
    """A work that can be cited; its fields map to CSL-JSON."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    title = models.CharField(_("title"), max_length=500)
    authors = models.TextField(_("authors"), blank=True, help_text=_("One name a line, as “Family, Given”."))
    editors = models.TextField(_("editors"), blank=True, help_text=_("One name a line, as “Family, Given”."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    container = models.CharField(
        _("part of"), max_length=500, blank=True, help_text=_("The journal, book or site it appeared in.")
    )
    pages = models.CharField(_("pages"), max_length=50, blank=True)
    archive_reference = models.CharField(
        _("archive reference"), max_length=200, blank=True, help_text=_("Archive, fond, opis, delo and list.")
    )
    url = models.URLField(
        _("address on the web"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    accessed_on = PartialDateField(_("read on"), help_text=_("When the address was last read."))
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("A language code, such as ru or en.")
    )
    rights = models.CharField(_("rights"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "slug"]
        indexes = [*Entry.Meta.indexes, models.Index(fields=ordering, name="source_in_order")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="source_url_is_http",
                condition=Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://"),
                violation_error_message=_("The address must start with http:// or https://."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("source", self.slug)


class Citation(Attachment):
    """A source that supports or disputes an entry, a part, or one field of it."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="uses")
    locator = models.CharField(
        _("page or section"),
        max_length=200,
        blank=True,
        help_text=_("Where in the source: “pp. 7–38”, “note 82”."),
    )
    field = models.CharField(
        _("field"), max_length=50, blank=True, help_text=_("What it is about. Leave empty for the whole.")
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.SUPPORTS)
    value = models.CharField(
        _("what the source says"),
        max_length=500,
        blank=True,
        help_text=_("The value the source gives. Needed when it disputes."),
    )
    note = models.TextField(_("note"), blank=True)
    unverified = models.BooleanField(
        _("unverified"),
        default=False,
        help_text=_("Tick when nobody has yet confirmed this in the source. The page says so."),
    )

    objects = CitationQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["field", "id"]
        indexes = [
            *Attachment.Meta.indexes,
            models.Index(fields=ordering, name="citation_in_order"),
            where_filled("locator"),
            where_filled("value", "id"),
            where_filled("note", "id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="citation_dispute_gives_a_value",
                condition=Q(stance=Stance.SUPPORTS) | ~Q(value=""),
                violation_error_message=_("A source that disputes needs the value it gives."),
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "source", "field", "stance", "value", "locator"],
                name="citation_once",
                violation_error_message=_("This source is cited for the same thing already."),
            ),
        ]

    def __str__(self):
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)


class EditorialNote(Attachment):
    """A remark by the editors on an entry or one field of it."""

    field = models.CharField(
        _("field"), max_length=50, blank=True, help_text=_("What it is about. Leave empty for the whole.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoteKind, default=NoteKind.EXPLANATION)
    text = models.TextField(_("text"))

    class Meta(Attachment.Meta):
        verbose_name = _("editorial note")
        verbose_name_plural = _("editorial notes")
        ordering = ["id"]

    def __str__(self):
        return self.text[:80]
