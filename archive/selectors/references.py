"""References: just enough of any entry to name it and lead to it, from one query over all kinds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField, F, IntegerField, Value
from django.urls import reverse
from django.utils import timezone

from archive.models import ENTRIES, PARTS, Congress
from archive.prepared import Prepared

#: As many updates as the front page has.
_NEWEST = 8

_COLUMNS = [f"entry_{name}" for name in ("kind", "number", "slug", "title", "original_title", "updated_at")]


@dataclass(frozen=True)
class Reference:
    """An entry by its kind ("debate"), its congress's number (0 outside one), slug and title."""

    kind: str
    number: int
    slug: str
    title: str
    original_title: str
    updated_at: datetime | None = None

    @property
    def address(self):
        """The arguments of the entry's address, for whichever outlet reverses it."""
        return [step for step in (self.number, self.slug) if step]

    def get_absolute_url(self):
        return reverse(f"archive:{self.kind}", args=self.address)


def public_keys(model):
    """Primary keys of all public entries of a kind in the order of their addresses; one query.

    The order is Python's and not the database's, so it is the same on every machine.
    """
    columns = reference_columns(model)
    rows = model.objects.public().order_by().annotate(number_=columns["entry_number"], slug_=columns["entry_slug"])
    return [pk for *_address, pk in sorted(rows.values_list("number_", "slug_", "pk"))]


def public_updates():
    """The eight entries changed last, as references; one query."""
    return [Reference(*row) for row in _UPDATES.filled(now=timezone.now()).rows()]


def _latest(now):
    """Each kind gives its own latest, found by an index: the whole archive is never put in order."""
    arms = [
        model.objects.filter(pk__in=_changed_last(model, now))
        .order_by()
        .annotate(**reference_columns(model), entry_updated_at=F("updated_at"))
        .values_list(*_COLUMNS)
        for model in ENTRIES
    ]
    rows = arms[0].union(*arms[1:], all=True)
    order = ["-entry_updated_at", "entry_kind", "entry_number", "entry_slug"]
    return rows.order_by(*order)[:_NEWEST]


def _changed_last(model, now):
    return model.objects.public(now).order_by("-updated_at", "-pk").values("pk")[:_NEWEST]


def reference(row):
    """The `Reference` in a row of `reference_columns`."""
    return Reference(
        row["entry_kind"],
        row["entry_number"],
        row["entry_slug"],
        row["entry_title"],
        row["entry_original_title"],
        row.get("entry_updated_at"),
    )


def reference_columns(model):
    """Annotations that name the entry a row is or belongs to: the same columns for every model."""
    path = f"{model.entry_field}__" if model in PARTS else ""
    entry = model._meta.get_field(model.entry_field).related_model if path else model
    fields = {field.name for field in entry._meta.fields}
    number = "number" if entry is Congress else "congress__number"
    title, original_title = ("name", "original_name") if "name" in fields else ("title", "original_title")
    return {
        "entry_kind": Value(entry._meta.model_name, CharField()),
        "entry_number": F(path + number) if entry is Congress or "congress" in fields else Value(0, IntegerField()),
        "entry_slug": Value("", CharField()) if entry is Congress else F(f"{path}slug"),
        "entry_title": F(path + title),
        "entry_original_title": F(path + original_title) if original_title in fields else Value("", CharField()),
    }


_UPDATES = Prepared(_latest, now=DateTimeField())
