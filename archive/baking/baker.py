"""One address after another: asked for, its links turned, its file written."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from archive.baking.edition import OWN, place_of, unlinked
from archive.baking.fetching import Reader
from archive.baking.folder import Folder
from archive.baking.links import Links
from archive.baking.own_files import moved_answer, own_answer
from archive.baking.standing import keys_of_answer

#: The twins of a static file that `collectstatic` has made.
TWINS = (".br", ".gz")


class CannotBake(Exception):
    """The site has no answer where it should have one."""


@dataclass(frozen=True)
class Outcome:
    """What became of one address: whether there is something, and whether its file was changed."""

    address: str
    is_there: bool
    is_changed: bool
    #: What it leads to, and what it is stale with.
    found: frozenset = frozenset()
    keys: bytes = b""


class Baker:
    """Works in a process of its own, beside others on the same folder."""

    def __init__(self, edition, root):
        self.edition, self.folder, self.reader = edition, Folder(root), Reader(edition.origin)

    def bake(self, address):
        place = place_of(address)
        return self.copy(place) if place.is_static else self.ask(place)

    def ask(self, place):
        address = place.address
        answer = own_answer(address, self.edition, self.reader) if address in OWN else self.reader.ask(address)
        keys = keys_of_answer(address, answer)
        if answer.status in (301, 302) and place.file.endswith(".html"):
            answer = moved_answer(address, answer, self.edition, self.reader)
        # What nobody is answered at the front page is answered nowhere, and would leave an empty folder.
        if answer.status >= 500 or (address == "/" and answer.status != 200):
            raise CannotBake(f"The site answers {answer.status} for {address}.")
        if answer.status != 200:
            return Outcome(address, False, self.folder.remove(place.file))
        if answer.stream is not None:
            return Outcome(address, True, self.folder.write_all(place.file, self.turned(answer)), keys=keys)
        links = Links(self.edition, address, answer.content, answer.content_type)
        found = frozenset(links.found | unlinked(address))
        return Outcome(address, True, self.folder.write(place.file, links.written), found, keys)

    def turned(self, answer):
        """The chunks of a stream, each of whole rows, with their links turned; pages lead to all that is in a list."""
        for chunk in answer.stream:
            yield Links(self.edition, "/", chunk, answer.content_type).written

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


def _static_path(name):
    """The file of a static address: collected, or as a tree in development has it."""
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    found = finders.find(name)
    return Path(found) if found else None
