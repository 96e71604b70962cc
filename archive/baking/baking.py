"""A run: every address that can be reached from the front page and the sitemap is baked, by one process or several."""

from dataclasses import dataclass

from archive.baking.edition import HEADERS, NOT_FOUND, SEARCH, place_of
from archive.baking.folder import Folder
from archive.baking.manifest import Manifest
from archive.baking.standing import are_among, changed_between, standing_of
from archive.baking.workers import bakers

#: Where a run begins. The front page and the sitemap lead to all that is public.
BEGINNINGS = ["/", "/ru/", "/api/v1/", "/sitemap.xml", "/robots.txt", *SEARCH, *NOT_FOUND, HEADERS]


@dataclass
class Baked:
    """What a run has done, in numbers of files."""

    asked: int = 0
    written: int = 0
    removed: int = 0


def bake(root, edition, *, jobs=1, progress=None):
    """Bring the folder to what readers see now, and return what was `Baked`.

    Asked for is what the changes since the last run concern, and everything when the code or the `edition` is another.
    A file that is right already is not touched. A run that was broken off is taken up where it was. Memory does not
    grow with the archive. `progress` is a bar, as tqdm makes them. Raises `Foreign`, `CannotBake`, and
    BlockingIOError for a second run on the same folder.
    """
    folder, baked = Folder(root), Baked()
    with folder.held():
        manifest = Manifest(folder.manifest)
        try:
            folder.check(manifest.knows)
            with bakers(jobs, edition, root) as bake_all:
                # What changes while we bake is baked as well.
                while _begin(manifest, standing_of(edition)):
                    _bake_waiting(manifest, bake_all, baked, progress)
                    _remove_lost(manifest, folder, baked)
                    manifest.set("is_done", True)
                    manifest.commit()
        finally:
            manifest.close()
    return baked


def _begin(manifest, standing):
    """Have all baked that may not be right any more; whether there is anything to do."""
    before = manifest.get("standing")
    if standing != before:
        changed = changed_between(before, standing)
        if changed is None:
            manifest.begin()
            manifest.find(map(place_of, BEGINNINGS))
        else:
            manifest.have_again(lambda keys: are_among(keys, changed))
        manifest.set("standing", standing)
        manifest.set("is_done", False)
        manifest.commit()
    return not manifest.get("is_done")


def _bake_waiting(manifest, bake_all, baked, progress):
    while batch := manifest.waiting():
        for outcome in bake_all(batch):
            baked.asked += 1
            if outcome.is_there:
                baked.written += outcome.is_changed
                manifest.find(map(place_of, outcome.found))
                manifest.is_baked(outcome.address, outcome.keys)
            else:
                baked.removed += outcome.is_changed
                manifest.is_absent(outcome.address)
            if progress is not None:
                progress.update()
        # Names are on record before their files are there.
        manifest.commit()
        if progress is not None:
            progress.total = progress.n + manifest.count_waiting()


def _remove_lost(manifest, folder, baked):
    """What nothing leads to any more."""
    while lost := manifest.lost():
        for address in lost:
            baked.removed += folder.remove(place_of(address).file)
            manifest.is_absent(address)
        manifest.commit()
