"""Whether somebody may do by a file what it would do: the rights are those of the admin, entry by entry."""

from archive.interchange.congress_file.problems import NotAllowed, Problem
from archive.interchange.congress_file.schema import FORMER_SLUG, KINDS
from archive.workflow import rights
from archive.workflow.transitions import PUBLISHED, TRANSITIONS, WITHDRAWN

_TIMES = ("publish_at", "withdraw_at")


def check_allowed(matching, user, reason=""):
    """Raise `NotAllowed` with a `Problem` for each thing that a load would do and the user may not.

    The records of the matching must be as they are stored: ask before anything is written.
    """
    if refused := list(_refusals(matching, user, reason)):
        raise NotAllowed(refused)


def _refusals(matching, user, reason):
    for kind in KINDS:
        for match in matching.matches[kind]:
            if (match.created or match.changes) and not _may_write(match, user):
                verb = "add" if match.created else "change"
                yield _problem(match.row.path, verb, kind.label(match.values), match.entry)
            if kind.is_entry and (match.created or match.changes):
                yield from _steps(match, user, reason)
        if matching.replace:
            for extra in matching.extras[kind]:
                if not _may_delete(extra, user):
                    yield _problem(
                        (*extra.owner.row.path, kind.many), "delete", kind.label(extra.values), extra.owner.entry
                    )


def _may_write(match, user):
    model, entry = match.kind.model, match.entry
    if match.kind.is_entry:
        return rights.may_add(user, model) if match.created else rights.may_change(user, match.record)
    if match.kind is FORMER_SLUG:  # Nobody edits one by hand: it comes with its entry.
        model = entry.kind.model
    if entry.created:
        return rights.may_add(user, model)
    if match.created and match.kind is not FORMER_SLUG:
        return rights.may_add_to(user, model, entry.record)
    return rights.may_change_in(user, entry.record, model, "change")


def _may_delete(extra, user):
    if extra.kind.is_entry:
        return rights.may_delete(user, extra.record)
    if extra.kind is FORMER_SLUG:
        return rights.may_change(user, extra.owner.entry.record)
    return rights.may_change_in(user, extra.owner.entry.record, extra.kind.model, "delete")


def _steps(match, user, reason):
    """What the file does to the entry's status and times, as one step of publication."""
    before, after = match.before.get("status", "draft"), match.values.get("status")
    label, path = match.kind.label(match.values), match.row.path
    if match.created:
        is_public = after in (PUBLISHED, WITHDRAWN) or any(match.values.get(key) for key in _TIMES)
        if is_public and not rights.has_permission(user, "publish", match.kind.model):
            yield _problem((*path, "status"), "publish", label, match)
        return
    if any(key in match.changes for key in _TIMES) and not rights.may_publish(user, match.record):
        yield _problem((*path, "publish_at"), "set the times of", label, match)
    if before == after:
        return
    step = next((step for step in TRANSITIONS.values() if step.target == after and before in step.sources), None)
    if step is None:
        # No button does this: a draft is withdrawn, is out of its author's hands and never a draft again.
        if not rights.may_publish(user, match.record):
            yield _problem((*path, "status"), f"make {after}", label, match)
    elif not step.is_allowed(user, match.record):
        yield _problem((*path, "status"), step.name.split("_")[0], label, match)
    elif step.needs_reason and not reason.strip():
        yield Problem((*path, "status"), f"say why {label} is returned to draft: a reason is needed")


def _problem(path, verb, label, entry):
    stands = "" if entry.created else f", which is {entry.record.get_status_display().lower()}"
    within = "" if entry.kind.label(entry.values) == label else f" of {entry.kind.label(entry.values)}"
    return Problem(path, f"you may not {verb} {label}{within}{stands}")
