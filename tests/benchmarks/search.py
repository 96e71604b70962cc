"""How long a search takes, as ratios to the same query put straight to the engine.

    python -m tests.benchmarks.search [--speeches 100000] [--repeat 3]

Makes a database of its own, in a temporary folder or in the PostgreSQL that DATABASE_URL names (which must be empty),
with speeches whose words are as frequent as Zipf's law has them. The same number gives the same texts.
"""

import argparse
import os
import random
import tempfile
import time
from itertools import accumulate
from statistics import median, quantiles

from tqdm import tqdm

VOCABULARY, CONGRESSES, DEBATES, PEOPLE = 30_000, 28, 10, 200
SHORTEST, LONGEST = 40, 200
SYLLABLES = [consonant + vowel for consonant in "бвгдзклмнпрстф" for vowel in "аеиоу"]
#: How often a word of each class is said, as its rank; a rare one is in a few speeches of a hundred thousand.
CLASSES = {"rare": 20_000, "common": 600, "very common": 1}
EACH = 8


def word(rank):
    """A word for each rank, none the beginning of another by accident of its ending."""
    letters, rank = "", rank + 70
    while rank:
        rank, place = divmod(rank, len(SYLLABLES))
        letters += SYLLABLES[place]
    return f"{letters}к"


def speeches(count, debates, people):
    """Speeches, a thousand at a time."""
    from archive.models import Speech

    chance = random.Random(11)
    vocabulary = [word(rank) for rank in range(1, VOCABULARY + 1)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    positions = dict.fromkeys((debate.pk for debate in debates), 0)
    for start in range(0, count, 1000):
        batch = []
        for number in range(start, min(start + 1000, count)):
            debate = debates[number * len(debates) // count]
            positions[debate.pk] += 1
            said = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(SHORTEST, LONGEST))
            batch.append(
                Speech(
                    debate=debate,
                    position=positions[debate.pk],
                    speaker=chance.choice(people),
                    rendering="verbatim",
                    language="ru",
                    text=" ".join(said),
                )
            )
        yield batch


def make_archive(count):
    from django.core.management import call_command
    from django.db import connection, transaction

    from archive.following import changed_in_bulk, collecting
    from archive.models import Speech
    from tests import factories as make

    call_command("migrate", verbosity=0)
    with collecting():
        people = [make.make_speaker(status="published") for _ in range(PEOPLE)]
        debates = [
            make.make_debate(congress=congress, status="published")
            for congress in [
                make.make_congress(number=n, status="published", opened_on=f"{1897 + n * 3}")
                for n in range(1, CONGRESSES + 1)
            ]
            for _ in range(DEBATES)
        ]
    with tqdm(total=count, desc="Writing and indexing", unit="speech") as bar:
        for batch in speeches(count, debates, people):
            with transaction.atomic():
                Speech.objects.bulk_create(batch)
                changed_in_bulk(batch)
            bar.update(len(batch))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def straight(kind, asked):
    """Put the query to the engine alone: its own ranking, the best twenty."""
    from django.db import connection

    from archive.search.analysis import tokens

    said = tokens(asked)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s ORDER BY rank LIMIT 20",
                [f'words : "{" ".join(said)}"'],
            )
        else:
            query = " & ".join(f"'={token}'" for token in said)
            phrase = "AND words LIKE %s " if kind.endswith("phrase") else "AND %s <> '' "
            cursor.execute(
                "SELECT id FROM archive_searchdocument WHERE vector @@ %s::tsquery "
                + phrase
                + "ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 20",
                [query, f"% {' '.join(said)} %", query],
            )
        return cursor.fetchall()


def queries():
    for kind, rank in CLASSES.items():
        step = max(1, rank // 50)
        yield kind, [word(rank + place * step) for place in range(EACH)]
        yield f"{kind} phrase", [f'"{word(rank + place * step)} {word(1 + place % 3)}"' for place in range(EACH)]


def timed(call, *arguments):
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start


def measure(repeat):
    from archive.search import find

    found = {}
    for kind, texts in tqdm(list(queries()), desc="Asking", unit="kind"):
        ours, engines, counts = [], [], []
        for text in texts * repeat:
            engines.append(timed(straight, kind, text))
            ours.append(timed(find, text))
        counts = [find(text) for text in texts]
        found[kind] = (ours, engines, counts)
    return found


def p95(times):
    return quantiles(times, n=20)[-1]


def report(found):
    print(f"{'':20} {'texts':>9} {'p50 ratio':>10} {'p95 ratio':>10} {'p50 ms':>8} {'p95 ms':>8} {'engine p50':>11}")
    for kind, (ours, engines, counts) in found.items():
        about = "~" if any(each.is_estimate for each in counts) else ""
        count = f"{about}{median(each.count for each in counts):.0f}"
        print(
            f"{kind:20} {count:>9} {median(ours) / median(engines):>10.2f} {p95(ours) / p95(engines):>10.2f} "
            f"{median(ours) * 1000:>8.1f} {p95(ours) * 1000:>8.1f} {median(engines) * 1000:>11.2f}"
        )
    for suffix in ("", " phrase"):
        rare, rare_engine, _ = found[f"rare{suffix}"]
        often, often_engine, _ = found[f"very common{suffix}"]
        beyond = median(often) - (median(often_engine) - median(rare_engine))
        print(
            f"very common{suffix} against rare{suffix}: {median(often) / median(rare):.2f}; "
            f"without the engine's own difference: {max(0, beyond) / median(rare):.2f} (at most 3)"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="congress_site.settings")
        import django

        django.setup()
        make_archive(options.speeches)
        report(measure(options.repeat))


if __name__ == "__main__":
    main()
