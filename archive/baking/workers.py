"""The processes that bake. They begin anew, since connections, and the threads of a pool of them, survive no fork."""

import logging
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

import django


@contextmanager
def bakers(jobs, edition, root):
    """A function that bakes addresses and yields an `Outcome` for each. It raises `CannotBake` when a process dies."""
    if jobs == 1:
        # Only when there is something to do, as it changes the settings of this process.
        yield lambda addresses: map(_baker_of(edition, root).bake, addresses)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _become_baker, (edition, root)) as pool:
        yield lambda addresses: _bake_all(pool, addresses)


def _bake_all(pool, addresses):
    from archive.baking.baker import CannotBake

    try:
        yield from pool.map(_bake, addresses, chunksize=4)
    except BrokenProcessPool as error:
        raise CannotBake("A process that was baking has ended.") from error


def keep_quiet():
    """Links to what is not there are met, in pages as on the site, and are no fault of ours."""
    logging.getLogger("django.request").setLevel(logging.ERROR)


def _become_baker(edition, root):
    global _baker
    # It would wait for orders for ever after a run that is killed.
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    keep_quiet()
    _baker = _baker_of(edition, root)


def _end_with_parent():
    parent_process().join()
    os._exit(1)


def _baker_of(edition, root):
    # Models can only be imported when Django is set up.
    from archive.baking.baker import Baker

    return Baker(edition, root)


def _bake(address):
    return _baker.bake(address)
