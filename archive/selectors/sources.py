"""Public reads of sources, and of what leans on one."""

from django.db.models import CharField, F, IntegerField, Value

from archive.models import ENTRIES, PARTS, Source
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence
from archive.selectors.references import reference_columns


def public_sources():
    return Source.objects.public()


def public_source(slug):
    """One source; what cites it is `public_uses`, which is paged."""
    source = locate(public_sources(), slug)
    attach_evidence([source])
    return source


def public_uses(source):
    """Every public use of the source as rows: one query, which may be counted and sliced.

    A row names the entry (`archive.selectors.references.reference`), the part of it that is meant
    (`part_kind`, empty for the entry itself, and `part_position`, 0 where parts have none), and gives
    the citation's `cited_field`, `cited_locator`, `cited_stance`, `cited_value` and `cited_unverified`.
    Each kind of record passes its own gate; the union keeps the count flat however many kinds there are.
    """
    arms = [_uses_by(model, source) for model in (*ENTRIES, *PARTS)]
    order = [
        "entry_kind",
        "entry_number",
        "entry_title",
        "entry_slug",
        "part_kind",
        "part_position",
        "cited_field",
    ]
    return arms[0].union(*arms[1:], all=True).order_by(*order, "citation_id")


def _uses_by(model, source):
    is_part = model in PARTS
    positioned = is_part and any(field.name == "position" for field in model._meta.fields)
    return (
        model.objects.public()
        .filter(citations__source=source)
        .order_by()
        .values(
            **reference_columns(model),
            part_kind=Value(model._meta.model_name if is_part else "", CharField()),
            part_position=F("position") if positioned else Value(0, IntegerField()),
            cited_field=F("citations__field"),
            cited_locator=F("citations__locator"),
            cited_stance=F("citations__stance"),
            cited_value=F("citations__value"),
            cited_unverified=F("citations__unverified"),
            citation_id=F("citations__pk"),
        )
    )
