"""Debates, who took part, and what was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.choices import Certainty, DebateKind, ParticipationRole, Rendering, SpeechKind
from archive.models.addresses import page_path
from archive.models.congresses import PROSE, Congress, Sitting
from archive.models.fields import PartialDateField, PositionField
from archive.models.publication import GATE, Entry, Part
from archive.models.texts import InParagraphs
from archive.models.topics import Topic
from archive.querysets.debates import DebateQuerySet, ParticipationQuerySet, SpeechQuerySet


class Debate(Entry):
    """One item of a congress: what was at issue, who said what, how it ended."""

    congress = models.ForeignKey(Congress, verbose_name=_("congress"), on_delete=models.PROTECT, related_name="debates")
    position = PositionField()
    slug = models.SlugField(_("slug"), max_length=100)
    agenda_number = models.PositiveSmallIntegerField(
        _("number on the agenda"),
        null=True,
        blank=True,
        help_text=_("Leave empty when it was not on the agenda."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DebateKind)
    title = models.CharField(_("title"), max_length=300)
    original_title = models.CharField(_("title in Russian"), max_length=300, blank=True)
    sittings = models.ManyToManyField(
        Sitting,
        verbose_name=_("sittings"),
        blank=True,
        related_name="debates",
        help_text=_("Sittings of the same congress."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="debates")
    question = models.TextField(_("what was at issue"), blank=True, help_text=PROSE)
    summary = models.TextField(_("summary"), blank=True, help_text=PROSE)
    outcome = models.TextField(_("outcome"), blank=True, help_text=PROSE)
    consequences = models.TextField(_("consequences"), blank=True, help_text=PROSE)

    objects = DebateQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        ordering = ["congress__number", "position"]
        indexes = [
            *Entry.Meta.indexes,
            # And the last change, by which speeches are asked for too (`changed_since`).
            models.Index(fields=["congress", "position", *GATE, "updated_at"], name="debate_in_order"),
            # Read instead of the far wider rows, to find a word in any place of a title.
            models.Index(fields=["congress", "title", "original_title", "slug"], name="debate_titles"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["congress", "slug"],
                name="debate_slug_once_per_congress",
                violation_error_message=_("Another debate of this congress has this slug."),
            ),
            models.UniqueConstraint(
                fields=["congress", "position"],
                name="debate_position_once_per_congress",
                violation_error_message=_("Another debate of this congress has this position."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("debate", self.congress.number, self.slug)


class Participation(Part):
    """What a person did in a debate and where he or she stood."""

    entry_field = "debate"

    debate = models.ForeignKey(
        Debate, verbose_name=_("debate"), on_delete=models.CASCADE, related_name="participations"
    )
    position = PositionField()
    speaker = models.ForeignKey(
        "archive.Speaker",
        verbose_name=_("speaker"),
        on_delete=models.PROTECT,
        related_name="participations",
    )
    role = models.CharField(_("role"), max_length=20, choices=ParticipationRole)
    stance = models.TextField(_("what was argued"), blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["debate", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["debate", "position"],
                name="participation_position_once_per_debate",
                violation_error_message=_("Another participation in this debate has this position."),
            ),
            models.UniqueConstraint(
                fields=["debate", "speaker", "role"],
                name="participation_role_once_per_speaker",
                violation_error_message=_("This person has this role in the debate already."),
            ),
        ]

    def __str__(self):
        return f"{self.speaker}, {self.get_role_display()}"

    def get_absolute_url(self):
        return self.debate.get_absolute_url()


class Speech(InParagraphs, Part):
    """What one voice said, in running order. A debate may hold a thousand of them."""

    entry_field = "debate"

    debate = models.ForeignKey(Debate, verbose_name=_("debate"), on_delete=models.CASCADE, related_name="speeches")
    position = PositionField()
    kind = models.CharField(_("kind"), max_length=20, choices=SpeechKind, default=SpeechKind.SPEECH)
    speaker = models.ForeignKey(
        "archive.Speaker",
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="speeches",
        help_text=_("Leave empty when the voice is unknown."),
    )
    attribution = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("The name as the record prints it.")
    )
    certainty = models.CharField(
        _("certainty of the speaker"), max_length=10, choices=Certainty, default=Certainty.PRINTED
    )
    rendering = models.CharField(
        _("rendering"),
        max_length=20,
        choices=Rendering,
        help_text=_("What the text is. A summary is never shown as a quotation."),
    )
    language = models.CharField(
        _("language of the text"),
        max_length=10,
        default="en",
        help_text=_("A language code, such as ru or en."),
    )
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("text"), help_text=_("Plain text. A blank line starts a paragraph."))
    original_text = models.TextField(_("original text"), blank=True)
    sitting = models.ForeignKey(
        Sitting,
        verbose_name=_("sitting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="speeches",
    )
    held_on = PartialDateField(_("held on"))
    page = models.CharField(_("page"), max_length=30, blank=True, help_text=_("Page of the printed record."))

    #: Filled by ``with_public("speaker")``, and only when that entry is public.
    public_speaker = None

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        ordering = ["debate", "position"]
        # The list in another order, and in its own by what few of a million speeches may have.
        indexes = [
            models.Index(fields=["updated_at"], name="speech_changed_last"),
            models.Index(fields=["held_on"], name="speech_by_day"),
            # A debate that has none of them is passed over by one look.
            *(
                models.Index(fields=["debate", name, "position"], name=f"speech_in_order_by_{name}")
                for name in ("kind", "rendering", "language", "certainty", "held_on")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["debate", "position"],
                name="speech_position_once_per_debate",
                violation_error_message=_("Another speech in this debate has this position."),
            ),
        ]

    def __str__(self):
        return _("Speech %(number)d") % {"number": self.position}

    def get_absolute_url(self):
        return f"{self.debate.get_absolute_url()}#speech-{self.position}"
