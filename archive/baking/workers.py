"""The processes that bake. They begin anew, since connections, and the threads of a pool of them, survive no fork."""

import logging
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

import django


@contextmanager
def bakers(jobs, edition, root):
    """A function that bakes addresses and yields an `Outcome` for each, in any order."""
    if jobs == 1:
        # Only when there is something to do, as it changes the settings of this process.
        yield lambda addresses: map(_baker_of(edition, root).bake, addresses)
        return
    with get_context("spawn").Pool(jobs, _become_baker, (edition, root)) as pool:
        yield partial(pool.imap_unordered, _bake, chunksize=4)


def keep_quiet():
    """Links to what is not there are met, in pages as on the site, and are no fault of ours."""
    logging.getLogger("django.request").setLevel(logging.ERROR)


def _become_baker(edition, root):
    global _baker
    django.setup()
    keep_quiet()
    _baker = _baker_of(edition, root)


def _baker_of(edition, root):
    # Models can only be imported when Django is set up.
    from archive.baking.baker import Baker

    return Baker(edition, root)


def _bake(address):
    return _baker.bake(address)
