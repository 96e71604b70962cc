"""Check what is to be loaded against its format, itself and the archive; every problem in one run."""

from dataclasses import dataclass
from dataclasses import replace as copy_with

from django.utils import timezone

from archive.interchange.congress_file.fetching import fetch_broader, fetch_names, fetch_redirects
from archive.interchange.congress_file.file_rows import FileRows
from archive.interchange.congress_file.matching import Matching, hold_entries, match_rows
from archive.interchange.congress_file.names import name_of, name_within
from archive.interchange.congress_file.problems import Problem, did_you_mean, quoted
from archive.interchange.congress_file.publication import broken_promises, lacks
from archive.interchange.congress_file.reading import line_of
from archive.interchange.congress_file.rules import broken_rules, circles
from archive.interchange.congress_file.schema import (
    CONGRESS,
    DEBATE,
    FORMER_SLUG,
    KINDS,
    LINK,
    SITTING,
    TOPIC,
)
from archive.interchange.congress_file.versions import newer


def check_alone(documents):
    """Return every `Problem` that the documents of one file have without the archive: in their form and numbers."""
    problems, first = [], {}
    for place, document in enumerate(documents, start=1):
        rows = FileRows(document)
        number = rows.number
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
    return make_plan(FileRows(document), replace=replace, overwrite=overwrite).problems


@dataclass
class Plan:
    """Checked rows: matched with the archive, the names they can refer to, and their problems."""

    matching: Matching
    names: dict
    problems: list


def make_plan(rows, *, replace=False, overwrite=False, recording=None, as_copy=False):
    """Check rows and match them with the archive, in a number of queries that no row adds to.

    With a `recording`, in order to load it: its entries are locked before they are read, and what no version says of
    them yet is put on record.
    """
    if recording:
        hold_entries(rows)
    matching = match_rows(rows, replace=replace)
    if recording:
        recording.before(matching)
    names = fetch_names(rows.numbers)
    problems = [*rows.problems, *_Checker(rows, matching, names, replace, as_copy).problems()]
    if not overwrite:
        problems += newer(matching)
    return Plan(matching, names, _placed(problems, rows.document))


def _placed(problems, document):
    """The problems with their lines, in the order of the file."""
    problems = [copy_with(problem, line=problem.line or line_of(document, problem.path)) for problem in problems]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _address(row, slug=None):
    """The address of a row, or with another slug, as `fetch_redirects` has it."""
    return (row.owner and row.number, str(slug or row.values.get(row.kind.identity)))


class _Checker:
    """What can only be checked with all rows and the archive at hand."""

    def __init__(self, rows, matching, names, replace, as_copy):
        self.as_copy = as_copy
        self.rows, self.matching, self.names = rows, matching, names
        self.replace = replace
        self.known = {kind: self._known(kind) for kind in names}
        self.hints = {}
        self.damaged = {problem.path[:-1] for problem in rows.problems}
        self.now = timezone.now()

    def problems(self):
        yield from self._congresses()
        for row in self.rows.walk():
            yield from self._references(row)
        for kind in KINDS:
            for match in self.matching.matches[kind]:
                if not match.row.is_anchor:
                    yield from self._rules(match)
            if kind.is_entry:
                # A copy says what readers see elsewhere, also where an address was given twice in spite of the rules.
                yield from () if self.as_copy else self._redirects(kind)
                yield from self._taken_addresses(kind)
        yield from self._circles()
        yield from self._links_to_themselves()
        if not self.replace:
            yield from self.matching.conflicts()
        yield from self.matching.conflicts_with_others()

    def _known(self, kind):
        """Names that will lead somewhere when all is loaded."""
        rows = [row for row in self.rows.walk() if row.kind is kind and not row.is_anchor]
        gone = {name_of(kind, row.number, row.at) for row in rows}
        if self.replace:
            extras = self.matching.extras[kind]
            gone |= {name_of(kind, extra.owner.row.number, extra.values[kind.identity]) for extra in extras}
        return ({*self.names[kind]} - gone | {row.name for row in rows}) - {None}

    def _congresses(self):
        """What stands in a congress that is not given needs one that is there."""
        for row in self.rows.congresses:
            if row.is_anchor and row.number not in (None, *self.names[CONGRESS]):
                yield Problem(row.path, f"no congress {row.number} in the archive")

    def _references(self, row):
        for key, value in row.values.items():
            target = row.kind.target(key)
            if not target or value is None:
                continue
            many = isinstance(value, list)
            for index, name in enumerate(value if many else [value]):
                if name_within(target, row.number, name) not in self.known[target]:
                    place = (*row.path, key, index) if many else (*row.path, key)
                    yield Problem(place, self._unknown(target, row.number, name))

    def _unknown(self, kind, number, name):
        whole = name_within(kind, number, name)
        if whole in self.names[kind]:
            return f"{kind.name} {quoted(name)} is not in this file, and --replace would delete it"
        if (kind, whole) not in self.hints:
            options = [other for other in self.known[kind] if kind not in (SITTING, DEBATE)]
            options += [other[1] for other in self.known[kind] if kind in (SITTING, DEBATE) and other[0] == number]
            self.hints[kind, whole] = self._without_hint(kind, name, options)
            if kind is not SITTING and (hint := did_you_mean(name, options)):
                self.hints[kind, whole] = f"no {kind.name} {quoted(name)}{hint}"
        return self.hints[kind, whole]

    def _without_hint(self, kind, name, options):
        if kind is SITTING:
            positions = ", ".join(str(position) for position in sorted(options))
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
        if match.row.path not in self.damaged and not self.as_copy:
            for key, message in lacks(match):
                yield Problem((*match.row.path, key), message)

    def _redirects(self, kind):
        """An address leads to one entry: what redirects to one cannot be the address of another."""
        gone, given_up = set(), set()
        if self.replace:
            gone = {extra.record.pk for extra in self.matching.extras[kind]}
            given_up = {(extra.owner.record, extra.values["slug"]) for extra in self.matching.extras[FORMER_SLUG]}
        matches = {_address(match.row): match for match in self.matching.matches[kind]}
        for address, other in fetch_redirects(kind, matches):
            match, former = matches[address], address[1]
            if other != match.record and other.pk not in gone and (other, former) not in given_up:
                address = quoted(getattr(other, kind.identity))
                message = f"the address {quoted(former)} redirects to {kind.name} {address}"
                yield Problem((*match.row.path, kind.identity), message)
        taken = {str(name) for name in self.known[kind]}
        for match in self.matching.matches[FORMER_SLUG]:
            former, owner = match.row.values.get("slug"), match.owner
            is_taken = owner.kind is kind and str(name_of(kind, owner.row.number, former)) in taken
            if is_taken and match.created and matches.get(_address(owner.row, former)) is not owner:
                message = f"{quoted(former)} is the address of a {kind.name}, so it cannot redirect to this one"
                yield Problem((*match.row.path, "slug"), message)

    def _taken_addresses(self, kind):
        """An entry that is to get another address cannot get that of another one."""
        for match in self.matching.matches[kind]:
            if (
                match.row.at
                and (match.created or kind.identity in match.changes)
                and match.row.name in self.names[kind]
            ):
                address = match.row.values[kind.identity]
                message = f"{quoted(address)} is the address of another {kind.name}"
                yield Problem((*match.row.path, kind.identity), message)

    def _circles(self):
        rows = {match.values.get("slug"): match.row for match in self.matching.matches[TOPIC]}
        stated = {match.values.get("slug"): match.values.get("broader") for match in self.matching.matches[TOPIC]}
        renamed = {match.row.at: match.values.get("slug") for match in self.matching.matches[TOPIC] if match.row.at}
        archive = {renamed.get(slug, slug): renamed.get(above, above) for slug, above in fetch_broader().items()}
        broader = archive | stated
        for circle in circles(broader):
            if first := next((slug for slug in circle if slug in rows), None):
                at = circle.index(first)
                way = [*circle[at:], *circle[:at], first]
                yield Problem((*rows[first].path, "broader"), f"goes in a circle: {' > '.join(way)}")

    def _links_to_themselves(self):
        for match in self.matching.matches[LINK]:
            to = match.row.values.get("to")
            if to and to == match.owner.row.name:
                yield Problem((*match.row.path, "to"), "a resolution cannot be related to itself")
