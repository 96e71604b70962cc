"""A run: every address that can be reached from the front page and the sitemap is asked for, and written."""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connections

from archive.baking.edition import HEADERS, NOT_FOUND, OWN, SEARCH, place_of
from archive.baking.fetching import Reader
from archive.baking.folder import Folder
from archive.baking.links import Links
from archive.baking.manifest import Manifest
from archive.baking.own_files import moved_answer, own_answer
from archive.ledger import settle

#: Where a run begins. The front page and the sitemap lead to all that is public.
BEGINNINGS = ["/", "/ru/", "/api/v1/", "/sitemap.xml", "/robots.txt", *SEARCH, *NOT_FOUND, HEADERS]
#: The twins of a static file that `collectstatic` has made.
TWINS = (".br", ".gz")
#: What an answer depends on besides the archive: code, templates, translations, and these settings.
_CODE = ("archive", "congress_site", "templates")
_SETTINGS = ("FRONT_PAGE_CONGRESS", "TIME_ZONE", "CONTENT_SECURITY_POLICY")


class CannotBake(Exception):
    """The site has no answer where it should have one."""


@dataclass
class Baked:
    """What a run has done, in numbers of files."""

    asked: int = 0
    written: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of one address: whether there is something, whether its file was changed, and what it leads to."""

    address: str
    is_there: bool
    is_changed: bool
    found: frozenset = frozenset()


class Baker:
    """Bakes one address after another, in a process of its own."""

    def __init__(self, edition, root):
        self.edition, self.folder, self.reader = edition, Folder(root), Reader(edition.origin)

    def bake(self, address):
        place = place_of(address)
        if place.is_static:
            return self.copy(place)
        answer = own_answer(address, self.edition, self.reader) if address in OWN else self.reader.ask(address)
        if answer.status in (301, 302) and place.file.endswith(".html"):
            answer = moved_answer(address, answer, self.reader)
        if answer.status >= 500:
            raise CannotBake(f"The site answers {answer.status} for {address}.")
        if answer.status != 200:
            return Outcome(address, False, self.folder.remove(place.file))
        links = Links(self.edition, address, answer.content, answer.content_type)
        return Outcome(address, True, self.folder.write(place.file, links.written), frozenset(links.found))

    def copy(self, place):
        """A static file, as it was collected."""
        name = place.address.removeprefix(settings.STATIC_URL)
        path = _static_path(name)
        if path is None:
            return Outcome(place.address, False, self.folder.remove(place.file))
        content = path.read_bytes()
        links = Links(self.edition, place.address, content, "text/css" if path.suffix == ".css" else "")
        twins = {place.address + ending for ending in TWINS if path.suffix not in TWINS and _static_path(name + ending)}
        return Outcome(place.address, True, self.folder.write(place.file, content), frozenset(links.found | twins))


def bake(root, edition, *, jobs=1, progress=None):
    """Bring the folder to what readers see now, and return what was `Baked`.

    A file that is right already is not touched. Where nothing has changed, for readers and in the code, nothing is
    asked for. A run that was broken off is taken up where it was. Memory does not grow with the archive.
    `progress` is a bar, as tqdm makes them. Raises `Foreign`, `CannotBake`, and BlockingIOError for a second run.
    """
    folder, baked = Folder(root), Baked()
    with folder.held():
        manifest = Manifest(folder.manifest)
        try:
            folder.check(manifest.knows)
            with _bakers(jobs, edition, root) as bake_all:
                # What changes while we bake is baked as well.
                while not _is_done(manifest, state := _state(edition)):
                    _run(manifest, state, folder, bake_all, baked, progress)
        finally:
            manifest.close()
    return baked


def _state(edition):
    """All that an edition is made of; equal states give equal files."""
    standing = settle()
    return {"url": edition.url, "live": edition.live, "code": _code(), "place": [standing.epoch, standing.last_place]}


def _is_done(manifest, state):
    return manifest.get("state") == state and manifest.get("is_done")


def _run(manifest, state, folder, bake_all, baked, progress):
    if manifest.get("state") != state:
        manifest.begin()
        manifest.set("state", state)
        manifest.set("is_done", False)
        manifest.find(map(place_of, BEGINNINGS))
        manifest.commit()
    while batch := manifest.waiting():
        for outcome in bake_all(batch):
            baked.asked += 1
            if outcome.is_there:
                baked.written += outcome.is_changed
                manifest.find(map(place_of, outcome.found))
                manifest.is_baked(outcome.address)
            else:
                baked.removed += outcome.is_changed
                manifest.is_absent(outcome.address)
            if progress is not None:
                progress.update()
        manifest.commit()
        if progress is not None:
            progress.total = progress.n + manifest.count_waiting()
    while lost := manifest.lost():
        for address in lost:
            baked.removed += folder.remove(place_of(address).file)
            manifest.is_absent(address)
        manifest.commit()
    manifest.set("is_done", True)
    manifest.commit()


@contextmanager
def _bakers(jobs, edition, root):
    """A function that bakes addresses and yields an `Outcome` for each, in any order."""
    if jobs == 1:
        yield partial(map, Baker(edition, root).bake)
        return
    # A connection is no use in two processes.
    connections.close_all()
    with Pool(jobs, _become_baker, (edition, root)) as pool:
        yield partial(pool.imap_unordered, _bake, chunksize=4)


def _become_baker(edition, root):
    global _baker  # noqa: PLW0603
    if not apps.ready:
        # Where processes are not forked.
        django.setup()
    _baker = Baker(edition, root)


def _bake(address):
    return _baker.bake(address)


def _code():
    """A digest of what makes answers of records."""
    digest = hashlib.blake2b(django.get_version().encode(), digest_size=16)
    for name in _CODE:
        for path in sorted((Path(settings.BASE_DIR) / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path).encode())
                digest.update(path.read_bytes())
    digest.update(repr([getattr(settings, name) for name in _SETTINGS]).encode())
    return digest.hexdigest()


def _static_path(name):
    """The file of a static address: collected, or as a tree in development has it."""
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    found = finders.find(name)
    return Path(found) if found else None
