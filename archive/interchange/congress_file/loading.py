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
from archive.interchange.congress_file.file_rows import FileRows
from archive.interchange.congress_file.names import name_within
from archive.interchange.congress_file.problems import CongressFileError, Problem
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.schema import KIND_OF, KINDS, SITTING, TOPIC, reference_to
from archive.interchange.congress_file.versions import Recording
from archive.models import Debate, Record

#: Rows written with one statement; SQLite takes fewer at a time by itself.
BATCH = 200


def load_all(documents, *, dry_run=False, reason="", user=None, progress=iter, **options):
    """Load the documents of one file, as `read_all` gives them, one after another; return one `Report` of all.

    All or nothing for the file as a whole. A document may refer to what stands in an earlier one. All of them
    are checked for their form before any is loaded; the first that does not fit the archive ends the run, since
    those after it may stand on it. Otherwise as `load`.
    """
    if len(documents) == 1:
        return load(documents[0], dry_run=dry_run, reason=reason, user=user, progress=progress, **options)
    if problems := check_alone(documents):
        raise CongressFileError(problems)
    with on_record(Recording(reason, user), dry_run) as recording:
        entries = []
        for place, document in enumerate(progress(documents), start=1):
            try:
                entries += load_rows(FileRows(document), recording, **options).entries
            except CongressFileError as error:
                raise CongressFileError(copy_with(problem, document=place) for problem in error.problems) from error
    return Report(entries, dry_run)


def load(document, *, dry_run=False, reason="", user=None, **options):
    """Make the archive say what a document, as `read` gives it, says; return a `Report`.

    All or nothing, in one transaction; raises `CongressFileError` with every problem. Entries, parts,
    citations and notes are found again by their natural keys. A key left out leaves its field alone, or with
    `replace` empties it. What the archive holds beyond the file is kept, or with `replace` deleted: of this
    congress, and of the entries in the file, but never a topic, source or speaker. No entry is published or
    hidden by a key left out, nor a withdrawn one published without `replace`. What is newer than the file (see
    `versions.newer`) is written over with `overwrite` only. Each entry that is written gets a version, with the
    `reason`, by `user`, who is the author of what is new; None is a command. With `dry_run` all is done and then
    undone. The `options` are those of `load_rows`: `approve` is given the `Matching` before anything is written, and
    may raise; `progress` wraps the list of steps, as tqdm does. Parts are written in bulk, so no `save` signals are
    sent for them.
    """
    with on_record(Recording(reason, user), dry_run) as recording:
        report = load_rows(FileRows(document), recording, **options)
    report.dry_run = dry_run
    return report


@contextmanager
def on_record(recording, dry_run):
    """The transaction of a load, with a version at its end of each entry that it wrote."""
    with transaction.atomic():
        yield recording
        recording.finish()
        if dry_run:
            transaction.set_rollback(True)


def load_rows(rows, recording, *, replace=False, overwrite=False, progress=iter, approve=None, as_copy=False):
    """Load rows within `on_record`; `approve` is shown the `Matching` of what is right and may raise before a write."""
    plan = make_plan(rows, replace=replace, overwrite=overwrite, recording=recording, as_copy=as_copy)
    if plan.problems:
        raise CongressFileError(plan.problems)
    if approve:
        approve(plan.matching)
    with collecting():
        _Loader(plan, replace, recording.user).run(progress)
    recording.after(plan.matching)
    return Report.of(plan.matching, deleted=replace)


class _Loader:
    def __init__(self, plan, replace, user):
        self.matching, self.names, self.user = plan.matching, plan.names, user
        self.doomed = self.matching.extras if replace else {}
        self.now = timezone.now()
        self.touched = set()

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
        positions += [extra.values["position"] for extra in self.matching.extras[kind]]
        positions += [position for _number, position in self.matching.others.get(kind, ())]
        for batch in _batches(moving):
            rows = kind.model.objects.filter(pk__in=batch)
            rows.update(position=F("position") + max(positions))

    def save_entries(self, kind, matches):
        for match in matches:
            self.fill(match)
            match.record.save()
            self.keep_stated_redirect(match)
            for key, field in kind.values.items():
                if field.many_to_many and (key in match.changes or (match.created and match.values[key])):
                    getattr(match.record, field.name).set(self.keys_of(kind, key, match))
            self.register(match)

    def keep_stated_redirect(self, match):
        """Saving another address leaves a redirect from the last; one that is stated comes with its own time."""
        stated = {row.values["slug"] for row in match.row.parts.get("former_slugs", ())}
        if match.row.at and str(match.row.at) in stated:
            match.record.former_slugs.filter(slug=str(match.row.at)).delete()

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
            if match.kind.is_entry:
                match.record.created_by = self.user
            if match.owner:
                _adopt(match)
        for key in keys:
            field, target = match.kind.values[key], match.kind.target(key)
            if not field.many_to_many:
                value = match.values[key]
                is_name = target and value is not None
                setattr(match.record, field.attname, self.key_of(target, match, value) if is_name else value)

    def keys_of(self, kind, key, match):
        return [self.key_of(kind.target(key), match, name) for name in match.values[key]]

    def key_of(self, kind, match, name):
        return self.names[kind][name_within(kind, match.row.number, name)]

    def register(self, match):
        """Let later rows refer to this one."""
        if match.kind in self.names:
            self.names[match.kind][match.row.name] = match.record.pk

    def delete_extras(self):
        """Delete last, when nothing that stays refers any more to what goes."""
        problems = []
        for kind in reversed(KINDS):
            extras = self.doomed.get(kind, [])
            # Entries one by one, each to be off the search index.
            for batch in [[extra] for extra in extras] if kind.is_entry else _batches(extras):
                if users := _delete(kind, batch):
                    problems.append(_still_used(kind, batch, users))
            if not kind.is_entry:
                self.touched.update(extra.entry for extra in extras)
        if problems:
            raise CongressFileError(problems)

    def touch_entries(self):
        """Note on each entry that its parts have changed: what `touch` does, once for all of a kind.

        Also on those that were saved, which was before their parts were written: by an entry's time its parts are
        asked for (`changed_since`).
        """
        touched, now = defaultdict(list), timezone.now()
        for match in self.touched:
            touched[match.kind.model].append(match.record.pk)
        for model, pks in touched.items():
            model.objects.filter(pk__in=pks).update(updated_at=now)


def _adopt(match):
    """Tie a new record to the record it is part of or stands on."""
    owner = match.owner.record
    relation = match.owner.kind.model._meta.get_field(match.relation)
    if isinstance(relation, GenericRelation):
        match.record.content_type = ContentType.objects.get_for_model(owner)
        match.record.object_id = owner.pk
    else:
        setattr(match.record, relation.field.attname, owner.pk)


def _delete(kind, extras):
    """Delete these; return what keeps them from it."""
    keys = [extra.record.pk for extra in extras]
    if kind is SITTING and (users := Debate.objects.filter(sittings__in=keys).distinct()):
        return users  # A join table would only forget it.
    try:
        if kind.is_entry:
            extras[0].record.delete()
        else:
            kind.model.objects.filter(pk__in=keys).delete()
    except ProtectedError as error:
        return error.protected_objects


def _still_used(kind, extras, users):
    labels = ", ".join(kind.label(extra.values) for extra in extras)
    verb, what = ("is", "it is") if len(extras) == 1 else ("are", "they are")
    used_by = "; ".join(sorted(_describe(record) for record in users))
    message = f"{labels} {verb} not in the file and cannot be deleted, for {what} used by {used_by}"
    return Problem((kind.many,), message)


def _describe(record):
    kind, entry = KIND_OF[type(record)], record.entry
    label = kind.label(kind.values_of(record))
    return label if entry is record else f"{label} of {KIND_OF[type(entry)].name} {reference_to(entry)}"


def _broader_first(matches):
    by_slug = {match.values["slug"]: match for match in matches}

    def depth(match):
        above = by_slug.get(match.values["broader"])
        return 1 + depth(above) if above else 0

    return sorted(matches, key=depth)


def _batches(items):
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
