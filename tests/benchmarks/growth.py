"""How answers grow with the archive: the same questions to corpora of several sizes, in turn, and the exponents.

    .venv/bin/python tests/benchmarks/growth.py [--every] /folder/10k /folder/100k /folder/1m

With `--every`, each order and each filter of each list too, which takes a quarter of an hour.
Each folder is the DATA_DIR of an archive that `manage.py make_corpus` made; nothing in it is changed. The exponent
between two sizes is log(t2 / t1) / log(n2 / n1), of medians of processor time: 0 is flat, 1 grows as the archive does.
Questions are asked of the handlers in one process for each size, without a server and past every cache of answers.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What an exponent may be; a word that stands in most speeches may cost more.
FLAT, FLAT_COMMON = 0.1, 0.5


def ask(rounds):
    """Ask everything in this process; {name: milliseconds of processor}. Whatever is written is rolled back."""
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.db import transaction
    from django.test import Client

    from tests.benchmarks.questions import questions

    found = {}
    with transaction.atomic():
        staff, reader = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
        staff.force_login(get_user_model().objects.create_superuser("growth"))
        for name, path in questions(every="EVERY" in os.environ).items():
            if os.environ.get("ONLY", "") not in name:
                continue
            client, times = staff if name.startswith("admin") else reader, []
            for _round in range(rounds + 1):
                cache.clear()
                started = time.process_time()
                response = client.get(path)
                # What streams is read to its end.
                b"".join(response)
                times.append((time.process_time() - started) * 1e3)
                assert response.status_code == 200, (name, path, response.status_code, response.headers)
            found[name] = statistics.median(times[1:])
        transaction.set_rollback(True)
    return found


def measure(folders, rounds=5, passes=1):
    """{name: [milliseconds at each size]}, and the sizes."""
    sizes, found = [], []
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, check=True)
    for turn in range(passes):
        for place, folder in enumerate(folders):
            environment = {**os.environ, "DATA_DIR": str(folder), "GROWTH": str(rounds)}
            answer = subprocess.run(
                [sys.executable, __file__], env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            speeches, times = json.loads(answer.stdout)
            if turn == 0:
                sizes.append(speeches)
                found.append({name: [] for name in times})
            for name, value in times.items():
                found[place][name].append(value)
    return sizes, {name: [statistics.median(one[name]) for one in found] for name in found[0]}


def exponent(times, sizes):
    return math.log(times[1] / times[0]) / math.log(sizes[1] / sizes[0])


def table(sizes, times):
    """The lines of a table: each question at each size, and the exponent between neighbouring sizes."""
    yield "| | " + " | ".join(f"{size:,} speeches" for size in sizes) + " | exponents | |"
    yield "|---" * (len(sizes) + 3) + "|"
    for name, row in times.items():
        steps = [exponent(row[at : at + 2], sizes[at : at + 2]) for at in range(len(row) - 1)]
        flat = max(steps) <= (FLAT_COMMON if "very common" in name else FLAT)
        shown = " | ".join(f"{value:.1f} ms" for value in row)
        yield f"| {name} | {shown} | {', '.join(f'{step:.2f}' for step in steps)} | {'' if flat else 'grows'} |"


def _worker():
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "congress_site.settings"
    import django

    django.setup()
    from archive.models import Speech

    print(json.dumps([Speech.objects.count(), ask(int(os.environ["GROWTH"]))]))


if __name__ == "__main__":
    if "GROWTH" in os.environ:
        _worker()
        sys.exit()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--every", action="store_true", help="each order and filter of each list")
    options = parser.parse_args()
    if options.every:
        os.environ["EVERY"] = "yes"
    print(*table(*measure(options.folders, options.rounds)), sep="\n")
