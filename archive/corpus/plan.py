"""How a made-up archive is laid out: which congresses, with which debates, and the keys of everything. No queries.

Every congress is made of its number alone, so that they can be made at once, one here and one there: what is in it has
keys of its own block, and whom or what it refers to is known by arithmetic.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

#: What stands in each congress.
DEBATES, SITTINGS, RESOLUTIONS = 25, 12, 8
SHORTEST_DEBATE, LONGEST_DEBATE = 20, 60
#: Keys that a congress keeps for each kind of its parts.
BLOCK = 10_000
#: People who are new at each congress, and how many congresses most of them come to.
NEW_PEOPLE, STAY = 20, 3
#: Every so many people there is one who stays for long; the first one stays for ever.
LEADER_EVERY, LEADER_STAYS = 50, 30
BROAD_TOPICS, NEW_TOPICS = 20, 2
GENERAL_SOURCES, NEW_SOURCES = 10, 3
#: The first congress met then; the last one so many days later.
FIRST_DAY, DAYS = datetime(1898, 3, 13, tzinfo=UTC), 33_600
#: When the first row was written.
WRITTEN = datetime(2024, 1, 1, tzinfo=UTC)


class CongressPlan(NamedTuple):
    """One congress of a corpus: its number and how many speeches each of its debates has."""

    seed: str
    number: int
    #: How many congresses the corpus has.
    congresses: int
    sizes: tuple[int, ...]

    @property
    def index(self):
        return self.number - 1

    def random(self, purpose):
        return Random(f"{self.seed} {purpose} {self.number}")

    def key(self, place, each=BLOCK):
        """The key of the part in this place, from 0, of the block of this congress."""
        return self.index * each + place + 1

    @property
    def opens(self):
        return FIRST_DAY + timedelta(days=self.index * DAYS // self.congresses)

    @property
    def written(self):
        return WRITTEN + timedelta(hours=self.index)

    @property
    def leaders(self):
        """The numbers of those who are here as at many congresses before and after."""
        newest = self.index * NEW_PEOPLE
        first = max(0, newest - LEADER_STAYS * NEW_PEOPLE)
        return [1, *range(first - first % LEADER_EVERY + LEADER_EVERY, newest + NEW_PEOPLE, LEADER_EVERY)]

    @property
    def delegates(self):
        """The numbers of those who are here for the first time, or were here lately."""
        first = self.index * NEW_PEOPLE + 2
        return [number for number in range(first, first + NEW_PEOPLE * STAY) if number % LEADER_EVERY]


def plans(speeches, seed):
    """The congresses of a corpus of so many speeches, one after another."""
    count = sum(1 for _ in _sizes(speeches, seed))
    for number, sizes in enumerate(_sizes(speeches, seed), start=1):
        yield CongressPlan(str(seed), number, count, sizes)


def people(congresses):
    """The numbers of all people in a corpus of so many congresses."""
    return range(1, congresses * NEW_PEOPLE + NEW_PEOPLE * (STAY - 1) + 2)


def _sizes(speeches, seed):
    number = 0
    while speeches:
        number += 1
        rng, sizes = Random(f"{seed} sizes {number}"), []
        while speeches and len(sizes) < DEBATES:
            sizes.append(min(speeches, rng.randint(SHORTEST_DEBATE, LONGEST_DEBATE)))
            speeches -= sizes[-1]
        yield tuple(sizes)
