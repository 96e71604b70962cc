"""Public reads of sources, and of what leans on one."""

from collections import defaultdict
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, DateTimeField, Exists, F, IntegerField, OuterRef, Q, Value
from django.utils import timezone

from archive.models import ENTRIES, PARTS, Citation, Congress, Source
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.addresses import Addressed, locate
from archive.selectors.congresses import public_congresses
from archive.selectors.evidence import know_content_types
from archive.selectors.references import reference_columns
from archive.selectors.wanted import attach_wanted


def public_sources(now=None):
    return Source.objects.public(now)


_SOURCES = Addressed(Source, public_sources)


def public_source(slug, wanted=EVERYTHING):
    """One source with its `public_version`; what cites it is `public_uses`, which is paged."""
    source = locate(_SOURCES, slug)
    attach_wanted(source, wanted)
    return source


def public_uses(source):
    """Every public citation of the source on something public, as a prepared read, first entered first.

    What cites it is in `use_rows` of some of them. To put all in the order of what cites is to read all of that.
    """
    types = tuple((model, content_type.pk) for model, content_type in know_content_types().items())
    return _cited(types).filled(now=timezone.now(), source=source.pk)


@cache
def _cited(types):
    """Prepared for these kinds, as a database numbers them."""

    def cited(now, source):
        on_public = Q(pk__in=[])
        for model, content_type in types:
            # Asked of each citation in turn, by the gate of the kind of record that it stands on.
            is_public = Exists(model.objects.public(now).filter(pk=OuterRef("object_id")))
            on_public |= Q(is_public, content_type=content_type)
        citations = Citation.objects.public(now).filter(on_public, source=source)
        return citations.only("content_type").order_by("pk")

    return Prepared(cited, now=DateTimeField(), source=IntegerField())


def use_rows(citations):
    """What is cited with some of `public_uses`, as rows in the order of what cites; one query.

    A row names the entry (`archive.selectors.references.reference`), the part of it that is meant
    (`part_kind`, empty for the entry itself, `part_position`, 0 where parts have none, and in both
    languages the name of the person it is nothing without, as `part_name` and `part_original_name`), and gives
    the citation's `cited_field`, `cited_locator`, `cited_stance`, `cited_value` and `cited_unverified`.
    Each kind of record passes its own gate.
    """
    keys = defaultdict(list)
    for citation in citations:
        keys[ContentType.objects.get_for_id(citation.content_type_id).model_class()].append(citation.pk)
    arms = [_uses_by(model, cited) for model, cited in keys.items()]
    order = ["entry_kind", "entry_number", "entry_title", "entry_slug"]
    order += ["part_kind", "part_position", "part_name", "cited_field", "citation_id"]
    return arms[0].union(*arms[1:], all=True).order_by(*order) if arms else []


def public_bibliography(number):
    """A congress and, as its `public_sources`, every public source cited on it, its debates, its resolutions,
    or a part of any of these; two queries.
    """
    congress = locate(public_congresses(), number)
    know_content_types()
    cited = Q(pk__in=[])
    for model in (*ENTRIES, *PARTS):
        path = _path_to_congress(model)
        if path:
            targets = model.objects.public().order_by().filter(**{path: congress.pk}).values("pk")
            cited |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=targets)
    # A citation has no gate but that of its source, which is asked of the sources; here SQLite would read all of them.
    sources = Citation.objects.filter(cited).order_by().values("source")
    congress.public_sources = list(public_sources().filter(pk__in=sources))
    return congress


def _path_to_congress(model):
    """The lookup that leads from a record to the congress it stands in; empty when it stands in none."""
    path = f"{model.entry_field}__" if model in PARTS else ""
    entry = model._meta.get_field(model.entry_field).related_model if path else model
    if entry is Congress:
        return f"{path}pk"
    return f"{path}congress" if any(field.name == "congress" for field in entry._meta.fields) else ""


def _uses_by(model, citations):
    is_part = model in PARTS
    is_of_a_person = is_part and "speaker" in model.objects.all().gates and model.entry_field != "speaker"
    positioned = is_part and any(field.name == "position" for field in model._meta.fields)
    return (
        model.objects.filter(citations__in=citations)
        .each_public()
        .order_by()
        .values(
            **reference_columns(model),
            part_kind=Value(model._meta.model_name if is_part else "", CharField()),
            part_position=F("position") if positioned else Value(0, IntegerField()),
            part_name=F("speaker__name") if is_of_a_person else Value("", CharField()),
            part_original_name=F("speaker__original_name") if is_of_a_person else Value("", CharField()),
            cited_field=F("citations__field"),
            cited_locator=F("citations__locator"),
            cited_stance=F("citations__stance"),
            cited_value=F("citations__value"),
            cited_unverified=F("citations__unverified"),
            citation_id=F("citations__pk"),
        )
    )
