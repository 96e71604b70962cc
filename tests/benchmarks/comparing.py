"""Two measures side by side: taken in turn, their ratio, the bar, and the table of all."""

import os
import platform
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

HEADINGS = ("measured", "ours", "against", "theirs", "ratio", "bar", "")


@dataclass
class Comparison:
    """Ours beside theirs, in the same unit.

    `at_least`: how many times as fast ours has to be (theirs / ours). `at_most`: how much of theirs ours may take
    (ours / theirs). With neither, the ratio is only told.
    """

    measured: str
    ours: float
    against: str
    theirs: float
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "ms"
    note: str = ""

    @property
    def is_about_time(self):
        """Whether the ratio says how much of theirs ours takes, and not how many times as fast it is."""
        return bool(self.at_most) or (not self.at_least and self.ours > self.theirs)

    @property
    def ratio(self):
        return self.ours / self.theirs if self.is_about_time else self.theirs / self.ours

    @property
    def verdict(self):
        if self.at_least is None and self.at_most is None:
            return ""
        holds = self.ratio <= self.at_most if self.at_most else self.ratio >= self.at_least
        return "holds" if holds else "misses"

    @property
    def in_words(self):
        if self.unit in {"MB", ""}:
            return f"{self.ratio:.2f}×"
        return f"{self.ratio:.2f}× {'the time' if self.is_about_time else 'as fast'}"

    def row(self):
        bar = f"≤ {self.at_most:g}×" if self.at_most else f"≥ {self.at_least:g}×" if self.at_least else ""
        ours, theirs = (f"{value:,.{places(value)}f} {self.unit}" for value in (self.ours, self.theirs))
        return self.measured, ours, self.against, theirs, self.in_words, bar, self.verdict


def places(value):
    """So many decimals that three digits are told."""
    return 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3


def in_turn(takers, rounds):
    """Let each taker measure once a round, in turn, so that a busy moment of the machine meets all of them.

    `takers` maps names to functions that give a list of seconds. Gives a list of all seconds for each name.
    """
    taken, warm = defaultdict(list), min(2, rounds)
    for number in range(warm + rounds):
        for name, take in takers.items():
            seconds = take()
            if number >= warm:
                taken[name] += seconds
    return taken


def milliseconds(seconds):
    return median(seconds) * 1000


def p95(seconds):
    """What 19 of 20 took at most."""
    return (quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]) * 1000


def as_table(comparisons):
    """The comparisons as one table of Markdown, with a line below for each note."""
    rows = [HEADINGS, *(each.row() for each in comparisons)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    notes = [f"- {each.measured}: {each.note}" for each in comparisons if each.note]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def machine():
    """What it was measured on, in a line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    load = Path("/proc/loadavg").read_text().split()[0]
    return (
        f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), {total:.0f} GB of memory, "
        f"Linux {platform.release()}, Python {platform.python_version()}; load of the machine before: {load}"
    )
