"""Who was chosen for which body and office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.choices import Body, ElectedBy, Office
from archive.models.congresses import Congress
from archive.models.fields import PartialDateField, where_filled
from archive.models.publication import Part
from archive.querysets.congresses import PersonAtCongressQuerySet


class Election(Part):
    """A person's election to an office in a body, by a congress or by the plenum after it."""

    entry_field = "congress"

    congress = models.ForeignKey(
        Congress, verbose_name=_("congress"), on_delete=models.CASCADE, related_name="elections"
    )
    speaker = models.ForeignKey(
        "archive.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="elections"
    )
    body = models.CharField(_("body"), max_length=30, choices=Body)
    office = models.CharField(_("office"), max_length=20, choices=Office)
    elected_on = PartialDateField(_("elected on"))
    elected_by = models.CharField(_("elected by"), max_length=10, choices=ElectedBy, default=ElectedBy.CONGRESS)
    note = models.TextField(_("note"), blank=True)

    objects = PersonAtCongressQuerySet.as_manager()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["body", "office", "speaker__sort_name", "id"]
        indexes = [where_filled("note", "id")]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "speaker", "body", "office"],
                name="election_once_per_office",
                violation_error_message=_("This person's election to this office is listed already."),
            ),
        ]

    def __str__(self):
        return f"{self.speaker}, {self.get_office_display()}, {self.get_body_display()}"

    def get_absolute_url(self):
        return self.congress.get_people_url()
