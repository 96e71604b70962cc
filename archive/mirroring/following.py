"""Copying an archive and following it: one step at a time, each safe to break off at any moment."""

import fcntl
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from archive.locks import only_here
from archive.mirroring import portraits
from archive.mirroring.applying import apply
from archive.mirroring.gathering import gather, go_on
from archive.mirroring.origin import BeginAgain, NotRight, Origin, OriginError
from archive.models import ENTRIES, MirrorState


def follow(url, *, again=False, over_own=False, progress=iter):
    """Make this archive what the archive at the address is now; return the `Difference` that was loaded.

    Reads what has changed since the last time, or everything: the first time, `again`, and when the origin does not
    know any more what came after the last time. Raises `OriginError`; then nothing has changed. An archive with
    entries of its own is refused, if not `over_own`: they would be hidden.
    """
    origin = Origin(url)
    with _alone():
        return _follow(origin, again, over_own, progress)


def _follow(origin, again, over_own, progress):
    state = MirrorState.objects.first()
    if state and state.origin != origin.url and not over_own:
        raise OriginError(f"This is a copy of {state.origin}. --over-own makes it one of {origin.url}.")
    if not state and not over_own and any(model._base_manager.exists() for model in ENTRIES):
        raise OriginError(
            "This archive has entries that are not a copy: they would be hidden, or written over. "
            "Begin with an empty database (manage.py migrate and nothing else), or say --over-own."
        )
    goes_on = state and state.origin == origin.url and not again
    try:
        difference = gather(origin, state.cursor if goes_on else None, progress)
    except BeginAgain:
        difference = gather(origin, None, progress)
    if difference.rows or difference.gone or difference.whole:
        _apply(difference, origin, progress)
    elif difference.cursor != state.cursor:
        MirrorState.objects.update(cursor=difference.cursor)
    shutil.rmtree(Path(settings.MIRROR_ROOT), ignore_errors=True)
    return difference


@contextmanager
def _alone():
    """Within, no other run follows into this archive: the slower one would undo what the other has done."""
    with ExitStack() as stack:
        lock = stack.enter_context(Path(f"{settings.MIRROR_ROOT}.lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stack.enter_context(only_here("mirror"))
        except BlockingIOError as error:
            raise OriginError("Another run is copying into this archive now.") from error
        yield


def _apply(difference, origin, progress):
    """Load the difference; if it is not whole because the origin was being edited, once more with what came since."""
    while True:
        try:
            portraits.fetch(difference, origin)
            return apply(difference, origin, progress)
        except NotRight:
            cursor = difference.cursor
            if go_on(origin, difference, progress).cursor == cursor:
                raise
