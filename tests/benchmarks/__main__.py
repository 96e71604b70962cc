"""All benchmarks, as one table: what was measured, ours, the peer, the ratio, the bar and whether it holds.

    make bench                                         100,000 speeches, in less than half an hour
    python -m tests.benchmarks --speeches 1000000      the large one
    python -m tests.benchmarks --only first_time api   some of them
    python -m tests.benchmarks --write                 and put the table into docs/performance.md

The archive is made once and kept in data/benchmarks. A bar that is missed is told and stops nothing.
"""

import importlib
import time
import traceback
from datetime import date

from tests.benchmarks.comparing import as_table, machine
from tests.benchmarks.contenders import ROOT
from tests.benchmarks.running import options, run

BENCHMARKS = ("cached", "first_time", "api", "search", "streams", "memory", "wagtail", "sizes")
PAGE = ROOT / "docs" / "performance.md"


def main():
    parser = options(__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=BENCHMARKS, metavar="NAME")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    chosen = parser.parse_args()
    about = f"{chosen.speeches:,} speeches, {date.today():%d %B %Y}, {machine()}"
    with run(chosen) as given:
        comparisons, faults = [], []
        for name in chosen.only:
            began = time.monotonic()
            try:
                found = measured(name, given)
                comparisons += found
                print(as_table(found), flush=True)
            except Exception as error:  # One that cannot run leaves the others their turn, and says so in the end.
                traceback.print_exc()
                faults.append(f"- {name} did not run: {error}")
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    table = "\n".join([as_table(comparisons), *faults])
    print(f"\n{about}\n\n{table}")
    if chosen.write:
        write(chosen.speeches, f"{about}\n\n{table}")


def measured(name, given):
    module = importlib.import_module(f"tests.benchmarks.{name}")
    return list(module.measure(given))


def write(speeches, text):
    """Put the outcome between the two marks that docs/performance.md has for an archive of this size."""
    begin, end = (f"<!-- {word} {speeches} -->" for word in ("begin", "end"))
    before, found, rest = PAGE.read_text().partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        print(f"\n{PAGE.name} has no place for {speeches:,} speeches ({begin}, {end}) and is left as it is.")
        return
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{after}")


if __name__ == "__main__":
    main()
