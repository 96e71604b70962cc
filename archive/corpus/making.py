"""Making a corpus: congresses are made by several processes at once, and written by one, in constant memory."""

import gc
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from archive.corpus import beside
from archive.corpus.bulk import bulk_load, write
from archive.corpus.congresses import CongressMaker
from archive.corpus.plan import plans
from archive.corpus.rows import rows_of
from archive.corpus.starting import start
from archive.corpus.words import KnownParagraphs, forms
from archive.models import (
    ENTRIES,
    PARTS,
    Citation,
    EditorialNote,
    SearchDocument,
    SearchName,
    SearchWord,
    SpeakerName,
)
from archive.search.engines import engine

MODELS = (*ENTRIES, *PARTS, Citation, EditorialNote, SearchDocument, SearchName, SearchWord)
#: Congresses that are made ahead of the one that is written, for each process.
AHEAD = 2
#: People, topics and sources that are made at a time.
BATCH = 500
_WORDS = (SearchWord._meta.db_table, ("word", "backwards"))


class NotEmpty(Exception):
    """The archive holds entries already."""


def make_corpus(speeches, seed, *, processes=1, progress=lambda count: None):
    """Fill an archive that holds no entries with so many speeches and all they need, their search index included.

    The same number and seed make the same rows on every machine and both engines. All or nothing: one transaction.
    `progress` is told how many speeches each step has written. Nobody who follows the archive is told.
    """
    if found := {model: model.objects.count() for model in ENTRIES if model.objects.exists()}:
        raise NotEmpty(", ".join(f"{count} {model._meta.verbose_name_plural}" for model, count in found.items()))
    with _garbage_left(), bulk_load(MODELS), connection.cursor() as cursor, engine().in_bulk(cursor):
        words = set()
        for rows, new_words, count in batches(speeches, seed, processes):
            write(rows)
            write({_WORDS: [(word, word[::-1]) for word in sorted(new_words - words)]})
            words |= new_words
            progress(count)


@contextmanager
def _garbage_left():
    """Within, nobody looks for garbage among the rows that pass through; `_congress` does, when it is done."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def batches(speeches, seed, processes=1):
    """Yield everything as (rows, words, number of speeches), in an order that keeps the foreign keys."""
    types = {name: ContentType.objects.get_by_natural_key("archive", name).pk for name in _cited()}
    congresses = sum(1 for _ in plans(speeches, seed))
    jobs = ((plan, types) for plan in plans(speeches, seed))
    if processes == 1 or congresses == 1:
        yield from _beside(seed, congresses)
        yield from map(_congress, jobs)
        return
    made = {language: forms(language) for language in ("en", "ru")}
    with ProcessPoolExecutor(processes, get_context("spawn"), start, (made,)) as pool:
        waiting = deque(pool.submit(_congress, job) for job in islice(jobs, processes * AHEAD))
        yield from _beside(seed, congresses)  # Meanwhile they start.
        for job in jobs:
            waiting.append(pool.submit(_congress, job))
            yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _congress(job):
    """The rows of one congress, its words, and how many speeches it has; runs in a process of its own."""
    plan, types = job
    made = CongressMaker(plan, types)
    rows, words = rows_of(made.records, made.links, plan.number, made.known)
    del made
    gc.collect()  # The records know each other.
    return rows, words, sum(plan.sizes)


def _beside(seed, congresses):
    """The rows of what congresses refer to."""
    # The blocks after those of the congresses.
    block = congresses + 1
    for make in (beside.topics, beside.sources, beside.speakers):
        batch = []
        for record in make(str(seed), congresses):
            record.searched_notes = []
            batch += [record, *getattr(record, "searched_names", ())]
            if len(batch) >= BATCH:
                yield *rows_of(batch, [], block, KnownParagraphs()), 0
                batch, block = [], block + 1
        if batch:
            yield *rows_of(batch, [], block, KnownParagraphs()), 0
        block += 1


def _cited():
    return [model._meta.model_name for model in (*ENTRIES, *PARTS) if model is not SpeakerName]
