"""The ledger follows the archive: whoever writes leaves marks on the entries, in the same transaction.

A mark says nothing but where to look, so hidden edits leave them too: `placing` finds that readers see no difference.
"""

from django.contrib.contenttypes.models import ContentType

from archive.following import ATTACHMENTS, LINKS, Listener
from archive.ledger.owners import KINDS, owners_of_targets
from archive.models import ENTRIES, PARTS, LedgerMark

_ORDER = list(KINDS)


class MarkingListener(Listener):
    """Which entries the rows that were written belong to."""

    def clear(self):
        self.entries = set()
        #: What citations, notes and former addresses hang on: an entry or a part.
        self.targets = set()

    def write(self):
        leave_marks(self.entries | owners_of_targets(self.targets))

    def saved(self, record, before=None):
        self.written_in_bulk(record)
        if before is not None:
            # A part that was moved from one entry to another.
            self.entries.add((_owner(record), before[f"{record.entry_field}_id"]))

    def moved(self, record):
        self.written_in_bulk(record)

    def deleted(self, record, origin):
        self.written_in_bulk(record)

    def linked(self, through, keys):
        holder, _related = LINKS[through]
        self.entries |= {(holder._meta.model_name, key) for key in keys}

    def written_in_bulk(self, record):
        if isinstance(record, ENTRIES):
            self.entries.add((record._meta.model_name, record.pk))
        elif isinstance(record, PARTS):
            self.entries.add((_owner(record), getattr(record, f"{record.entry_field}_id")))
        elif isinstance(record, ATTACHMENTS):
            self.targets.add((ContentType.objects.get_for_id(record.content_type_id).model, record.object_id))


def leave_marks(entries):
    """Leave a mark on each (kind, key): what can be referred to before what refers to it."""
    rows = [LedgerMark(kind=kind, object_id=key) for kind, key in sorted(entries, key=_place)]
    LedgerMark.objects.bulk_create(rows, batch_size=1000)


def _place(entry):
    kind, key = entry
    return _ORDER.index(kind), key


def _owner(part):
    return part._meta.get_field(part.entry_field).related_model._meta.model_name
