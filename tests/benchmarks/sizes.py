"""What hangs on the size of an archive: how fast one is loaded, and what grows with it.

    python -m tests.benchmarks.sizes [--speeches 100000] [--rounds 20]

Loading is compared with a raw load of the same rows (`load.py`, which alone takes other numbers and PostgreSQL), and
what is asked of this archive with what is asked of one a tenth as large (`growth.py`): the exponent is 0 where an
answer takes as long, 1 where it takes ten times as long. Of each kind the one that grows most is told. What is
written whole is asked for in processes of their own, which tell the most memory that they have held.
"""

from tempfile import TemporaryDirectory

from tests.benchmarks import growth
from tests.benchmarks.comparing import Comparison
from tests.benchmarks.contenders import OURS, started
from tests.benchmarks.running import archive, main

#: More than these take longer to load and tell nothing else.
LOADED = 20_000
#: What is written whole, however large the archive is.
WHOLE = {
    "export": "/api/v1/speeches/?format=ndjson",
    "feed": "/feeds/updates.atom",
    "sitemap": "/sitemap-entries.xml",
    "dump": None,
}
MEGABYTE = 1024**2


def measure(run):
    speeches = min(run.speeches, LOADED)
    with run.ours() as ours:
        made, raw, ratio = ours.call("tests.benchmarks.sizes:loaded", speeches, max(run.rounds // 10, 1))["given"]
    name = f"load of {speeches:,} speeches, index included"
    note = f"{ratio:.2f}× by the processor's time of all processes"
    yield Comparison(name, made, "a raw load of the same rows", raw, at_least=0.5, unit="s", note=note)
    folders = [archive(run.speeches // 10), run.data]
    for name, address in WHOLE.items():
        (part, _), (whole, seconds) = (held(folder, address) for folder in folders)
        note = f"{whole:.0f} MB, {seconds:.1f} s of the processor"
        yield Comparison(
            f"{name}, memory", whole, "that of a tenth of the archive", part, at_most=1.2, unit="MB", note=note
        )
    found = list(growth.measure(folders, max(run.rounds // 4, 1)))
    for kind, members in kinds(found).items():
        worst = max(members, key=lambda each: each.exponent)
        times = " and ".join(f"{value:.1f} ms" for value in worst.milliseconds)
        growing = sum(each.verdict == "grows" for each in members)
        note = f"{len(members)} asked, {growing} grow more than their bytes; most grows {worst.name!r}: {times}"
        yield Comparison(f"growth: {kind}", worst.exponent, "the bar", worst.bar, at_most=1, unit="", note=note)


def kinds(found):
    """What was asked, by kind."""
    members = {}
    for each in found:
        name = each.name
        kind = name if name.startswith("search") else name.partition(":")[0] if ":" in name else "pages and files"
        members.setdefault(kind, []).append(each)
    return members


def held(folder, address):
    """The most megabytes that a process holds while it answers, or dumps, and the seconds this takes."""
    with started(OURS, folder) as ours:
        report = ours.ask(address) if address else ours.call("tests.benchmarks.sizes:dumped")
    return report["peak"] / MEGABYTE, sum(report["cpu"])


def dumped():
    """Write a dump that is gone afterwards; runs inside this site."""
    from django.test import override_settings

    from archive.dumps import make_dump

    with TemporaryDirectory() as folder, override_settings(DUMPS_ROOT=folder):
        make_dump()


def loaded(speeches, rounds):
    """The seconds of both, and the ratio of the processor's time, as JSON; runs inside this site."""
    from tests.benchmarks import load

    found = load.measure(speeches, rounds)
    return found.made, found.raw, found.cpu_ratio


if __name__ == "__main__":
    main(measure)
