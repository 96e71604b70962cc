"""People who spoke, were elected or are named, and the names they went by."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.choices import NameKind
from archive.models.addresses import page_path
from archive.models.fields import PartialDateField, starts_no_later_than
from archive.models.publication import GATE, Entry, Part
from archive.querysets.speakers import SpeakerNameQuerySet, SpeakerQuerySet


class Speaker(Entry):
    """A person; Popolo Person."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(
        pgettext_lazy("person", "name"), max_length=200, help_text=_("The usual English form, given name first.")
    )
    sort_name = models.CharField(_("name for sorting"), max_length=200, help_text=_("“Lenin, Vladimir”."))
    original_name = models.CharField(pgettext_lazy("person", "name in Russian"), max_length=200, blank=True)
    born_on = PartialDateField(_("born"))
    birth_place = models.CharField(_("place of birth"), max_length=200, blank=True)
    died_on = PartialDateField(_("died"))
    death_place = models.CharField(_("place of death"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=300, blank=True, help_text=_("Who the person was, in one line."))
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ImageField(_("portrait"), upload_to="portraits", blank=True)
    portrait_credit = models.CharField(_("portrait credit"), max_length=300, blank=True)
    portrait_licence = models.CharField(_("portrait licence"), max_length=200, blank=True)
    portrait_alt = models.CharField(
        _("portrait in words"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    wikidata = models.CharField(
        _("Wikidata"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*\Z", _("A Wikidata identifier is Q and digits, such as Q1394."))],
    )
    viaf = models.CharField(
        _("VIAF"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d*\Z", _("A VIAF identifier is digits only."))],
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["sort_name", "slug"]
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=ordering, name="speaker_in_order"),
            models.Index(fields=GATE, name="speaker_gate"),
            # Read instead of the far wider rows, to find a word in any place of a name.
            models.Index(fields=["name", "sort_name", "original_name", "slug"], name="speaker_names"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="speaker_died_after_birth",
                condition=starts_no_later_than("born_on", "died_on"),
                violation_error_message=_("A person cannot die before being born."),
            ),
            models.CheckConstraint(
                name="speaker_wikidata_starts_with_q",
                condition=Q(wikidata="") | Q(wikidata__startswith="Q"),
                violation_error_message=_("A Wikidata identifier is Q and digits, such as Q1394."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_path("speaker", self.slug)

    @property
    def life(self):
        """Years of birth and death, "1870–1924"; an unknown one is a question mark."""
        if not self.born_on and not self.died_on:
            return ""
        born, died = (str(date.year) if date else "?" for date in (self.born_on, self.died_on))
        return f"{born}–{died}"


class SpeakerName(Part):
    """Another name a person went by; all of them are searched."""

    entry_field = "speaker"

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind)
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("A language code, such as ru or en.")
    )
    used_from = PartialDateField(_("used from"))
    used_to = PartialDateField(_("used until"))

    objects = SpeakerNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["kind", "name", "id"]
        indexes = [models.Index(fields=ordering, name="speakername_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "name", "kind"],
                name="speaker_name_once",
                violation_error_message=_("This name is listed already."),
            ),
            models.CheckConstraint(
                name="speaker_name_used_from_before_to",
                condition=starts_no_later_than("used_from", "used_to"),
                violation_error_message=_("A name cannot be given up before it is taken."),
            ),
        ]

    def __str__(self):
        return self.name
