"""Load a checked congress file as a difference: what is the same already is not written at all."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace as copy_with

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from archive.following import changed_in_bulk, collecting
from archive.interchange.congress_file.checking import check_alone, make_plan
from archive.interchange.congress_file.problems import CongressFileError, Problem
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.schema import CONGRESS, KIND_OF, KINDS, RESOLUTION, TOPIC, reference_to
from archive.interchange.congress_file.versions import Recording
from archive.models import Record

#: Rows written with one statement; SQLite takes fewer at a time by itself.
BATCH = 200


def load_all(documents, *, dry_run=False, reason="", progress=iter, **options):
    """Load the documents of one file, as `read_all` gives them, one after another; return one `Report` of all.

    All or nothing for the file as a whole. A document may refer to what stands in an earlier one. All of them
    are checked for their form before any is loaded; the first that does not fit the archive ends the run, since
    those after it may stand on it. Otherwise as `load`.
    """
    if len(documents) == 1:
        return load(documents[0], dry_run=dry_run, reason=reason, progress=progress, **options)
    if problems := check_alone(documents):
        raise CongressFileError(problems)
    with _on_record(reason, dry_run) as recording:
        entries = []
        for place, document in enumerate(progress(documents), start=1):
            try:
                entries += _load(document, recording, **options).entries
            except CongressFileError as error:
                raise CongressFileError(copy_with(problem, document=place) for problem in error.problems) from error
    return Report(entries, dry_run)


def load(document, *, replace=False, overwrite=False, dry_run=False, reason="", progress=iter):
    """Make the archive say what a document, as `read` gives it, says; return a `Report`.

    All or nothing, in one transaction; raises `CongressFileError` with every problem. Entries, parts,
    citations and notes are found again by their natural keys. A key left out leaves its field alone, or with
    `replace` empties it. What the archive holds beyond the file is kept, or with `replace` deleted: of this
    congress, and of the entries in the file, but never a topic, source or speaker. No entry is published or
    hidden by a key left out, nor a withdrawn one published without `replace`. What is newer than the file (see
    `versions.newer`) is written over with `overwrite` only. Each entry that is written gets a version, with the
    `reason`. With `dry_run` all is done and then undone. `progress` wraps the list of steps, as tqdm does. Parts
    are written in bulk, so no `save` signals are sent for them.
    """
    with _on_record(reason, dry_run) as recording:
        report = _load(document, recording, replace=replace, overwrite=overwrite, progress=progress)
    report.dry_run = dry_run
    return report


@contextmanager
def _on_record(reason, dry_run):
    """The transaction of a load, with a version at its end of each entry that it wrote."""
    with transaction.atomic():
        recording = Recording(reason)
        yield recording
        recording.finish()
        if dry_run:
            transaction.set_rollback(True)


def _load(document, recording, *, replace=False, overwrite=False, progress=iter):
    plan = make_plan(document, replace=replace, overwrite=overwrite, recording=recording)
    if plan.problems:
        raise CongressFileError(plan.problems)
    with collecting():
        _Loader(plan, replace).run(progress)
    recording.after(plan.matching)
    return Report.of(plan.matching, deleted=replace)


class _Loader:
    def __init__(self, plan, replace):
        self.matching, self.names = plan.matching, plan.names
        self.number = self.matching.matches[CONGRESS][0].values["number"]
        self.doomed = self.matching.extras if replace else {}
        self.now = timezone.now()
        self.saved, self.touched = set(), set()

    def run(self, progress):
        for kind in KINDS:
            if kind.has_position:
                self.park(kind)
        steps = [(kind, batch) for kind in KINDS for batch in _batches(self.to_write(kind))]
        for kind, batch in progress(steps):
            if kind.is_entry:
                self.save_entries(kind, batch)
            else:
                self.write_parts(kind, batch)
        self.delete_extras()
        self.touch_entries()

    def to_write(self, kind):
        matches = [match for match in self.matching.matches[kind] if match.created or match.changes]
        return _broader_first(matches) if kind is TOPIC else matches

    def park(self, kind):
        """Move every record that changes its position or goes beyond all positions, out of the others' way."""
        matches, doomed = self.matching.matches[kind], self.doomed.get(kind, ())
        moving = [match.record.pk for match in matches if "position" in match.changes]
        moving += [extra.record.pk for extra in doomed]
        positions = [match.values["position"] for match in matches]
        positions += [match.before["position"] for match in matches if not match.created]
        positions += [extra.values["position"] for extra in doomed]
        for batch in _batches(moving):
            rows = kind.model.objects.filter(pk__in=batch)
            rows.update(position=F("position") + max(positions))

    def save_entries(self, kind, matches):
        for match in matches:
            self.fill(match)
            match.record.save()
            for key, field in kind.values.items():
                if field.many_to_many and (key in match.changes or (match.created and match.values[key])):
                    getattr(match.record, field.name).set(self.keys_of(kind, key, match))
            self.register(match)
            self.saved.add(match)

    def write_parts(self, kind, matches):
        for match in matches:
            self.fill(match)
            self.touched.add(match.entry)
        kind.model.objects.bulk_create([match.record for match in matches if match.created])
        for match in matches:
            self.register(match)
        changed_in_bulk(match.record for match in matches)
        changed = [match for match in matches if not match.created]
        if changed:
            fields = {kind.values[key].name for match in changed for key in match.changes}
            if issubclass(kind.model, Record):
                fields |= {"version", "updated_at"}
                for match in changed:
                    match.record.version += 1
                    match.record.updated_at = self.now
            kind.model.objects.bulk_update([match.record for match in changed], sorted(fields))

    def fill(self, match):
        """Give a record, new or changed, the values of its row."""
        keys = match.changes
        if match.created:
            match.record = match.kind.model()
            keys = match.values
            if match.owner:
                _adopt(match)
        for key in keys:
            field, target = match.kind.values[key], match.kind.target(key)
            if not field.many_to_many:
                value = match.values[key]
                is_name = target and value is not None
                setattr(match.record, field.attname, self.names[target][value] if is_name else value)

    def keys_of(self, kind, key, match):
        return [self.names[kind.target(key)][name] for name in match.values[key]]

    def register(self, match):
        """Let later rows refer to this one."""
        if match.kind in self.names:
            name = match.values[match.kind.identity]
            name = f"{self.number}/{name}" if match.kind is RESOLUTION else name
            self.names[match.kind][name] = match.record.pk

    def delete_extras(self):
        """Delete last, when nothing that stays refers any more to what goes."""
        problems = []
        for kind in reversed(KINDS):
            extras = self.doomed.get(kind, [])
            if kind.is_entry:
                problems += filter(None, [_delete_entry(extra) for extra in extras])
                continue
            for batch in _batches(extras):
                kind.model.objects.filter(pk__in=[extra.record.pk for extra in batch]).delete()
            self.touched.update(extra.entry for extra in extras)
        if problems:
            raise CongressFileError(problems)

    def touch_entries(self):
        """Note on each entry that its parts have changed: what `touch` does, once for all of a kind."""
        touched = defaultdict(list)
        for match in self.touched - self.saved:
            touched[match.kind.model].append(match.record.pk)
        for model, pks in touched.items():
            model.objects.filter(pk__in=pks).update(updated_at=self.now)


def _adopt(match):
    """Tie a new record to the record it is part of or stands on."""
    owner = match.owner.record
    relation = match.owner.kind.model._meta.get_field(match.relation)
    if isinstance(relation, GenericRelation):
        match.record.content_type = ContentType.objects.get_for_model(owner)
        match.record.object_id = owner.pk
    else:
        setattr(match.record, relation.field.attname, owner.pk)


def _delete_entry(extra):
    try:
        extra.record.delete()
    except ProtectedError as error:
        users = sorted(_describe(record) for record in error.protected_objects)
        label = extra.kind.label(extra.values)
        message = f"{label} is not in the file and cannot be deleted, for it is used by {'; '.join(users)}"
        return Problem((extra.kind.many,), message)


def _describe(record):
    kind, entry = KIND_OF[type(record)], record.entry
    return f"{kind.label(kind.values_of(record))} of {KIND_OF[type(entry)].name} {reference_to(entry)}"


def _broader_first(matches):
    by_slug = {match.values["slug"]: match for match in matches}

    def depth(match):
        above = by_slug.get(match.values["broader"])
        return 1 + depth(above) if above else 0

    return sorted(matches, key=depth)


def _batches(items):
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
