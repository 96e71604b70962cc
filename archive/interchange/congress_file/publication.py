"""What a file may do to the publication of an entry that is in the archive: its address is a promise.

The file's twin of `archive.workflow.transitions`.
"""

from archive.choices import PublicationStatus
from archive.interchange.congress_file.problems import quoted
from archive.workflow.readiness import NEEDED

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


def lacks(match):
    """Yield (key, message) for what an entry that the file publishes lacks."""
    if match.values.get("status") != PUBLISHED or match.before.get("status") == PUBLISHED:
        return
    keys = {field.name: key for key, field in match.kind.fields.items()}
    for names in NEEDED[match.kind.model]:
        needed = [keys[name] for name in names]
        wrong = any(key not in match.values and key not in match.kind.parts for key in needed)
        if not wrong and not any(_is_given(match, key) for key in needed):
            what = "is" if len(needed) == 1 else f"or {' or '.join(needed[1:])} is"
            yield needed[0], f"{what} needed to publish this {match.kind.name}"
    if match.owner:
        # A withdrawn congress keeps its published debates, hidden: its export is loaded as it is.
        status = match.owner.values.get("status")
        if status not in (PUBLISHED, WITHDRAWN, None):
            yield (
                "status",
                f"{quoted(PUBLISHED.value)} inside a congress that is {quoted(str(status))}: publish that too",
            )


def _is_given(match, key):
    if key not in match.kind.parts:
        return bool(match.values[key])
    kept = match.record is not None and not match.replace
    return bool(match.row.parts.get(key)) or (kept and bool(getattr(match.record, match.kind.fields[key].name).all()))
