"""What loading a congress file did, entry by entry, in words."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from archive.interchange.congress_file.schema import KINDS

CREATED, CHANGED, UNCHANGED, DELETED = "created", "changed", "left as it was", "deleted"


@dataclass
class EntryReport:
    """One entry: its outcome, the fields changed, its parts by (kind, outcome), and what was kept.

    `kept_withdrawn` when the file says that it is published.
    """

    label: str
    outcome: str
    fields: list = field(default_factory=list)
    parts: Counter = field(default_factory=Counter)
    kept: list = field(default_factory=list)
    kept_withdrawn: bool = False

    def __str__(self):
        pieces = []
        if self.outcome is not UNCHANGED or not self.parts:
            pieces.append(self.outcome + (f" ({', '.join(self.fields)})" if self.fields else ""))
        for (kind, outcome), count in self.parts.items():
            pieces.append(f"{count} {kind.name if count == 1 else kind.many} {outcome}")
        if self.kept_withdrawn:
            pieces.append("kept withdrawn, though the file says published")
        if self.kept:
            pieces.append(f"kept though not in the file: {', '.join(self.kept)}")
        return f"{self.label}: {'; '.join(pieces)}"


@dataclass
class Report:
    """`entries` in the order of the format; `str` gives a line for each and a line of totals."""

    entries: list
    dry_run: bool = False

    @classmethod
    def of(cls, matching, *, deleted):
        """Report on a `Matching` that has been loaded; its extras were `deleted` or else kept."""
        reports = {}
        parts, kept = defaultdict(Counter), defaultdict(list)
        entries = []
        for kind in KINDS:
            for match in [match for match in matching.matches[kind] if not match.row.is_anchor]:
                outcome = CREATED if match.created else CHANGED if match.changes else UNCHANGED
                if kind.is_entry:
                    report = EntryReport(
                        kind.label(match.values), outcome, match.changes, kept_withdrawn=match.kept_withdrawn
                    )
                    reports[match] = report
                    entries.append(report)
                elif outcome is not UNCHANGED:
                    parts[match.entry][kind, outcome] += 1
            for extra in matching.extras[kind]:
                if not deleted:
                    kept[extra.entry].append(_kept_label(extra))
                elif kind.is_entry:
                    entries.append(EntryReport(kind.label(extra.values), DELETED))
                else:
                    parts[extra.entry][kind, DELETED] += 1
        for match, report in reports.items():
            report.parts, report.kept = parts[match], kept[match]
        return cls(entries)

    @property
    def changes_nothing(self):
        return not any(entry.parts or entry.outcome is not UNCHANGED for entry in self.entries)

    @property
    def totals(self):
        """The closing line."""
        entries = Counter(entry.outcome for entry in self.entries)
        parts = Counter()
        for entry in self.entries:
            for (_, outcome), count in entry.parts.items():
                parts[outcome] += count
        kept = sum(len(entry.kept) for entry in self.entries)
        line = (
            f"Entries: {entries[CREATED]} created, {entries[CHANGED]} changed, {entries[DELETED]} deleted, "
            f"{entries[UNCHANGED]} left as they were. "
            f"Parts: {parts[CREATED]} created, {parts[CHANGED]} changed, {parts[DELETED]} deleted. "
            f"Kept though not in the file: {kept}."
        )
        return f"{line} This was a dry run: nothing has been changed." if self.dry_run else line

    def __str__(self):
        return "\n".join([*(str(entry) for entry in self.entries), self.totals])


def _kept_label(extra):
    label = extra.kind.label(extra.values)
    stands_on = extra.owner
    return label if stands_on is extra.entry else f"{label} on {stands_on.kind.label(stands_on.values)}"
