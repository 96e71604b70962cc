"""Querysets of versions and of the states of records in them."""

from django.db import models
from django.db.models import CharField, F, IntegerField, OuterRef, Subquery, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat, RowNumber


class VersionQuerySet(models.QuerySet):
    def with_congress(self):
        """The congress that the entry stood in, as `in_congress`; None for kinds that stand in none."""
        states = self.model._meta.get_field("states").related_model.objects
        itself = Concat(OuterRef("content_type__model"), Value(":"), Cast(OuterRef("object_id"), CharField()))
        latest = (
            states.filter(
                version__content_type=OuterRef("content_type"),
                version__object_id=OuterRef("object_id"),
                version__number__lte=OuterRef("number"),
                record=itself,
                data__isnull=False,
            )
            .order_by("-version__number")
            .annotate(congress=Cast(KeyTextTransform("congress", "data"), IntegerField()))
        )
        return self.annotate(in_congress=Subquery(latest.values("congress")[:1]))


class RecordStateQuerySet(models.QuerySet):
    def of(self, version):
        """Every state of the version's entry up to it, oldest first, each with its `number` and `made_at`."""
        about = {"version__content_type": version.content_type_id, "version__object_id": version.object_id}
        until = self.filter(**about, version__number__lte=version.number)
        return until.annotate(number=F("version__number"), made_at=F("version__made_at")).order_by("number", "record")

    def as_of(self, version):
        """How each record stood when the version was made: one row for each, `data` None where it was gone."""
        latest_first = Window(RowNumber(), partition_by="record", order_by=F("version__number").desc())
        return self.of(version).order_by().annotate(place=latest_first).filter(place=1)
