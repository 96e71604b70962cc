"""Congress files and the versions of entries: what a load puts on record, and which file is older than the archive."""

from archive.choices import VersionAction
from archive.interchange.congress_file.problems import Problem
from archive.interchange.congress_file.schema import AS_OF, KINDS
from archive.workflow import versions


def entries_of(loaded):
    """The entries of a `CongressWithAll`."""
    congress = loaded.congress
    shared = [*loaded.topics, *loaded.sources, *loaded.speakers]
    return [*shared, congress, *congress.debates.all(), *congress.resolutions.all()]


def note_versions(loaded):
    """Give each entry of a `CongressWithAll` its `as_of`: the number of its last version.

    What is stored and not on record yet is put on record first, so that each has one that says how it is. Call it with
    the entries locked since before they were read, or the number may be of a version that `loaded` does not hold.
    """
    entries = entries_of(loaded)
    versions.record_all(entries, None, VersionAction.FOUND)
    for kind in KINDS:
        of_kind = [entry for entry in entries if isinstance(entry, kind.model)]
        last = versions.last_of(kind.model, [entry.pk for entry in of_kind]) if of_kind else {}
        for entry in of_kind:
            entry.as_of = last[entry.pk].number


class Recording:
    """The record of one load, of one document or several: an entry that it writes gets one version, at its end.

    `user` is who loads, if a person does; that person is then the author of what is new.
    """

    def __init__(self, reason, user=None, action=VersionAction.IMPORT):
        self.reason, self.user, self.action = reason, user, action
        self.written = {}

    def before(self, matching):
        """Put on record what the load is about to write over and no version says yet, and what it will delete."""
        stored = [match.record for match in matching.entries_to_write() if not match.created]
        versions.record_all([entry for entry in stored if entry not in self.written], None, VersionAction.FOUND)
        versions.record_deletions([extra.record for extra in matching.doomed_entries()], self.user, self.reason)

    def after(self, matching):
        self.written |= {match.record: True for match in matching.entries_to_write()}

    def finish(self):
        versions.record_all(self.written, self.user, self.action, self.reason)


def newer(matching):
    """A `Problem` for each entry that the archive holds otherwise than when the file was made, and that the file
    would change or delete. An entry of a file that does not say from which version it was made is never one.
    """
    if not any(match.row.as_of for kind in KINDS for match in matching.matches[kind]):
        return
    for extra in matching.doomed_entries():
        label = extra.kind.label(extra.values)
        message = f"{label} is not in the file; it may have been added since the export, and --replace would delete it"
        yield Problem((extra.kind.many,), f"{message} ({_WAY_OUT})")
    dated = [match for match in matching.entries_to_write() if match.row.as_of]
    for kind in KINDS:
        of_kind = [match for match in dated if match.kind is kind]
        stored = [match.record.pk for match in of_kind if not match.created]
        last = versions.last_of(kind.model, stored) if stored else {}
        for match in of_kind:
            message = _moved_on(match, None if match.created else last.get(match.record.pk))
            if message:
                yield Problem((*match.row.path, AS_OF), f"{message} ({_WAY_OUT})")


_WAY_OUT = "--overwrite loads it all the same"


def _moved_on(match, last):
    made_from = match.row.as_of
    if match.created:
        return f"the file was made from version {made_from} of an entry that the archive does not hold any more"
    number = last.number if last else 0
    if number == made_from:
        return None
    if number < made_from:
        return f"the file was made from version {made_from}, and this archive has only {number or 'none'} of it"
    who = f"by {last.made_by_name}" if last.made_by_name else f"({last.get_action_display().lower()})"
    return (
        f"has been changed since this file was exported: version {number} of {last.made_at:%Y-%m-%d %H:%M} UTC {who}; "
        f"the file was made from version {made_from}"
    )
