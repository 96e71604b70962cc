"""What every record shares: times and version; and what every entry shares: status and address."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.choices import PublicationStatus


class Record(models.Model):
    """A row that people edit. Its version goes up with each save, so a stale save is noticed."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def save(self, **kwargs):
        """Save; what listens to saves (the search index) writes in the same transaction."""
        if not self._state.adding:
            self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
        super().save(**kwargs)


#: What the gate asks of an entry: an index that has it is read instead of the far wider rows, to count them or walk.
GATE = ("status", "publish_at", "withdraw_at")


class Entry(Record):
    """An entry of the archive: published on its own, sourced, with an address that is a promise."""

    status = models.CharField(
        _("status"), max_length=10, choices=PublicationStatus, default=PublicationStatus.DRAFT, db_index=True
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("A published entry stays hidden until this time. Leave empty to show it at once."),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        help_text=_("A published entry leaves the site at this time. Leave empty to keep it there."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    citations = GenericRelation("archive.Citation", verbose_name=_("citations"))
    notes = GenericRelation("archive.EditorialNote", verbose_name=_("editorial notes"))
    former_slugs = GenericRelation("archive.FormerSlug", verbose_name=_("former addresses"))
    colleague_notes = GenericRelation("archive.ColleagueNote", verbose_name=_("notes to colleagues"))
    assignments = GenericRelation("archive.Assignment", verbose_name=_("assignments"))

    #: The field that is the last step of the entry's address.
    slug_field = "slug"

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        # The front page and the feeds ask for what was changed last, or came due last.
        indexes = [
            models.Index(fields=["updated_at"], name="%(class)s_changed_last"),
            models.Index(fields=["publish_at"], name="%(class)s_due_last", condition=Q(publish_at__isnull=False)),
        ]
        #: Every kind of entry takes these over beside its own.
        constraints = [
            models.CheckConstraint(
                name="%(class)s_leaves_after_it_appears",
                condition=Q(publish_at=None) | Q(withdraw_at=None) | Q(publish_at__lt=F("withdraw_at")),
                violation_error_message=_("An entry cannot leave the site before it has appeared."),
            ),
        ]

    @transaction.atomic
    def save(self, **kwargs):
        """Save, and keep the old address as a redirect when the slug has changed."""
        before = None
        if not self._state.adding:
            rows = type(self)._base_manager.filter(pk=self.pk)
            before = rows.values_list(self.slug_field, flat=True).first()
        super().save(**kwargs)
        now = getattr(self, self.slug_field)
        if before is not None and before != now:
            self.former_slugs.filter(slug=str(now)).delete()
            self.former_slugs.get_or_create(slug=str(before))

    def clean(self):
        """Refuse an address that redirects to another entry: a redirect is a promise for ever."""
        super().clean()
        slug = getattr(self, self.slug_field)
        content_type = ContentType.objects.get_for_model(type(self))
        promised = FormerSlug.objects.filter(content_type=content_type, slug=str(slug)).values("object_id")
        holders = type(self)._base_manager.filter(pk__in=promised).exclude(pk=self.pk)
        if hasattr(self, "congress_id"):
            holders = holders.filter(congress=self.congress_id)
        holder = holders.first()
        if holder is not None:
            message = _("This address redirects to “%(entry)s”, so it cannot be given to another entry.")
            raise ValidationError({self.slug_field: ValidationError(message, params={"entry": holder})})

    def touch(self):
        """Note that a part of this entry has changed, without a new version of the entry itself."""
        type(self)._base_manager.filter(pk=self.pk).update(updated_at=timezone.now())

    @property
    def entry(self):
        return self

    def get_cite_url(self):
        """The page that says how to cite this entry."""
        return f"{self.get_absolute_url()}cite/"

    def get_versions_url(self):
        """The page that lists what readers have seen of the entry before."""
        return f"{self.get_absolute_url()}versions/"

    def standing(self, now=None):
        """The status as it works: what is published is withdrawn from its time to leave on."""
        if self.status != PublicationStatus.PUBLISHED or self.withdraw_at is None:
            return self.status
        has_left = self.withdraw_at <= (now or timezone.now())
        return PublicationStatus.WITHDRAWN if has_left else self.status

    def address_is_out(self, now):
        """Whether readers have been able to see the entry, as far as its own status and time say."""
        once_public = self.status in {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}
        return once_public and (self.publish_at is None or self.publish_at <= now)


class Part(Record):
    """A piece of an entry: edited inside it, visible when it is, gone when it goes."""

    #: The name of the foreign key to the entry it is part of.
    entry_field: str

    citations = GenericRelation("archive.Citation", verbose_name=_("citations"))

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def save(self, **kwargs):
        super().save(**kwargs)
        self.entry.touch()

    @transaction.atomic(savepoint=False)
    def delete(self, **kwargs):
        deleted = super().delete(**kwargs)
        self.entry.touch()
        return deleted

    @property
    def entry(self):
        return getattr(self, self.entry_field)


class Attachment(Record):
    """Something said about an entry or a part of one: it hangs on any kind of record."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    target = GenericForeignKey()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_id"])]

    @transaction.atomic(savepoint=False)
    def save(self, **kwargs):
        super().save(**kwargs)
        self.target.entry.touch()

    @transaction.atomic(savepoint=False)
    def delete(self, **kwargs):
        target = self.target
        deleted = super().delete(**kwargs)
        if target is not None:
            target.entry.touch()
        return deleted


class FormerSlug(models.Model):
    """An address an entry had before; it redirects for ever."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    target = GenericForeignKey()
    slug = models.CharField(_("former slug"), max_length=100)
    since = models.DateTimeField(_("redirects since"), default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "slug"],
                name="former_slug_once_per_entry",
                violation_error_message=_("This former address is listed already."),
            ),
        ]
        indexes = [models.Index(fields=["content_type", "slug"])]

    def __str__(self):
        return self.slug
