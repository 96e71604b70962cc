"""Resolutions, their clauses, and how they bear on each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.choices import LinkKind, ResolutionKind, ResolutionResult, Secrecy
from archive.models.addresses import page_path
from archive.models.congresses import PROSE, Congress
from archive.models.debates import Debate
from archive.models.fields import PartialDateField, PositionField, where_filled
from archive.models.publication import GATE, Entry, Part
from archive.models.texts import InParagraphs
from archive.models.topics import Topic
from archive.querysets.resolutions import ClauseQuerySet, ResolutionLinkQuerySet, ResolutionQuerySet


class Resolution(InParagraphs, Entry):
    """What a congress resolved. Votes left empty are unknown, which is not zero."""

    congress = models.ForeignKey(
        Congress, verbose_name=_("congress"), on_delete=models.PROTECT, related_name="resolutions"
    )
    position = PositionField()
    slug = models.SlugField(_("slug"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=ResolutionKind, default=ResolutionKind.RESOLUTION)
    title = models.CharField(_("title"), max_length=300)
    original_title = models.CharField(_("title in Russian"), max_length=300, blank=True)
    adopted_on = PartialDateField(_("adopted on"))
    result = models.CharField(_("result"), max_length=20, choices=ResolutionResult, default=ResolutionResult.ADOPTED)
    votes_for = models.PositiveIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)
    vote_note = models.CharField(
        _("note on the vote"),
        max_length=300,
        blank=True,
        help_text=_("“Unanimously”, “by a large majority”."),
    )
    secrecy = models.CharField(_("secrecy"), max_length=10, choices=Secrecy, default=Secrecy.OPEN)
    summary = models.TextField(_("summary"), blank=True, help_text=PROSE)
    text = models.TextField(
        _("text"), blank=True, help_text=_("The text before or instead of numbered clauses. Plain text.")
    )
    original_text = models.TextField(_("original text"), blank=True)
    debates = models.ManyToManyField(
        Debate,
        verbose_name=_("debates"),
        blank=True,
        related_name="resolutions",
        help_text=_("Debates of the same congress that it came from."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="resolutions")

    objects = ResolutionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["congress__number", "position"]
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=["congress", "position", *GATE], name="resolution_in_order"),
            # Read instead of the far wider rows, to find a word in any place of a title.
            models.Index(fields=["congress", "title", "original_title", "slug"], name="resolution_titles"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["congress", "slug"],
                name="resolution_slug_once_per_congress",
                violation_error_message=_("Another resolution of this congress has this slug."),
            ),
            models.UniqueConstraint(
                fields=["congress", "position"],
                name="resolution_position_once_per_congress",
                violation_error_message=_("Another resolution of this congress has this position."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("resolution", self.congress.number, self.slug)

    @property
    def vote_is_known(self):
        return any(votes is not None for votes in (self.votes_for, self.votes_against, self.votes_abstained))


class Clause(InParagraphs, Part):
    """One clause of a resolution, citable on its own."""

    entry_field = "resolution"

    resolution = models.ForeignKey(
        Resolution, verbose_name=_("resolution"), on_delete=models.CASCADE, related_name="clauses"
    )
    position = PositionField()
    number = models.CharField(_("number as printed"), max_length=20, blank=True)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("text"), help_text=_("Plain text. A blank line starts a paragraph."))
    original_text = models.TextField(_("original text"), blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["resolution", "position"]
        indexes = [where_filled("number")]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "position"],
                name="clause_position_once_per_resolution",
                violation_error_message=_("Another clause of this resolution has this position."),
            ),
        ]

    def __str__(self):
        return _("Clause %(number)s") % {"number": self.number or self.position}

    def get_absolute_url(self):
        return f"{self.resolution.get_absolute_url()}#clause-{self.position}"


class ResolutionLink(Part):
    """How one resolution bears on another, in the archive or outside it."""

    entry_field = "resolution"

    resolution = models.ForeignKey(
        Resolution, verbose_name=_("resolution"), on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind)
    to = models.ForeignKey(
        Resolution,
        verbose_name=_("resolution in the archive"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="links_from",
    )
    outside_title = models.CharField(
        _("document outside the archive"),
        max_length=300,
        blank=True,
        help_text=_("Its title, when the archive does not hold it."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = ResolutionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["kind", "id"]
        indexes = [models.Index(fields=ordering, name="resolutionlink_in_order")]
        constraints = [
            models.CheckConstraint(
                name="resolution_link_has_one_end",
                condition=(Q(to=None) & ~Q(outside_title="")) | (~Q(to=None) & Q(outside_title="")),
                violation_error_message=_("Name a resolution in the archive or a document outside it, not both."),
            ),
            models.CheckConstraint(
                name="resolution_link_leads_elsewhere",
                condition=Q(to=None) | ~Q(to=F("resolution")),
                violation_error_message=_("A resolution cannot be related to itself."),
            ),
            models.UniqueConstraint(
                fields=["resolution", "kind", "to"],
                condition=~Q(to=None),
                name="resolution_link_once_inside",
                violation_error_message=_("This relation is listed already."),
            ),
            models.UniqueConstraint(
                fields=["resolution", "kind", "outside_title"],
                condition=Q(to=None),
                name="resolution_link_once_outside",
                violation_error_message=_("This relation is listed already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.to or self.outside_title}"

    def get_absolute_url(self):
        return self.resolution.get_absolute_url()
