"""Entries as readers see them now, loaded for `entry_documents.document_of`: what is hidden is not even read."""

from django.db.models import Prefetch

from archive.interchange.congress_file.schema import FORMER_SLUG, LINK, SITTING, reference_to
from archive.selectors.versions import key_of, spans_of

#: What a reader is told by seeing the entry at all, or not at all.
_OF_THE_GATE = {"status", "publish_at", "withdraw_at"}


class Public:
    """How a block finds what readers see of what a record leads to: by `public_…` attributes and gated references."""

    def parts(self, record, name):
        return getattr(record, f"public_{name}")

    def value(self, kind, record, key):
        if key in _OF_THE_GATE:
            return kind.default(key)
        field, target = kind.values[key], kind.target(key)
        if field.many_to_many:
            return sorted(reference_to(other) for other in getattr(record, f"public_{field.name}"))
        if target and not _is_gated(kind, key):
            other = getattr(record, f"public_{field.name}")
            return other and reference_to(other)
        return kind.value_of(record, key)


PUBLIC = Public()


def fetch_public(kind, now=None, **condition):
    """The public entries of a kind, each with what readers see of it; a query for each relation.

    Parts that are nothing without a person are there when the person is public; a speech without its hidden speaker;
    citations of public sources, links to public resolutions, public topics; addresses under which it was public.
    """
    records = list(_rows(kind, now).filter(**condition))
    _attach_former_slugs(records)
    return records


def _rows(kind, now):
    """The public rows of a kind with all below them; what hangs on an entry and has no gate of its own is as public."""
    rows = kind.model._default_manager.all()
    rows = rows.public(now) if hasattr(rows, "public") else rows
    for key, field in kind.values.items():
        target = kind.target(key)
        if not target:
            continue
        if field.many_to_many:
            others = target.model.objects.public(now)
            rows = rows.prefetch_related(Prefetch(field.name, others, to_attr=f"public_{field.name}"))
        elif _is_gated(kind, key):
            rows = rows.select_related(f"{field.name}__congress" if kind is LINK else field.name)
        else:
            rows = rows.with_public(field.name, now)
    if kind.is_entry and not kind.is_shared and kind.model._meta.model_name != "congress":
        rows = rows.select_related("congress")
    for key, part in kind.parts.items():
        name = kind.fields[key].name
        if part is FORMER_SLUG:
            rows = rows.prefetch_related(name)
        elif key not in kind.entries:
            rows = rows.prefetch_related(Prefetch(name, _rows(part, now), to_attr=f"public_{name}"))
    return rows


def _is_gated(kind, key):
    """Whether a public row leads only to what is public there: it is nothing without it, or in the same congress."""
    name = kind.values[key].name
    gates = getattr(kind.model._default_manager.all(), "gates", ())
    return name in gates or kind is LINK or kind.target(key) is SITTING


def _attach_former_slugs(records):
    """The addresses that readers have known: one given up before the entry was public tells of a draft."""
    spans = spans_of(records)
    for record in records:
        first = min(start for start, _end in spans[key_of(record)])
        record.public_former_slugs = [former for former in record.former_slugs.all() if former.since > first]
