"""Going back: an entry, a part or a field as a version has it, and entries that were deleted; as new versions.

Status, schedule and the place among other entries stay as they are: they have their own ways.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from archive.choices import AuditAction, PublicationStatus, VersionAction
from archive.models import RecordState, Version
from archive.workflow import audit, beside, ordering, rights, snapshots, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock
from archive.workflow.private.merging import give_each_a_position
from archive.workflow.snapshots import InvalidSnapshot, key_of, model_of

#: Of an entry itself: where it stands among others, which would have to move.
KEPT = frozenset({"position", "congress"})
_OUT = (PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN)


class StaleRestore(WorkflowError):
    """Somebody has changed the entry since the person looked at what would be restored."""


def restored(entry, now, then, record=None, field=None):
    """The snapshot `now` with what is restored from the snapshot `then`: all, one record, or one field of it.

    A record that is gone comes back with what hung on it, and with what it hangs on. Raises `LookupError` for what
    `then` does not have.
    """
    own = key_of(entry)
    if record is None:
        kept = {name: value for name, value in now[own].items() if name in KEPT}
        return {**then, own: {**then[own], **kept}}
    if field is not None and (field not in then[record] or (record == own and field in KEPT)):
        raise LookupError(field)
    if record in now:
        values = then[record] if field is None else {field: then[record][field]}
        values = {name: value for name, value in values.items() if record != own or name not in KEPT}
        return {**now, record: {**now[record], **values}}
    data = {**now, record: then[record]}
    data |= {key: values for key, values in then.items() if values.get("target") == record}
    target = then[record].get("target")
    if target is not None and target not in data:
        data[target] = then[target]
    give_each_a_position(data)
    return data


@transaction.atomic
def restore(entry, user, version, seen, *, record=None, field=None, reason=""):
    """Restore from a version of the entry, see `restored`; return the new version, None when nothing differs.

    `seen` is the `seen_of` of the entry as the person saw it. Raises `PermissionDenied`, `StaleRestore`, `LookupError`,
    or `InvalidSnapshot` with all that does not fit; then nothing is written.
    """
    lock(entry)
    entry = type(entry)._base_manager.get(pk=entry.pk)
    now = snapshots.take(entry)
    data = restored(entry, now, versions.state_at(version), record, field)
    check_rights(user, entry, now, data)
    if seen_of(entry, now) != seen:
        raise StaleRestore(
            _("“%(entry)s” has been changed meanwhile. Look again before you restore.") % {"entry": entry}
        )
    versions.record(entry, None, VersionAction.FOUND)  # What something wrote unrecorded is not lost.
    _apply(entry, data)
    source = _("As in version %(number)d.") % {"number": version.number}
    made = versions.record(entry, user, VersionAction.RESTORE, f"{source} {reason.strip()}".strip())
    if made is not None:
        audit.note(AuditAction.RESTORE, actor=user, about=entry, version=version.number)
    return made


def seen_of(entry, now):
    """What a question carries of the entry that it shows: what it says, and whether readers see it."""
    return f"{snapshots.digest_of(now)}/{entry.standing()}"


def check_rights(user, entry, now, data):
    """Raise `PermissionDenied` unless the user may make of the entry what the snapshot says."""
    if not rights.may_change(user, entry):
        raise PermissionDenied
    for key in now.keys() | data.keys():
        model = model_of(key)[0]
        if key not in now:
            allowed = rights.may_add_to(user, model, entry)
        elif key not in data:
            allowed = rights.may_change_in(user, entry, model, "delete")
        else:
            allowed = data[key] == now[key] or rights.may_change_in(user, entry, model, "change")
        if not allowed:
            raise PermissionDenied


def deleted():
    """The last versions of the entries that are deleted, the latest first."""
    later = Version.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), number__gt=OuterRef("number")
    )
    return Version.objects.filter(~Exists(later), action=VersionAction.DELETE).order_by("-made_at", "-pk")


def may_restore_deleted(user, version):
    """Whoever may delete the kind, and what one has deleted oneself; once it was public, publishers alone."""
    model = version.content_type.model_class()
    if was_public(version) and not rights.has_permission(user, "publish", model):
        return False
    own = version.made_by_id is not None and version.made_by_id == user.pk
    return rights.may_add(user, model) and (own or rights.has_permission(user, "delete", model))


def was_public(version):
    """Whether readers had ever been able to see the entry: its address then answers for ever."""
    due = Q(publish_at=None) | Q(publish_at__lte=version.made_at)
    return _all_of(version).filter(due, status__in=_OUT).exists()


@transaction.atomic
def restore_deleted(version, user, reason=""):
    """Make a deleted entry again, under its primary key, as a draft, or as withdrawn when it had been public.

    Its times of publication, the addresses it had before, its author and the notes to colleagues come back too.
    `version` is the one of its deletion. Raises `PermissionDenied`, `WorkflowError` when it is there already, or
    `InvalidSnapshot`.
    """
    if not may_restore_deleted(user, version):
        raise PermissionDenied
    model = version.content_type.model_class()
    if model._base_manager.filter(pk=version.object_id).exists():
        raise WorkflowError(_("“%(entry)s” has been restored already.") % {"entry": version.title})
    status = PublicationStatus.WITHDRAWN if was_public(version) else PublicationStatus.DRAFT
    times = {"publish_at": version.publish_at, "withdraw_at": version.withdraw_at}
    entry = model(pk=version.object_id, status=status, created_by=_author(version), **times)
    data = versions.state_at(version)
    values = data[key_of(entry)]
    if values.get("position") is not None:
        values["position"] = _free_position(model, values)
    try:
        _apply(entry, data)
    except InvalidSnapshot as error:
        # Without the entry, nothing in it fits either.
        own = key_of(entry)
        raise InvalidSnapshot({own: error.errors[own]} if own in error.errors else error.errors) from error
    entry = model._base_manager.get(pk=entry.pk)
    _give_back_former_addresses(entry, version)
    beside.give_back_notes(entry, version.beside)
    audit.note(AuditAction.RESTORE, actor=user, about=entry, version=version.number)
    return versions.record(entry, user, VersionAction.RESTORE, reason.strip())


def _author(version):
    """Who began the entry: as its deletion kept it, or as its first version says when it was deleted before that."""
    if version.beside is not None:
        return beside.author(version.beside)
    first = _all_of(version).filter(action=VersionAction.CREATE).select_related("made_by").first()
    return first and first.made_by


def _apply(entry, data):
    """Make the entry what the snapshot says; what the database alone refuses is raised in the same way."""
    try:
        snapshots.apply(entry, data)
    except (IntegrityError, WorkflowError) as error:
        raise InvalidSnapshot({key_of(entry): ValidationError(str(error))}) from error


def _free_position(model, values):
    """Its own place among its like, or the end, when another has taken it."""
    rows = ordering.siblings(model, values[ordering.parent_name(model)])
    taken = rows.filter(position=values["position"]).exists()
    return ordering.last_position(rows) + 1 if taken else values["position"]


def _give_back_former_addresses(entry, version):
    """Those that its versions know, but what has been given to another entry meanwhile."""
    model, name = type(entry), entry.slug_field
    states = RecordState.objects.of(version).filter(record=key_of(entry), data__isnull=False)
    slugs = {str(state.data[name]) for state in states} - {str(getattr(entry, name))}
    others = model._base_manager.filter(**{f"{name}__in": slugs})
    if hasattr(entry, "congress_id"):
        others = others.filter(congress=entry.congress_id)
    for slug in sorted(slugs - {str(taken) for taken in others.values_list(name, flat=True)}):
        entry.former_slugs.get_or_create(slug=slug)


def _all_of(version):
    return Version.objects.filter(content_type=version.content_type_id, object_id=version.object_id).order_by("number")
