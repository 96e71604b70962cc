"""Check a whole congress file against its format, itself and the archive; every problem in one run."""

from dataclasses import dataclass
from dataclasses import replace as copy_with

from archive.interchange.congress_file.fetching import fetch_broader, fetch_names
from archive.interchange.congress_file.matching import Matching, match_rows
from archive.interchange.congress_file.problems import Problem, did_you_mean, quoted
from archive.interchange.congress_file.reading import line_of
from archive.interchange.congress_file.rows import Rows
from archive.interchange.congress_file.rules import circles
from archive.interchange.congress_file.schema import DEBATE, LINK, RESOLUTION, SITTING


def check(document, *, replace=False):
    """Return every `Problem` of a document as `read` gives it, in the order of the file; [] when it can be loaded.

    With `replace`, what the archive holds of this congress beyond the file counts as gone.
    """
    return make_plan(document, replace=replace).problems


@dataclass
class Plan:
    """A checked file: its rows matched with the archive, the names it can refer to, and its problems."""

    matching: Matching
    names: dict
    problems: list


def make_plan(document, *, replace=False):
    """Check a document and match it with the archive, in a number of queries that no row adds to."""
    rows = Rows(document)
    matching = match_rows(rows)
    number = rows.congress and rows.congress.values.get("number")
    names = fetch_names(number)
    problems = [*rows.problems, *_Checker(rows, matching, names, number, replace).problems()]
    problems = [copy_with(problem, line=problem.line or line_of(document, problem.path)) for problem in problems]
    return Plan(matching, names, sorted(problems, key=lambda problem: problem.line or 0))


class _Checker:
    """What can only be checked with the whole file and the archive at hand."""

    def __init__(self, rows, matching, names, number, replace):
        self.rows, self.matching, self.names, self.number = rows, matching, names, number
        self.replace = replace
        self.known = {kind: self._known(kind) for kind in names}
        self.hints = {}

    def problems(self):
        for row in self.rows.walk():
            yield from self._references(row)
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

    def _circles(self):
        rows = {row.values.get("slug"): row for row in self.rows.shared.get("topics", ())}
        broader = fetch_broader() | {slug: row.values.get("broader") for slug, row in rows.items()}
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
