"""What an entry still lacks before readers may see it, each lack said as a sentence."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive.choices import PublicationStatus
from archive.models import PARTS, Congress, Debate, Resolution, Source, Speaker, Topic

#: Beyond what a draft needs: fields or lists of parts, of each line at least one.
NEEDED = {
    Congress: [("title",), ("opened_on",)],
    Debate: [("title",), ("question", "summary")],
    Resolution: [("title",), ("summary", "text", "clauses")],
    Source: [("title",)],
    Speaker: [("name",)],
    Topic: [("name",)],
}


def missing_for_publication(entry):
    """Sentences that name everything the stored entry lacks; [] when it can be published.

    The congress it stands in must be published; one that waits for its time will do.
    """
    return [*_wrong(entry), *_empty(entry), *_wrong_parts(entry), *_outside(entry)]


def _wrong(entry):
    try:
        entry.full_clean()
    except ValidationError as error:
        yield from _sentences(entry, error)


def _empty(entry):
    for names in NEEDED[type(entry)]:
        if not any(_is_given(entry, name) for name in names):
            fields = get_text_list([_label(entry, name) for name in names], _("or"))
            yield _("%(fields)s: needed before it is published.") % {"fields": fields}


def _is_given(entry, name):
    field = entry._meta.get_field(name)
    return getattr(entry, name).exists() if field.one_to_many else bool(getattr(entry, name))


def _wrong_parts(entry):
    """A debate may hold a thousand speeches: what only the database can tell, it has told when they were saved."""
    for model in PARTS:
        if model._meta.get_field(model.entry_field).related_model is not type(entry):
            continue
        references = {field.name for field in model._meta.fields if field.is_relation}
        for part in model._base_manager.filter(**{model.entry_field: entry}):
            try:
                part.clean_fields(exclude=references)
            except ValidationError as error:
                kind = capfirst(model._meta.verbose_name)
                place = f"{kind} {part.position}" if hasattr(part, "position") else kind
                yield from (f"{place}: {sentence}" for sentence in _sentences(part, error))


def _outside(entry):
    congress = getattr(entry, "congress", None)
    if congress is not None and congress.standing() != PublicationStatus.PUBLISHED:
        status = PublicationStatus(congress.standing()).label
        text = _("It stands in “%(congress)s”, which is not published (%(status)s).")
        yield text % {"congress": congress, "status": status}


def _sentences(record, error):
    for name, messages in error.message_dict.items():
        for message in messages:
            known = name in {field.name for field in record._meta.get_fields()}
            yield f"{_label(record, name)}: {message}" if known else message


def _label(record, name):
    field = record._meta.get_field(name)
    return capfirst(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)
