"""Congresses, their sittings and who had a mandate."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.choices import Openness, PartOfDay, RecordState, Vote
from archive.dates import display_range
from archive.models.addresses import page_path
from archive.models.fields import PartialDateField, PositionField, starts_no_later_than, where_filled
from archive.models.publication import GATE, Entry, Part
from archive.querysets.congresses import CongressQuerySet, PersonAtCongressQuerySet, SittingQuerySet

PROSE = _("Markdown: a blank line starts a paragraph, *emphasis*, lists and links.")


class Congress(Entry):
    """A congress of the party. Its number is its identity: /congresses/11/."""

    slug_field = "number"

    number = models.PositiveSmallIntegerField(_("number"), unique=True, validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=300)
    original_title = models.CharField(_("title in Russian"), max_length=300, blank=True)
    party_name = models.CharField(_("name of the party then"), max_length=200, blank=True)
    party_short_name = models.CharField(_("short name of the party"), max_length=50, blank=True)
    opened_on = PartialDateField(_("opened on"))
    closed_on = PartialDateField(_("closed on"))
    city = models.CharField(_("city"), max_length=200, blank=True)
    country = models.CharField(_("country then"), max_length=200, blank=True)
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    delegates_decisive = models.PositiveIntegerField(
        _("delegates with decisive vote"), null=True, blank=True, help_text=_("Leave empty when not known.")
    )
    delegates_consultative = models.PositiveIntegerField(
        _("delegates with consultative vote"),
        null=True,
        blank=True,
        help_text=_("Leave empty when not known."),
    )
    members_represented = models.PositiveIntegerField(_("party members represented"), null=True, blank=True)
    sittings_count = models.PositiveSmallIntegerField(_("number of sittings"), null=True, blank=True)
    purpose = models.TextField(_("purpose"), blank=True, help_text=PROSE)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One paragraph: the first thing a reader sees."))
    background = models.TextField(_("background"), blank=True, help_text=PROSE)
    outcome = models.TextField(_("outcome"), blank=True, help_text=PROSE)
    aftermath = models.TextField(_("aftermath"), blank=True, help_text=PROSE)

    objects = CongressQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        ordering = ["number"]
        indexes = [*Entry.Meta.indexes, models.Index(fields=["number", *GATE], name="congress_in_order")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="congress_closes_after_it_opens",
                condition=starts_no_later_than("opened_on", "closed_on"),
                violation_error_message=_("A congress cannot close before it opens."),
            ),
            models.CheckConstraint(
                name="congress_number_from_one",
                condition=models.Q(number__gte=1),
                violation_error_message=_("Congresses are numbered from 1."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("congress", self.number)

    def get_people_url(self):
        """The page of the people at this congress."""
        return page_path("congress-people", self.number)

    @property
    def dates(self):
        """When it met, in words, Old Style beside New Style before the change of calendar."""
        return display_range(self.opened_on, self.closed_on)


class Sitting(Part):
    """One meeting of the congress. An empty openness or record means that it is not known."""

    entry_field = "congress"

    congress = models.ForeignKey(
        Congress, verbose_name=_("congress"), on_delete=models.CASCADE, related_name="sittings"
    )
    position = PositionField()
    label = models.CharField(_("label"), max_length=200, blank=True, help_text=_("“First sitting”."))
    held_on = PartialDateField(_("held on"))
    part_of_day = models.CharField(_("part of the day"), max_length=10, choices=PartOfDay, blank=True)
    openness = models.CharField(_("openness"), max_length=10, choices=Openness, blank=True)
    record = models.CharField(_("record"), max_length=10, choices=RecordState, blank=True)
    chair = models.ForeignKey(
        "archive.Speaker",
        verbose_name=_("in the chair"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired_sittings",
    )

    #: Filled by ``with_public("chair")``, and only when that entry is public.
    public_chair = None

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["congress", "position"]
        indexes = [models.Index(fields=["held_on"], name="sitting_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "position"],
                name="sitting_position_once_per_congress",
                violation_error_message=_("Another sitting has this position."),
            ),
        ]

    def __str__(self):
        return self.label or _("Sitting %(number)d") % {"number": self.position}

    def get_absolute_url(self):
        return f"{self.congress.get_absolute_url()}#sitting-{self.position}"


class Mandate(Part):
    """A person's right at a congress: to vote, to advise, or to be a guest."""

    entry_field = "congress"

    congress = models.ForeignKey(
        Congress, verbose_name=_("congress"), on_delete=models.CASCADE, related_name="mandates"
    )
    speaker = models.ForeignKey(
        "archive.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="mandates"
    )
    vote = models.CharField(_("vote"), max_length=20, choices=Vote)
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=200, blank=True, help_text=_("The organisation that sent the delegate.")
    )
    number = models.CharField(_("mandate number"), max_length=30, blank=True)

    objects = PersonAtCongressQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["vote", "speaker__sort_name", "id"]
        indexes = [where_filled("on_behalf_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "speaker"],
                name="mandate_once_per_congress_and_speaker",
                violation_error_message=_("This person has a mandate at this congress already."),
            ),
        ]

    def __str__(self):
        return f"{self.speaker}, {self.get_vote_display()}"

    def get_absolute_url(self):
        return self.congress.get_people_url()
