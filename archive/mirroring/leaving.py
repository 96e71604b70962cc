"""What has another address at the origin, or none any more: done here before anything new is loaded."""

from dataclasses import replace

from django.db.models import Min, ProtectedError

from archive.choices import PublicationStatus, VersionAction
from archive.following import changed_in_bulk
from archive.mirroring.addresses import Address, address_of
from archive.models import ENTRIES, PARTS, Congress, Debate, Resolution, Topic
from archive.models.fields import PositionField
from archive.workflow import versions

#: From here to the last position is what is hidden, out of the way of what is not.
_FAR = PositionField.LAST // 2
#: Likewise of congresses: the last numbers that every database can hold.
_NO_CONGRESS, _LAST_NUMBER = 30_000, 32_767


def rename(difference):
    """Give what was renamed its new address; the old one redirects. Congresses first, since others stand in them."""
    pairs = [*_renamed_with_documents(difference), *_renamed_without(difference)]
    for before, after in sorted(pairs, key=lambda pair: pair[0].kind != "congress"):
        # What nothing is said of stands there still: an address that one redirects from can be that of another.
        has_left = before in difference.gone or (difference.whole and before not in difference.rows)
        if has_left and (entry := before.entry()) and after.entry() is None:
            setattr(entry, entry.slug_field, after.last_step)
            entry.save()


def _renamed_with_documents(difference):
    for address, row in difference.rows.items():
        for former in row["document"].get("former_slugs", ()):
            yield address.renamed(former["slug"]), address


def _renamed_without(difference):
    for address, change in difference.gone.items():
        if change["change"] == "renamed":
            moved_to = Address.of_url(change["moved_to"])
            if moved_to not in difference.rows and address.renamed(moved_to.last_step) == moved_to:
                yield address, moved_to


def withdraw(difference, reason):
    """Hide what is gone; return the entries that are to be deleted when nothing refers to them any more."""
    gone = [
        (entry, change["change"])
        for address, change in difference.gone.items()
        if (entry := _standing_at(address, difference.rows))
    ]
    if difference.whole:
        # It was public, and is not among all that is: withdrawn or deleted, and its address was a promise.
        told = {entry for entry, _change in gone}
        gone += [(entry, "withdrawn") for entry in _not_in(difference.rows) if entry not in told]
    withdrawn = [entry for entry, change in gone if change == "withdrawn"]
    doomed = [entry for entry, change in gone if change != "withdrawn"]
    # That they were public is on record before they are not: else their addresses would not say that they were.
    versions.record_all(withdrawn, None, VersionAction.FOUND)
    _empty([*withdrawn, *doomed])
    _set_status(withdrawn, PublicationStatus.WITHDRAWN)
    versions.record_all(withdrawn, None, VersionAction.WITHDRAW, reason)
    _set_status(doomed, PublicationStatus.DRAFT)
    # Another entry may have the address now, or redirect from it; so it may from that of what was hidden before.
    for entry in doomed:
        _vacate(entry)
    for former, address in _renamed_with_documents(difference):
        if former != address and former not in difference.rows:
            entry = former.entry()
            if entry and not _is_public(entry):
                _vacate(entry)
    _make_way()
    return doomed


def delete(doomed, reason):
    """Delete, or leave as a draft what a hidden entry still refers to: to readers it is the same."""
    for entry in doomed:
        versions.record_deletions([entry], None, reason)
        try:
            entry.delete()
        except ProtectedError:
            versions.record_all([entry], None, VersionAction.WITHDRAW, reason)


def _not_in(rows):
    for model in ENTRIES:
        public = model.objects.public()
        if hasattr(model, "congress"):
            public = public.select_related("congress")
        yield from (entry for entry in public if address_of(entry) not in rows)


def _standing_at(address, rows):
    """What is at an address, or was when the address was last told of.

    With a new number of its congress an entry has another address here at once, also when the origin says next that it
    is gone from the one before.
    """
    if entry := address.entry():
        return entry
    congress = Congress.objects.filter(former_slugs__slug=str(address.number)).order_by("-pk").first()
    if congress is None or address.kind == "congress":
        return None
    now = replace(address, number=congress.number)
    return now.entry() if now not in rows else None


def _empty(entries):
    """Take away all that stands in entries that are hidden now: nobody reads it, and it would hold what it refers to.

    First what stands in a congress: its speeches refer to the sittings.
    """
    for entry in sorted(entries, key=lambda entry: ENTRIES.index(type(entry)), reverse=True):
        for part in PARTS:
            if part._meta.get_field(part.entry_field).related_model is type(entry):
                part._base_manager.filter(**{part.entry_field: entry}).delete()
        for attached in (entry.citations, entry.notes):
            attached.all().delete()
        for field in entry._meta.many_to_many:
            getattr(entry, field.name).clear()
        if isinstance(entry, Topic):
            Topic._base_manager.filter(pk=entry.pk).update(broader=None)


def _vacate(entry):
    """Take its address from an entry that nobody can see."""
    rows = type(entry)._base_manager
    free = f"gone-{entry.pk}"
    if isinstance(entry, Congress):
        free = (rows.filter(number__gte=_NO_CONGRESS).aggregate(first=Min("number"))["first"] or _LAST_NUMBER + 1) - 1
    rows.filter(pk=entry.pk).update(**{entry.slug_field: free})
    entry.former_slugs.all().delete()


def _is_public(entry):
    return type(entry).objects.public().filter(pk=entry.pk).exists()


def _make_way():
    """Move what is hidden behind all that is public in its congress: readers never see its position."""
    for model in (Debate, Resolution):
        rows = model._base_manager
        hidden = model.objects.hidden().filter(position__lt=_FAR)
        for pk, congress in hidden.values_list("pk", "congress"):
            last = rows.filter(congress=congress, position__gte=_FAR).aggregate(first=Min("position"))["first"]
            rows.filter(pk=pk).update(position=(last or PositionField.LAST + 1) - 1)


def _set_status(entries, status):
    for entry in entries:
        type(entry)._base_manager.filter(pk=entry.pk).update(status=status, publish_at=None, withdraw_at=None)
    changed_in_bulk(entries)
