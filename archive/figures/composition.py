"""The elected bodies of a congress: how large they were, and who stayed, came and went since the congress before."""

from dataclasses import dataclass, field

from archive.choices import Body, Office
from archive.figures.scales import percent, rem
from archive.models import Congress, Election, Speaker

#: A body's name with its bar under it.
_ROW, _NAME, _BAR = 2.5, 1.0, 0.625
#: A line of words, and a bar of people, one over the other: who left, before, who stayed, now, who is new.
_WORDS, _PEOPLE = 1.5, 1.125
#: From here on a label ends at its place instead of beginning there.
_RIGHT = 0.6
#: Bodies that are not the same from one congress to the next.
_PASSING = {Body.COMMISSION, Body.OTHER}


@dataclass
class Segment:
    start: str
    length: str
    is_candidate: bool


@dataclass
class Row:
    """A body with those in full office and its candidates."""

    body: str
    label: str
    full: int
    candidates: int
    text: str
    bar: str
    segments: list[Segment]


@dataclass
class Composition:
    height: str = "0"
    bar_height: str = rem(_BAR)
    rows: list[Row] = field(default_factory=list)


@dataclass
class Group:
    """People of one fate, in the order of their names: "left", "stayed", "risen", "lowered" or "new"."""

    fate: str
    people: list[Speaker]


@dataclass
class Change:
    """A body at two congresses, on one line of people: those of both stand over each other in the middle."""

    body: str
    label: str
    before: Congress
    now: Congress
    height: str
    bar_height: str
    before_segments: list[Segment]
    now_segments: list[Segment]
    left: int
    kept: int
    new: int
    #: Where the people of both congresses begin and end.
    kept_start: str
    kept_end: str
    kept_anchor: str
    groups: list[Group]
    left_text: str = rem(_WORDS - 0.5)
    before_top: str = rem(_WORDS)
    kept_text: str = rem(_WORDS + _PEOPLE + _WORDS - 0.5)
    now_top: str = rem(2 * _WORDS + _PEOPLE)
    bottom: str = rem(2 * _WORDS + 2 * _PEOPLE)
    new_text: str = rem(3 * _WORDS + 2 * _PEOPLE - 0.4)


@dataclass
class _Member:
    speaker: Speaker
    is_full: bool


def composition(congress):
    """Each body of the `public_elections` once, whatever offices a person held in it."""
    bodies = _bodies(congress.public_elections)
    most = max((len(members) for members in bodies.values()), default=1)
    rows = []
    for number, (body, members) in enumerate(bodies.items()):
        full = sum(member.is_full for member in members.values())
        candidates = len(members) - full
        rows.append(
            Row(
                body,
                Body(body).label,
                full,
                candidates,
                rem(number * _ROW + _NAME),
                rem(number * _ROW + _NAME + 0.375),
                _segments([(full, False), (candidates, True)], 0, most),
            )
        )
    return Composition(rem(len(rows) * _ROW), rem(_BAR), rows)


def changes(congress, earlier: list[Election]):
    """The bodies that `earlier`, the elections of the congress before, have too; each with what has changed."""
    before, now = _bodies(earlier), _bodies(congress.public_elections)
    chosen = {election.body: election.congress for election in earlier}
    return [
        _change(body, chosen[body], congress, before[body], now[body])
        for body in now
        if body in before and body not in _PASSING
    ]


def _bodies(elections):
    """Body to people by key, in the order of the vocabulary; a candidate who is more as well is not a candidate."""
    found = {}
    for election in sorted(elections, key=lambda each: (list(Body).index(each.body), each.speaker.sort_name)):
        members = found.setdefault(election.body, {})
        member = members.setdefault(election.speaker_id, _Member(election.speaker, False))
        member.is_full |= election.office != Office.CANDIDATE
    return found


def _change(body, earlier, congress, before, now):
    left = [before[key] for key in before if key not in now]
    new = [now[key] for key in now if key not in before]
    both = [(before[key], now[key]) for key in before if key in now]
    stayed, risen, lowered, waiting = (
        [person.speaker for old, person in both if (old.is_full, person.is_full) == ranks]
        for ranks in ((True, True), (False, True), (True, False), (False, False))
    )
    total = len(left) + len(both) + len(new)
    gone = sum(not member.is_full for member in left)
    fresh = sum(member.is_full for member in new)
    kept_at, new_at = len(left), len(left) + len(both)
    return Change(
        body,
        Body(body).label,
        earlier,
        congress,
        rem(3 * _WORDS + 2 * _PEOPLE),
        rem(_PEOPLE),
        _segments(
            [
                (gone, True),
                (len(left) - gone, False),
                (len(stayed), False),
                (len(risen), True),
                (len(lowered), False),
                (len(waiting), True),
            ],
            0,
            total,
        ),
        _segments(
            [
                (len(stayed) + len(risen), False),
                (len(lowered) + len(waiting), True),
                (fresh, False),
                (len(new) - fresh, True),
            ],
            kept_at,
            total,
        ),
        len(left),
        len(both),
        len(new),
        percent(kept_at / total),
        percent(new_at / total),
        "end" if kept_at / total > _RIGHT else "start",
        [
            Group(fate, people)
            for fate, people in (
                ("left", [member.speaker for member in left]),
                ("stayed", [*stayed, *waiting]),
                ("risen", risen),
                ("lowered", lowered),
                ("new", [member.speaker for member in new]),
            )
            if people
        ],
    )


def _segments(counts, start, total):
    segments = []
    for count, is_candidate in counts:
        if count:
            segments.append(Segment(percent(start / total), percent(count / total), is_candidate))
        start += count
    return segments
