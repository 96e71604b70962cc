"""Making this archive say what the origin says: all of a difference, or nothing of it."""

from django.db import transaction
from django.utils import timezone, translation

from archive.choices import PublicationStatus, VersionAction
from archive.dumps.rows import rows_at
from archive.interchange.congress_file import CongressFileError
from archive.interchange.entry_documents import KINDS, EntryDocument, load_documents
from archive.mirroring import leaving, portraits
from archive.mirroring.origin import NotRight
from archive.models import MirrorState, Version


def apply(difference, origin, progress=iter):
    """Load a `Difference` and remember its cursor, in one transaction: readers see what was before or all of it.

    Call `portraits.fetch` first. What was loaded is read again and compared with what was sent: raises `NotRight`
    naming the entries that cannot be made the same, and changes nothing.
    """
    reason = f"As at {origin.url}"
    with translation.override("en"), transaction.atomic():
        leaving.rename(difference)
        doomed = leaving.withdraw(difference, reason)
        _load(difference.rows, reason, progress)
        leaving.delete(doomed, reason)
        portraits.store(difference.rows, reason)
        if unlike := _unlike(difference.rows):
            # Citations and notes stand in the order in which they came: those that changed places come anew.
            _load({address: _bare(row) for address, row in unlike.items()}, reason)
            _load(unlike, reason)
            portraits.store(unlike, reason)
        if unlike := _unlike(unlike):
            raise NotRight(_unmade(unlike))
        MirrorState.objects.update_or_create(
            pk=1, defaults={"origin": origin.url, "cursor": difference.cursor, "followed_at": timezone.now()}
        )


def _load(rows, reason, progress=iter):
    documents = [
        EntryDocument(KINDS[address.kind], {**row["document"], "status": PublicationStatus.PUBLISHED})
        for address, row in rows.items()
    ]
    try:
        load_documents(documents, replace=True, reason=reason, as_copy=True, progress=progress)
    except CongressFileError as error:
        message = "What the origin sent is not right, so nothing was changed"
        raise NotRight(f"{message}.\n{_named(error, rows)}") from error
    _stood_so_before(reason)


def _named(error, rows):
    """The problems, with the address of its entry before each; of several documents a path begins with the place."""
    urls = [row["url"] for row in rows.values()]
    lines = []
    for problem in error.problems:
        place = problem.path[0] if problem.path and isinstance(problem.path[0], int) else 0
        lines.append(f"{urls[place]}: {problem}")
    return "\n".join(lines)


def _bare(row):
    """The row without citations and notes at any depth."""

    def without(value):
        if isinstance(value, list):
            return [without(item) for item in value]
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key not in ("citations", "notes")}
        return value

    return {**row, "document": without(row["document"])}


def _unlike(rows):
    """Those of the rows that readers do not see here just so."""
    here = rows_at(rows)
    return {address: row for address, row in rows.items() if here.get(address.key) != row}


def _unmade(rows):
    """The sentence that says which entries differ here from what was sent, and in what."""
    here, named = rows_at(rows), []
    for address, row in [*rows.items()][:5]:
        there = here.get(address.key, {})
        keys = (key for part in ("document", "portrait") for key in _differing(row.get(part), there.get(part)))
        named.append(f"{row['url']} ({', '.join(keys)})")
    message = "Cannot be made here as at the origin (is its version newer?), so nothing was changed"
    return f"{message}: {'; '.join(named)}."


def _differing(one, other):
    one, other = one or {}, other or {}
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]


def _stood_so_before(reason):
    """What came from the origin was public there before it was here: `selectors.versions` takes it for that."""
    first = Version.objects.filter(number=1, action=VersionAction.IMPORT, reason=reason)
    first.update(action=VersionAction.FOUND)
