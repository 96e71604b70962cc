"""What a file may do to the publication of an entry that is in the archive: its address is a promise.

The file's twin of `archive.workflow.transitions`.
"""

from archive.choices import PublicationStatus
from archive.interchange.congress_file.problems import quoted

PUBLISHED, WITHDRAWN = PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN


def kept_withdrawn(before, values, now):
    """The values of a withdrawn entry that stand against a file that says it is published; {} when none do.

    The file was perhaps exported before the entry was withdrawn, or left by its time.
    """
    if values.get("status") != PUBLISHED:
        return {}
    if before.get("status") == WITHDRAWN:
        return {"status": WITHDRAWN}
    if _has_left(before, now) and not _has_left(values, now):
        return {"withdraw_at": before["withdraw_at"]}
    return {}


def _has_left(values, now):
    return values.get("status") == PUBLISHED and bool(values.get("withdraw_at")) and values["withdraw_at"] <= now


def broken_promises(record, values, now):
    """Yield (key, message) where an entry that readers could see would answer as if it had never been."""
    stands = record.status
    if stands not in (PUBLISHED, WITHDRAWN):
        return
    status = values.get("status")
    if status not in (PUBLISHED, WITHDRAWN, None):
        yield (
            "status",
            f"{quoted(status)} cannot follow {quoted(stands)}: the entry has been public and its address is a "
            f"promise; say {quoted(WITHDRAWN.value)} to take it off the site",
        )
    publish_at = values.get("publish_at")
    if publish_at and publish_at > now and record.address_is_out(now):
        yield (
            "publish_at",
            f"{quoted(publish_at.isoformat())} is in the future, but the entry has been public already and its "
            "address is a promise",
        )
