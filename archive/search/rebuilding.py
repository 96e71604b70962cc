"""Making the whole index again, and comparing it with the archive."""

from collections import defaultdict

from django.db import connection, transaction

from archive.models import SearchDocument, SearchName, SearchWord
from archive.search.analysis import VERSION
from archive.search.documents import make_documents
from archive.search.engines import engine
from archive.search.indexing import BATCH, COLUMNS, index, names_of, words_of
from archive.search.records import MODELS


def rebuild(progress=iter):
    """Make every document again, some hundred to a transaction, so that the site goes on reading and writing.

    Whatever is saved meanwhile is indexed by its own transaction, before or after. Words that are used no more stay
    among those a suggestion is looked for in; each is asked of the index before it is suggested. `progress` wraps the
    list of steps, as tqdm does.
    """
    steps = [(kind, keys) for kind in MODELS for keys in _batches(_keys(kind))]
    for kind, keys in progress(steps):
        with transaction.atomic(), connection.cursor() as cursor:
            engine().lock(cursor)
            # Another version of the analysis may have given them other ids.
            SearchDocument.objects.filter(kind=kind, object_id__in=keys).exclude(version=VERSION).delete()
            index(kind, keys, always=True)
    with transaction.atomic(), connection.cursor() as cursor:
        engine().lock(cursor)
        for kind in MODELS:
            _without_record(kind).delete()


def is_out_of_date():
    """Whether the index was made by another version of the analysis, or is not there; seven short queries at most."""
    if SearchDocument.objects.exclude(version=VERSION).exists():
        return True
    return any(
        model.objects.count() != SearchDocument.objects.filter(kind=kind).count() for kind, model in MODELS.items()
    )


def disagreements(progress=iter):
    """Yield a sentence for each way in which the index and the archive disagree."""
    known = {kind: _keys(kind) for kind in MODELS}
    for kind, keys in progress([(each, keys) for each in MODELS for keys in _batches(known[each])]):
        # One moment for both sides, while others write.
        with transaction.atomic(), connection.cursor() as cursor:
            engine().lock(cursor)
            found = list(_disagreements(cursor, kind, keys))
        yield from found
    for each in MODELS:
        for row in _without_record(each):
            yield f"{row} is in the index and not in the archive"
    with connection.cursor() as cursor:
        yield from engine().faults(cursor)


def _disagreements(cursor, kind, keys):
    made = make_documents(kind, keys)
    documents = list(made.values())
    rows = {row.pk: row for row in SearchDocument.objects.filter(pk__in=[each.row.id for each in documents])}
    for document in documents:
        row = rows.get(document.row.id)
        if row is None:
            yield f"{document.row} is not in the index"
            continue
        for name in COLUMNS:
            held, right = getattr(row, name), getattr(document.row, name)
            if held != right:
                yield f"{row}: {name} is {held!r} in the index and {right!r} in the archive"
    documents = [document for document in documents if document.row.id in rows]
    known = {document.row.id: document.row for document in documents}
    for identity in engine().differing(cursor, documents):
        yield f"{known[identity]}: its words in the index are not those in the archive"
    held, expected = defaultdict(set), defaultdict(set)
    for found, names in ((held, SearchName.objects.filter(document__in=known)), (expected, names_of(documents))):
        for name in names:
            found[name.document_id].add((name.role, name.token, name.spelling, name.stem_spelling))
    for identity, row in known.items():
        if held[identity] != expected[identity]:
            yield f"{row}: its names in the index are not those in the archive"
    words = words_of(documents)
    missing = words - set(SearchWord.objects.filter(pk__in=words).values_list("pk", flat=True))
    if missing:
        yield f"{kind}: words are missing from the index, such as {min(missing)!r}"


def _without_record(kind):
    """Documents of a kind whose record is no more."""
    return SearchDocument.objects.filter(kind=kind).exclude(object_id__in=MODELS[kind].objects.order_by().values("pk"))


def _keys(kind):
    return list(MODELS[kind].objects.order_by("pk").values_list("pk", flat=True))


def _batches(keys):
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
