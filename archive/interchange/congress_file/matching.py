"""Find in the archive what each row is about, and what the archive holds beyond them."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from django.utils import timezone

from archive.interchange.congress_file.fetching import fetch, fetch_congresses, fetch_others, hold, within
from archive.interchange.congress_file.problems import Problem, quoted
from archive.interchange.congress_file.publication import kept_withdrawn
from archive.interchange.congress_file.schema import CONGRESS, DEBATE, KINDS, RESOLUTION, SHARED


@dataclass(eq=False)
class Match:
    """A row of the file with its record in the archive, `record` being None until it is created.

    `before` is what the record holds, `values` what it is to hold: what the file says, and where the
    file says nothing the default of a new record or what is there already; with `replace` the default.
    """

    row: object
    record: object
    before: dict
    owner: object = None
    relation: str = ""
    replace: bool = False

    def __post_init__(self):
        self.kind = self.row.kind
        self.created = self.record is None
        self.values = self.row.values | dict(self._left_out())
        kept = {} if self.replace else kept_withdrawn(self.before, self.values, timezone.now())
        self.kept_withdrawn = bool(kept)
        self.values |= kept
        there = {} if self.created else self.values
        self.changes = [key for key in self.kind.values if key in there and _sorted(there[key]) != self.before[key]]

    def _left_out(self):
        for key in self.row.left_out:
            # Nothing is published or hidden by not being said: not even an embargo ends so.
            is_about_status = key in ("status", "publish_at", "withdraw_at") and "status" in self.row.left_out
            lasting = is_about_status or not self.kind.has_default(key)
            if not self.created and (lasting or not self.replace):
                yield key, self.before[key]
            elif self.kind.has_default(key):
                yield key, self.kind.default(key)

    @property
    def entry(self):
        """The match of the entry this is part of, or itself."""
        return self if self.kind.is_entry else self.owner.entry


@dataclass(eq=False)
class Extra:
    """A record of the archive that the file does not hold, though it holds its owner."""

    kind: object
    record: object
    values: dict
    owner: Match

    @property
    def entry(self):
        return self.owner.entry


@dataclass
class Matching:
    """Matches and extras of all rows, by kind; with `replace` they are the whole truth.

    `others` are debates and resolutions of its congresses that it says nothing of: {(number, position): slug} by kind.
    """

    replace: bool
    others: dict = field(default_factory=dict)
    matches: dict = field(default_factory=lambda: {kind: [] for kind in KINDS})
    extras: dict = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind, rows, records, owner=None, relation="", some=False):
        """Match a list of rows with the records that may be the same, then their parts.

        With `some` the list is not all there is, and what the archive holds beyond it is none of its business.
        """
        pairs, left = _pair(kind, rows, [(record, kind.values_of(record)) for record in records])
        for row, (record, before) in pairs:
            match = Match(row, record, before, owner, relation, self.replace and not row.is_anchor)
            self.matches[kind].append(match)
            for key, part in kind.parts.items():
                if key in row.parts:
                    relation_name = kind.fields[key].name
                    there = getattr(record, relation_name).all() if record else ()
                    self.add(part, row.parts[key], there, match, relation_name, some=key in row.some)
        if owner and not some:
            self.extras[kind] += [Extra(kind, record, values, owner) for record, values in left]

    def entries_to_write(self):
        """The matches of the entries that a load writes, themselves or parts of them, in the order of the format."""
        found = {}
        for kind in KINDS:
            for match in self.matches[kind]:
                if match.created or match.changes:
                    found[match.entry] = True
            if self.replace and not kind.is_entry:
                found |= {extra.entry: True for extra in self.extras[kind]}
        return [match for kind in KINDS for match in self.matches[kind] if match in found]

    def doomed_entries(self):
        """The extras that are entries and that a load with `replace` deletes."""
        return [extra for kind in KINDS if kind.is_entry and self.replace for extra in self.extras[kind]]

    def conflicts(self):
        """Problems of rows whose position a record has that the file does not hold and so keeps."""
        for kind in KINDS:
            if kind.has_position and self.extras[kind]:
                taken = {(extra.owner, extra.values["position"]): extra for extra in self.extras[kind]}
                for match in self.matches[kind]:
                    extra = taken.get((match.owner, match.row.values.get("position")))
                    if extra:
                        yield _position_taken(match.row, extra)

    def conflicts_with_others(self):
        """Problems of debates and resolutions whose position another one has that nothing is said of."""
        for kind, others in self.others.items():
            for match in self.matches[kind]:
                position = match.values.get("position")
                if slug := others.get((match.row.number, position)):
                    message = f"{quoted(position)} is taken in the archive by {kind.name} {quoted(slug)}"
                    yield Problem((*match.row.path, "position"), message)


def match_rows(rows, *, replace):
    """Match all rows; the queries are as many as the format has relations."""
    matching = Matching(replace, fetch_others(rows.congresses))
    for kind, of_kind in _shared(rows):
        matching.add(kind, of_kind, _records(kind, of_kind))
    matching.add(CONGRESS, rows.congresses, fetch_congresses(rows.congresses))
    return matching


def hold_entries(rows):
    """Lock every entry that may be changed: those that are named, and all of a congress that is there as a whole; a
    query for each kind."""
    for kind, of_kind in _shared(rows):
        if names := _names(of_kind):
            hold(kind, slug__in=names)
    if rows.numbers:
        hold(CONGRESS, number__in=rows.numbers)
        for kind in (DEBATE, RESOLUTION):
            hold(kind, within(kind, rows.congresses))


def _shared(rows):
    return [(kind, rows.shared.get(name, ())) for name, kind in SHARED.items()]


def _records(kind, rows):
    names = _names(rows)
    return fetch(kind, **{f"{kind.identity}__in": names}) if names else []


def _names(rows):
    return {row.sought for row in rows} - {None}


def _pair(kind, rows, records):
    """Pair each row with a record or with (None, {}); return the pairs in order and the records left.

    A speech or clause is first looked for at its position with its text, then by its text alone, so
    that it keeps its citations when others are put in before it; at last by its position alone.
    """
    rounds = [kind.identity]
    if kind.likeness:
        rounds = [f"{kind.identity} {kind.likeness}", kind.likeness, kind.identity]
    found, left = {}, records
    for keys in rounds:
        known = defaultdict(deque)
        for record in left:
            known[kind.identify(record[1], keys)].append(record)
        for row in rows:
            if row not in found and (same := known.get(row.identify(keys))):
                found[row] = same.popleft()
        matched = {id(record) for record, _ in found.values()}
        left = [record for record in records if id(record[0]) not in matched]
    return [(row, found.get(row, (None, {}))) for row in rows], left


def _sorted(value):
    """Lists of references have no order in the archive."""
    return sorted(value) if isinstance(value, list) else value


def _position_taken(row, extra):
    position = row.values["position"]
    holder = extra.kind.label(extra.values)
    return Problem(
        (*row.path, "position"),
        f"{quoted(position)} is taken in the archive by {holder}, which the file does not hold: "
        "add it to the file, choose another position, or load with --replace to delete it",
    )
