"""Writing the index: every write goes through here, in the transaction of the record itself."""

from django.db import connection, transaction

from archive.models import SearchDocument, SearchName, SearchWord
from archive.search.analysis import LONGEST
from archive.search.documents import BREAK, NAMED, digest, document_id, make_documents
from archive.search.engines import engine
from archive.search.placing import IN_CONGRESS, placed, placing_of

#: Documents made at a time: all of their text is in memory.
BATCH = 250
COLUMNS = [field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key]
_PLACING = ["public_from", "public_until", "congress", "date", "date_rising", "year_from", "year_to", "digest"]


def index(kind, keys, *, always=False):
    """Make the documents of the records of a kind with these keys anew; delete those whose record is no more.

    What would be the same again is not written, except with `always`.
    """
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            # Before anything is read: nobody may change it between our reading and our writing.
            engine().lock(cursor)
            _write(cursor, kind, keys[start : start + BATCH], always)


def _write(cursor, kind, keys, always):
    documents = list(make_documents(kind, keys).values())
    gone = {document_id(kind, key) for key in keys} - {document.row.id for document in documents}
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    documents = [document for document in documents if always or not document.is_held]
    if not documents:
        return
    if kind in NAMED:
        SearchName.objects.filter(document__in=[document.row.id for document in documents]).delete()
    rows = [document.row for document in documents]
    SearchDocument.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS)
    engine().write(cursor, documents)
    SearchName.objects.bulk_create(names_of(documents))
    words = [SearchWord(word=word, backwards=word[::-1]) for word in sorted(words_of(documents))]
    SearchWord.objects.bulk_create(words, ignore_conflicts=True)


def names_of(documents):
    return [
        SearchName(document=document.row, role=role, token=token, spelling=spelling, stem_spelling=stem_spelling)
        for document in documents
        for role, token, spelling, stem_spelling in document.names
    ]


def words_of(documents):
    """The words that may be suggested."""
    found = set()
    for document in documents:  # One after another, so that what is split is not all held at once.
        found.update(document.title.split(), document.words.split())
    return {word for word in found if word != BREAK and len(word) <= LONGEST}


@transaction.atomic(savepoint=False)
def place_again(kind, **within):
    """Bring the placing of the documents of some records up to date, without reading their text.

    What a congress's or a debate's status, schedule, number or dates say of everything in it. Only a
    new number is a matter of the text's tags, and so a reason to make the document anew.
    """
    with connection.cursor() as cursor:
        engine().lock(cursor)
    texts = ["text", "original_text", "question", "summary", "outcome", "consequences"]
    own = [name for name in texts if name in {field.name for field in placed(kind).model._meta.fields}]
    records = placed(kind).filter(**within).defer(*own)
    placings = {document_id(kind, record.pk): (record.pk, placing_of(kind, record)) for record in records}
    changed, renumbered = [], []
    for row in _rows(list(placings)):
        key, placing = placings.pop(row.id)
        if row.congress != placing.congress:
            renumbered.append(key)
        elif any(getattr(row, name) != value for name, value in placing._asdict().items()):
            for name, value in placing._asdict().items():
                setattr(row, name, value)
            row.digest = f"{row.digest.partition(':')[0]}:{digest(placing)}"
            changed.append(row)
    SearchDocument.objects.bulk_update(changed, _PLACING, batch_size=BATCH)
    index(kind, [*renumbered, *(key for key, _placing in placings.values())])


def _rows(ids):
    for start in range(0, len(ids), BATCH):
        yield from SearchDocument.objects.filter(pk__in=ids[start : start + BATCH])


def place_congress_again(congress):
    """What stands in the congress with this key."""
    for kind, path in IN_CONGRESS.items():
        place_again(kind, **{path: congress})
