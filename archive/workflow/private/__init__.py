"""Private changes to public entries: readers see the old one until a publisher releases the new one.

A change is a snapshot (`PendingChange.data`). To edit or to look at it, `world` makes the stored entry what the
snapshot says, inside a transaction that is always rolled back; so forms, rights and pages read as they always do.
"""

from archive.workflow.private.repairs import problems, repair
from archive.workflow.private.steps import (
    begun_from,
    conflicts,
    discard,
    has_moved,
    may_discard,
    reconcile,
    release,
    return_,
    submit,
    take_back,
)
from archive.workflow.private.worlds import (
    StaleChange,
    Unopenable,
    apply_change,
    begin,
    change_of,
    opened,
    store,
    world,
)

__all__ = [
    "StaleChange",
    "Unopenable",
    "apply_change",
    "begin",
    "begun_from",
    "change_of",
    "conflicts",
    "discard",
    "has_moved",
    "may_discard",
    "opened",
    "problems",
    "reconcile",
    "release",
    "repair",
    "return_",
    "store",
    "submit",
    "take_back",
    "world",
]
