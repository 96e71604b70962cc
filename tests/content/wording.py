"""Runs of eight words, as hashes: the archive's wording is its own, and this checks it without keeping the other's.

The congress's entry began from an encyclopedia article. Facts carry over, wording does not: no run of
eight words may be shared beyond names and titles. `founding_runs.txt` holds a hash of every such run of the
article; to make it anew:

    python -m tests.content.wording ARTICLE > tests/content/founding_runs.txt

`congress_facts_runs.txt` is the same of the notes from which the outlines of the other congresses were written.
"""

import hashlib
import re
import sys
from pathlib import Path

RUN = 8


def runs(text):
    """Yield every run of eight words, lower-cased and without punctuation."""
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def digest(run):
    return hashlib.sha256(run.encode()).hexdigest()[:12]


def founding_runs():
    return _kept("founding_runs.txt")


def congress_facts_runs():
    return _kept("congress_facts_runs.txt")


def _kept(name):
    return set((Path(__file__).parent / name).read_text().split())


if __name__ == "__main__":
    article = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.write("\n".join(sorted({digest(run) for run in runs(article)})) + "\n")
