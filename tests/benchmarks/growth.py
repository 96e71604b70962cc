"""How answers grow with the archive: the same questions to corpora of several sizes, in turn, and the exponents.

    .venv/bin/python tests/benchmarks/growth.py /folder/10k /folder/100k /folder/1m

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
ADMIN_LISTS = ("debate", "speech", "speaker", "resolution", "topic", "source", "participation", "clause")


def questions():
    """What is asked, by its name, of entries that every size has the like of; but for three that grow with the whole.

    Lists that are shorter than a page in a small corpus are left out: congresses, and the sitemap of entries.
    """
    from archive.corpus.plan import BROAD_TOPICS, NEW_PEOPLE, NEW_TOPICS
    from archive.corpus.words import vocabulary
    from archive.models import Congress, Debate, Speaker, Speech
    from archive.paging import PAGE_SIZE

    words = vocabulary("en")
    congress = Congress.objects.order_by("number")[Congress.objects.count() // 2]
    debate = Debate.objects.public().filter(congress=congress).first()
    delegate = Speaker.objects.public().get(pk=congress.number * NEW_PEOPLE - 1)
    at = congress.get_absolute_url()
    pages = {
        "front page": "/",
        "congress": at,
        "people of a congress": f"{at}people/",
        "debate": debate.get_absolute_url(),
        "speaker": delegate.get_absolute_url(),
        "speaker with 3 % of all": Speaker.objects.get(pk=1).get_absolute_url(),
        "resolution": f"{at}resolutions/resolution-1/",
        "narrow topic": f"/topics/topic-{BROAD_TOPICS + congress.number * NEW_TOPICS}/",
        "broad topic": "/topics/topic-2/",
        "source of many": "/sources/source-2/",
        "timeline": "/timeline/",
    }
    lists = {f"list of {name}": f"/{name}/" for name in ("debates", "speeches", "speakers", "resolutions")}
    far = min(100, Speech.objects.public().count() // PAGE_SIZE)
    lists["list of speeches, a far page"] = f"/speeches/?page={far}"
    api = {f"API: {name}": f"/api/v1{path}" for name, path in {**pages, **lists}.items() if "page" not in name}
    del api["API: people of a congress"], api["API: timeline"]
    searches = {
        "search: rare word": f"/search/?q={words[25_000]}",
        "search: common word": f"/search/?q={words[200]}",
        "search: very common word": f"/search/?q={words[0]}",
    }
    files = {"feed": "/feeds/updates.atom", "sitemap": "/sitemap.xml"}
    admin = {f"admin: {name}": f"/admin/archive/{name}/" for name in ADMIN_LISTS}
    return {**pages, **lists, **api, **searches, **files, **admin}


def ask(rounds):
    """Ask everything in this process; {name: milliseconds of processor}. Whatever is written is rolled back."""
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.db import transaction
    from django.test import Client

    found = {}
    with transaction.atomic():
        staff, reader = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
        staff.force_login(get_user_model().objects.create_superuser("growth"))
        for name, path in questions().items():
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
    options = parser.parse_args()
    print(*table(*measure(options.folders, options.rounds)), sep="\n")
