"""Positions: putting a record at a place among its siblings, and renumbering several at once.

Siblings are the parts of one kind in one entry, or the debates or resolutions of one congress. The
database allows one record per position at any moment, so whatever moves first steps out of the way,
above every number in use.
"""

from django.db import models
from django.db.models import Case, F, Max, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.following import collecting, moved_in_bulk
from archive.models import Part
from archive.models.fields import PositionField
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock

LAST_POSITION = PositionField.LAST
_BATCH = 200


def parent_name(model):
    """The name of the foreign key within which positions of this model count."""
    return model.entry_field if issubclass(model, Part) else "congress"


def siblings(model, parent):
    """All records of the model that are numbered within the parent."""
    return model._base_manager.filter(**{parent_name(model): parent}).order_by()


def shifts(record, position):
    """Who gives way when the record comes to stand at the position: {primary key: new position}.

    A record moved forward pulls those it passes back into the gap it leaves; one moved back, or a
    new one, pushes them on as far as the next gap.
    """
    rows = dict(_siblings_of(record).values_list("position", "pk"))
    own = next((place for place, pk in rows.items() if pk == record.pk), None)
    if own is not None:
        del rows[own]
    step = -1 if own is not None and own < position else 1
    moved = {}
    while position in rows:
        moved[rows[position]] = position + step
        position += step
    return moved


@collecting()
def place(record, position=None):
    """Save the record at the position, or at the end when none is given, shifting the others."""
    lock(_parent_of(record).entry)
    if position is None:
        position = last_position(_siblings_of(record).exclude(pk=record.pk)) + 1
    _check(position)
    moved = shifts(record, position)
    if moved:
        if record.pk is not None:
            make_way(_siblings_of(record), [record.pk])
        _renumber(type(record), _parent_of(record), moved)
    record.position = position
    record.save()
    return record


@collecting()
def renumber(model, parent, positions):
    """Give several siblings new positions at once: {primary key: position}. Swaps are welcome.

    Raises WorkflowError when two would share a position. The version of each one moved goes up.
    """
    lock(parent.entry)
    _renumber(model, parent, positions)


def _renumber(model, parent, positions):
    """The same, when the entry is locked already."""
    rows = siblings(model, parent)
    stored = dict(rows.values_list("pk", "position"))
    positions = {pk: place for pk, place in positions.items() if stored.get(pk, place) != place}
    after = {**stored, **positions}
    if len(set(after.values())) < len(after):
        raise WorkflowError(_("Two of them would have the same position."))
    for position in positions.values():
        _check(position)
    make_way(rows, list(positions))
    moves = list(positions.items())
    for start in range(0, len(moves), _BATCH):
        batch = dict(moves[start : start + _BATCH])
        whens = [When(pk=pk, then=Value(position)) for pk, position in batch.items()]
        rows.filter(pk__in=batch).update(
            position=Case(*whens, output_field=models.PositiveSmallIntegerField()),
            version=F("version") + 1,
            updated_at=timezone.now(),
        )
    if issubclass(model, Part) and positions:
        parent.touch()
    moved_in_bulk([parent] if issubclass(model, Part) else rows.filter(pk__in=positions).only("pk"))


def make_way(rows, keys, above=0):
    """Move the rows with these keys above every number in use, for a moment: save them right after.

    `above` is the highest number that will be in use before all of them are saved.
    """
    if not keys:
        return
    top = max(last_position(rows), above)
    if top > LAST_POSITION:
        raise WorkflowError(_("A position above %(limit)d leaves no room for moving.") % {"limit": LAST_POSITION})
    rows.filter(pk__in=keys).update(position=F("position") + top)


def last_position(rows):
    return rows.aggregate(last=Max("position"))["last"] or 0


def _check(position):
    if not 1 <= position <= LAST_POSITION:
        raise WorkflowError(_("A position is a number from 1 to %(limit)d.") % {"limit": LAST_POSITION})


def _parent_of(record):
    return getattr(record, parent_name(type(record)))


def _siblings_of(record):
    return siblings(type(record), _parent_of(record))
