"""Topics: what debates and resolutions are about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.addresses import page_path
from archive.models.publication import Entry
from archive.querysets.topics import TopicQuerySet


class Topic(Entry):
    """A subject, perhaps part of a broader one."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    original_name = models.CharField(_("name in Russian"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    broader = models.ForeignKey(
        "self",
        verbose_name=_("broader topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )

    #: Filled by ``with_public("broader")``, and only when that entry is public.
    public_broader = None

    objects = TopicQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "slug"]
        indexes = [*Entry.Meta.indexes, models.Index(fields=["status", *ordering], name="topic_in_order")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="topic_not_broader_than_itself",
                condition=models.Q(broader=None) | ~models.Q(broader=models.F("pk")),
                violation_error_message=_("A topic cannot be broader than itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_path("topic", self.slug)

    def delete(self, **kwargs):
        return type(self).objects.filter(pk=self.pk).delete()

    def clean(self):
        """Refuse a circle of broader topics; each step up is a query, and chains are short."""
        super().clean()
        seen, above = {self.pk}, self.broader
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"broader": _("This topic is already narrower than the present one.")})
            seen.add(above.pk)
            above = above.broader
