"""How answers grow with the archive: the same questions to archives of several sizes, in turn.

    python -m tests.benchmarks.growth [--every] [--only WORDS] /folder/10k /folder/100k /folder/1m

With `--every`, each order and each filter of each list too, which takes a quarter of an hour; with `--only`, what has
these words in its name. Each folder is the DATA_DIR of an archive that `manage.py make_corpus` made; nothing in it is
changed. The exponent between the least and the largest is log(t2 / t1) / log(n2 / n1), of medians of the processor's
time: 0 is flat, 1 grows as the archive does. The bytes of an answer have one too: an answer that has not yet as much to
show as a page has room for grows with what there is.
"""

import argparse
import math
import os
import statistics
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.test import Client

from tests.benchmarks.comparing import in_turn, machine
from tests.benchmarks.contenders import OURS, ROOT, started
from tests.benchmarks.running import collect_static

#: What an exponent may be; a word that stands in most speeches may cost more.
FLAT, FLAT_COMMON = 0.1, 0.5
#: These leave a transaction alone that is open while they ask.
CLIENTS = {"editor": Client(SERVER_NAME="localhost"), "reader": Client(SERVER_NAME="localhost")}


@dataclass
class Growth:
    """What one question took, in milliseconds, and how long its answer was, in an archive of each size."""

    name: str
    speeches: list
    milliseconds: list
    bytes: list

    @property
    def exponent(self):
        return self._exponent(self.milliseconds)

    @property
    def exponent_of_bytes(self):
        return self._exponent(self.bytes)

    @property
    def bar(self):
        return FLAT_COMMON if "very common" in self.name else FLAT

    @property
    def verdict(self):
        if self.exponent <= self.bar:
            return ""
        return "as its bytes" if self.exponent <= self.exponent_of_bytes + self.bar else "grows"

    def row(self):
        times = (f"{value:.1f} ms" for value in self.milliseconds)
        size = " → ".join(f"{value / 1000:.0f}" for value in (self.bytes[0], self.bytes[-1]))
        return self.name, *times, f"{self.exponent:.2f}", f"{size} KB", f"{self.exponent_of_bytes:.2f}", self.verdict

    def _exponent(self, values):
        return math.log(values[-1] / values[0]) / math.log(self.speeches[-1] / self.speeches[0])


def measure(folders, rounds=5, every=False, only=""):
    """A `Growth` for each question. What is written to an archive meanwhile is rolled back."""
    with ExitStack() as stack:
        sites = [stack.enter_context(started(OURS, folder)) for folder in folders]
        speeches = [site.call("tests.benchmarks.growth:begin")["given"] for site in sites]
        asked = [site.call("tests.benchmarks.questions:questions", every)["given"] for site in sites]
        for name in asked[0]:
            if only not in name:
                continue
            takers, sizes = {}, []
            for site, size, addresses in zip(sites, speeches, asked, strict=True):
                take = partial(site.call, "tests.benchmarks.growth:ask", name.startswith("admin"), addresses[name])
                sizes.append(take()["given"])
                takers[size] = lambda take=take: take()["cpu"]
            times = in_turn(takers, rounds)
            yield Growth(name, speeches, [statistics.median(times[size]) * 1e3 for size in speeches], sizes)


def begin():
    """How many speeches there are. This and `ask` run inside each site, in a transaction that nothing commits."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from archive.models import Speech

    transaction.atomic().__enter__()
    CLIENTS["editor"].force_login(get_user_model().objects.create_superuser("growth"))
    return Speech.objects.count()


def ask(is_admin, address):
    """The bytes of an answer to a reader or to an editor with all rights. What streams is read to its end."""
    response = CLIENTS["editor" if is_admin else "reader"].get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} was answered with {response.status_code}.")
    return sum(map(len, response))


def table(found):
    """The lines of a table: each question at each size, and the exponents between the first and the last."""
    for place, growth in enumerate(found):
        if not place:
            sizes = (f"{size:,} speeches" for size in growth.speeches)
            headings = ("", *sizes, "exponent", "bytes", "exponent", "")
            yield f"| {' | '.join(headings)} |"
            yield "|---" * len(headings) + "|"
        yield f"| {' | '.join(growth.row())} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--every", action="store_true", help="each order and filter of each list")
    parser.add_argument("--only", default="", help="what has these words in its name")
    options = parser.parse_args()
    folders = [folder.resolve() for folder in options.folders]
    os.chdir(ROOT)
    collect_static(folders[0])
    print(machine())
    for line in table(measure(folders, options.rounds, options.every, options.only)):
        print(line, flush=True)
