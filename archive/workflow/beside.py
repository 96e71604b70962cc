"""What stands beside an entry and goes with it when it is deleted: who began it, and the notes to colleagues.

No version of the entry has it, since it is no part of what the entry says; its deletion keeps it, as plain values.
"""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from archive.models import ColleagueNote


def kept(model, keys):
    """{primary key: what stands beside the entry}, for entries of one kind; two queries."""
    authors = model._base_manager.filter(pk__in=keys).values_list("pk", "created_by")
    found = {key: {"created_by": author, "notes": []} for key, author in authors}
    for note in _notes_on(model).filter(object_id__in=keys).order_by("created_at", "pk"):
        written = {"author": note.author_id, "author_name": note.author_name, "text": note.text}
        found[note.object_id]["notes"].append({**written, "at": note.created_at.isoformat()})
    return found


def author(kept):
    """Who began the entry; None when nobody did, when it is not known, or when the account is gone."""
    return _accounts([kept["created_by"]]).get(kept["created_by"]) if kept else None


def give_back_notes(entry, kept):
    """Leave the notes on the entry again, each by its author and of its time."""
    notes = kept["notes"] if kept else []
    accounts = _accounts([note["author"] for note in notes])
    rows = [
        ColleagueNote(
            entry=entry, author=accounts.get(note["author"]), author_name=note["author_name"], text=note["text"]
        )
        for note in notes
    ]
    made = ColleagueNote.objects.bulk_create(rows)
    for row, note in zip(made, notes, strict=True):
        row.created_at = datetime.fromisoformat(note["at"])
    ColleagueNote.objects.bulk_update(made, ["created_at"])


def _notes_on(model):
    return ColleagueNote.objects.filter(content_type=ContentType.objects.get_for_model(model))


def _accounts(keys):
    return get_user_model()._default_manager.in_bulk({key for key in keys if key})
