"""How long a search takes, beside the same query put straight to the engine.

    python -m tests.benchmarks.search [--speeches 100000] [--rounds 5]

Words are taken from the archive: rare ones (in 5 to 100 texts), common ones (in 2 to 8 of a hundred) and very common
ones (in most). Ours is `find` with twenty hits, names, ranking, facets and snippets, and the whole answer of the
API; the engine's own is twenty rows of the same index by its own rank, with its own snippets. Seconds of the
processor, of which the time that 19 of 20 searches take is compared.
"""

from urllib.parse import quote

from tests.benchmarks.comparing import Comparison, in_turn, p95
from tests.benchmarks.running import main

HERE = "tests.benchmarks.search"
#: Of each kind; a run of a few rounds takes fewer.
WORDS = 20
#: Beyond this many speeches a very common word may take five times as long as a rare one.
LARGE, ALLOWED, ALLOWED_LARGE = 200_000, 3, 5


def measure(run):
    took = {}
    with run.ours() as ours:
        classes = ours.call("tests.benchmarks.examples:words", min(WORDS, run.rounds * 2))["given"]
        for kind, words in classes.items():
            if not words:
                continue
            taken = in_turn(
                {
                    "engine": lambda words=words: times(ours, f"{HERE}:straight", words),
                    "find": lambda words=words: times(ours, f"{HERE}:found", words),
                    "answer": lambda words=words: [
                        seconds
                        for word in words
                        for seconds in ours.ask(f"/api/v1/search/?q={quote(word)}&page_size=20")["cpu"]
                    ],
                },
                max(run.rounds // 4, 1),
            )
            took[kind] = {name: p95(seconds) for name, seconds in taken.items()}
            about = f"search, {kind} words ({len(words)} of them)"
            engine, bar = took[kind]["engine"], 1.5 if kind == "rare" else None
            yield Comparison(
                f"{about}, 20 hits, p95", took[kind]["find"], "the engine's own query", engine, at_most=bar
            )
            yield Comparison(f"{about}, answer of the API, p95", took[kind]["answer"], "the engine's own query", engine)
    if {"rare", "very common"} <= took.keys():
        bar = ALLOWED if run.speeches < LARGE else ALLOWED_LARGE
        often, seldom = took["very common"], took["rare"]
        yield Comparison("search, very common words, p95", often["find"], "rare words", seldom["find"], at_most=bar)
        yield Comparison("the engine's own query, very common words, p95", often["engine"], "rare", seldom["engine"])


def times(contender, function, words):
    return [seconds for word in words for seconds in contender.call(function, word)["cpu"]]


def found(text):
    from archive.search import find

    return len(find(text).hits)


def straight(text):
    """Put the word to the engine alone: its own ranking and snippets, the best twenty."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid, snippet(archive_searchindex, 2, '[', ']', '…', 24) FROM archive_searchindex "
                "WHERE archive_searchindex MATCH %s ORDER BY rank LIMIT 20",
                [f'words : "{text}"'],
            )
        else:
            query = f"'={text}'"
            cursor.execute(
                "SELECT id, ts_headline('simple', words, to_tsquery('simple', %s)) "
                "FROM (SELECT id, words FROM archive_searchdocument WHERE vector @@ %s::tsquery "
                "ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 20) AS best",
                [text, query, query],
            )
        return len(cursor.fetchall())


if __name__ == "__main__":
    main(measure)
