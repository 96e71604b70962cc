"""Check a whole congress file against its format, itself and the archive; every problem in one run."""

from dataclasses import dataclass
from dataclasses import replace as copy_with

from django.utils import timezone

from archive.interchange.congress_file.fetching import fetch_broader, fetch_names, fetch_redirects
from archive.interchange.congress_file.matching import Matching, hold_entries, match_rows
from archive.interchange.congress_file.problems import Problem, did_you_mean, quoted
from archive.interchange.congress_file.publication import broken_promises, lacks
from archive.interchange.congress_file.reading import line_of
from archive.interchange.congress_file.rows import Rows
from archive.interchange.congress_file.rules import broken_rules, circles
from archive.interchange.congress_file.schema import (
    CONGRESS,
    DEBATE,
    FORMER_SLUG,
    KINDS,
    LINK,
    RESOLUTION,
    SITTING,
    TOPIC,
)
from archive.interchange.congress_file.versions import newer


def check_alone(documents):
    """Return every `Problem` that the documents of one file have without the archive: in their form and numbers."""
    problems, first = [], {}
    for place, document in enumerate(documents, start=1):
        rows = Rows(document)
        number = rows.congress and rows.congress.values.get("number")
        if number in first:
            rows.problem(("congress", "number"), f"congress {number} is in document {first[number]} already")
        elif number:
            first[number] = place
        problems += [copy_with(problem, document=place) for problem in _placed(rows.problems, document)]
    return problems


def check(document, *, replace=False, overwrite=False):
    """Return every `Problem` of a document as `read` gives it, in the order of the file; [] when it can be loaded.

    With `replace`, what the archive holds of this congress beyond the file counts as gone, and a key left
    out as emptied. With `overwrite` it is no problem that the archive has changed since the file was exported.
    """
    return make_plan(document, replace=replace, overwrite=overwrite).problems


@dataclass
class Plan:
    """A checked file: its rows matched with the archive, the names it can refer to, and its problems."""

    matching: Matching
    names: dict
    problems: list


def make_plan(document, *, replace=False, overwrite=False, recording=None):
    """Check a document and match it with the archive, in a number of queries that no row adds to.

    With a `recording`, in order to load it: its entries are locked before they are read, and what no version says of
    them yet is put on record.
    """
    rows = Rows(document)
    number = rows.congress and rows.congress.values.get("number")
    if recording:
        hold_entries(rows, number)
    matching = match_rows(rows, replace=replace)
    if recording:
        recording.before(matching)
    names = fetch_names(number)
    problems = [*rows.problems, *_Checker(rows, matching, names, number, replace).problems()]
    if not overwrite:
        problems += newer(matching)
    return Plan(matching, names, _placed(problems, document))


def _placed(problems, document):
    """The problems with their lines, in the order of the file."""
    problems = [copy_with(problem, line=problem.line or line_of(document, problem.path)) for problem in problems]
    return sorted(problems, key=lambda problem: problem.line or 0)


class _Checker:
    """What can only be checked with the whole file and the archive at hand."""

    def __init__(self, rows, matching, names, number, replace):
        self.rows, self.matching, self.names, self.number = rows, matching, names, number
        self.replace = replace
        self.known = {kind: self._known(kind) for kind in names}
        self.hints = {}
        self.damaged = {problem.path[:-1] for problem in rows.problems}
        self.now = timezone.now()

    def problems(self):
        for row in self.rows.walk():
            yield from self._references(row)
        for kind in KINDS:
            for match in self.matching.matches[kind]:
                yield from self._rules(match)
            if kind.is_entry:
                yield from self._redirects(kind)
        yield from self._circles()
        yield from self._links_to_themselves()
        if not self.replace:
            yield from self.matching.conflicts()

    def _known(self, kind):
        """Names that will lead somewhere when the file is loaded."""
        in_file = {self._name(row) for row in self.rows.walk() if row.kind is kind}
        archive = self.names[kind]
        if self.replace and kind in (SITTING, DEBATE):
            archive = ()
        elif self.replace and kind is RESOLUTION:
            archive = [name for name in archive if not name.startswith(f"{self.number}/")]
        return in_file.union(archive) - {None}

    def _name(self, row):
        name = row.values.get(row.kind.identity)
        return f"{self.number}/{name}" if row.kind is RESOLUTION and name else name

    def _references(self, row):
        for key, value in row.values.items():
            target = row.kind.target(key)
            if not target or value is None:
                continue
            many = isinstance(value, list)
            for index, name in enumerate(value if many else [value]):
                if name not in self.known[target]:
                    place = (*row.path, key, index) if many else (*row.path, key)
                    yield Problem(place, self._unknown(target, name))

    def _unknown(self, kind, name):
        if name in self.names[kind]:
            return f"{kind.name} {quoted(name)} is not in this file, and --replace would delete it"
        if (kind, name) not in self.hints:
            self.hints[kind, name] = self._without_hint(kind, name)
            if kind is not SITTING and (hint := did_you_mean(name, self.known[kind])):
                self.hints[kind, name] = f"no {kind.name} {quoted(name)}{hint}"
        return self.hints[kind, name]

    def _without_hint(self, kind, name):
        if kind is SITTING:
            positions = ", ".join(str(position) for position in sorted(self.known[kind]))
            return f"no sitting {name} in this congress; its sittings are {positions or 'not given'}"
        where = "in this congress" if kind is DEBATE else "in this file or in the archive"
        return f"no {kind.name} {quoted(name)} {where}"

    def _rules(self, match):
        for key, message in broken_rules(match.kind, match.values, match.owner):
            if key in match.row.left_out:
                message += " (the file leaves it out, so the archive's value stays)"
            yield Problem((*match.row.path, key) if key else match.row.path, message)
        if match.kind.is_entry:
            yield from self._lacks(match)
        if match.kind.is_entry and match.record:
            for key, message in broken_promises(match.record, match.values, self.now):
                yield Problem((*match.row.path, key), message)

    def _lacks(self, match):
        """What is wrong in the block itself may be what is lacking: a misspelt key is reported once."""
        if match.row.path not in self.damaged:
            congress = next(iter(self.matching.matches[CONGRESS]), None)
            for key, message in lacks(match, congress):
                yield Problem((*match.row.path, key), message)

    def _redirects(self, kind):
        """An address leads to one entry: what redirects to one cannot be the address of another."""
        gone, given_up = set(), set()
        if self.replace:
            gone = {extra.record.pk for extra in self.matching.extras[kind]}
            given_up = {(extra.owner.record, extra.values["slug"]) for extra in self.matching.extras[FORMER_SLUG]}
        matches = {str(match.row.values.get(kind.identity)): match for match in self.matching.matches[kind]}
        for former, other in fetch_redirects(kind, list(matches), self.number):
            match = matches[former]
            if other != match.record and other.pk not in gone and (other, former) not in given_up:
                address = quoted(getattr(other, kind.identity))
                message = f"the address {quoted(former)} redirects to {kind.name} {address}"
                yield Problem((*match.row.path, kind.identity), message)
        taken = {str(name) for name in self.known[kind]}
        for match in self.matching.matches[FORMER_SLUG]:
            former, owner = match.row.values.get("slug"), match.owner
            name = f"{self.number}/{former}" if kind is RESOLUTION else former
            if owner.kind is kind and match.created and name in taken and matches.get(former) is not owner:
                message = f"{quoted(former)} is the address of a {kind.name}, so it cannot redirect to this one"
                yield Problem((*match.row.path, "slug"), message)

    def _circles(self):
        rows = {match.values.get("slug"): match.row for match in self.matching.matches[TOPIC]}
        stated = {match.values.get("slug"): match.values.get("broader") for match in self.matching.matches[TOPIC]}
        broader = fetch_broader() | stated
        for circle in circles(broader):
            if first := next((slug for slug in circle if slug in rows), None):
                at = circle.index(first)
                way = [*circle[at:], *circle[:at], first]
                yield Problem((*rows[first].path, "broader"), f"goes in a circle: {' > '.join(way)}")

    def _links_to_themselves(self):
        for match in self.matching.matches[LINK]:
            to = match.row.values.get("to")
            if to and to == self._name(match.owner.row):
                yield Problem((*match.row.path, "to"), "a resolution cannot be related to itself")
