"""The index follows the archive: what was written makes its documents anew, in the same transaction."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from archive.following import Listener
from archive.models import PARTS, Congress, Debate, EditorialNote, Resolution, Sitting, Speech
from archive.search.indexing import index, place_again, place_congress_again
from archive.search.records import MODELS

#: The tables of the links that are in a document, and the kind of document.
_LINKS = {Debate.topics.through: "debate", Debate.sittings.through: "debate", Resolution.topics.through: "resolution"}


class IndexListener(Listener):
    """Which documents the rows that were written are part of."""

    def clear(self):
        self.documents = defaultdict(set)
        self.debates = set()
        self.congresses = set()

    def write(self):
        for congress in sorted(self.congresses):
            place_congress_again(congress)
        for debate in sorted(self.debates):
            place_again("speech", debate=debate)
        for kind, keys in self.documents.items():
            index(kind, keys)

    def saved(self, record, before=None):
        """A part moved to another entry changes the one it leaves; a speech given to another speaker, its debate."""
        if isinstance(record, Speech) and before == {name: getattr(record, name) for name in before or ()}:
            # Of a speech, its debate knows the speaker and nothing else.
            self.documents["speech"].add(record.pk)
            return
        self.written_in_bulk(record)
        parent = f"{record.entry_field}_id" if before is not None else ""
        if parent and before[parent] != getattr(record, parent):
            self._note_parent(type(record), before[parent])

    def deleted(self, record, origin):
        if isinstance(record, PARTS) and _goes_with_its_entry(record, origin):
            # The entry's own deletion is told too.
            if isinstance(record, Speech):
                self.documents["speech"].add(record.pk)
            return
        self.written_in_bulk(record)

    def linked(self, through, keys):
        if through not in _LINKS:
            return
        self.documents[_LINKS[through]].update(keys)
        if through is Debate.topics.through:
            speeches = Speech.objects.filter(debate__in=keys).values_list("pk", flat=True)
            self.documents["speech"].update(speeches)

    def written_in_bulk(self, record):
        kind = record._meta.model_name
        if kind in MODELS:
            self.documents[kind].add(record.pk)
        if isinstance(record, Congress):
            self.congresses.add(record.pk)
        elif isinstance(record, Debate):
            self.debates.add(record.pk)
        elif isinstance(record, PARTS):
            # Its words or people are in the document of its entry.
            self._note_parent(type(record), getattr(record, f"{record.entry_field}_id"))
        elif isinstance(record, EditorialNote):
            target = ContentType.objects.get_for_id(record.content_type_id).model
            if target in MODELS:
                self.documents[target].add(record.object_id)

    def _note_parent(self, model, parent):
        kind = model._meta.get_field(model.entry_field).related_model._meta.model_name
        self.documents[kind].add(parent)
        if model is Sitting:
            # Its date is that of the debates and speeches of the day.
            self.congresses.add(parent)


def _goes_with_its_entry(part, origin):
    model = getattr(origin, "model", type(origin))
    return model is part._meta.get_field(part.entry_field).related_model
