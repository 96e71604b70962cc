"""Who may do what: Django's model permissions, narrowed by the entry's status and its author.

How the three groups (migration 0002) come about:

- whoever may *add* a kind of record may also change and delete it in drafts of his or her own;
- whoever may *change* or *delete* it may do so in any entry that is a draft or in review;
- whoever may *publish* an entry may also change it, and its parts, once it is public or withdrawn.

A part follows its entry. A superuser may do all. Admin and API ask here and nowhere else. A user for whom a script acts
has the `scopes` of its token, and may do what both the rights and the scopes allow.
"""

from django.contrib.auth import get_permission_codename

from archive.choices import PublicationStatus, TokenScope
from archive.workflow.locking import entry_of

#: The public does not see an entry in these, and never has.
UNPUBLISHED = {PublicationStatus.DRAFT, PublicationStatus.IN_REVIEW}
#: What a token has to be made for; all else that is done to records is editing.
_SCOPES = {"view": TokenScope.READ, "publish": TokenScope.PUBLISH}


def is_in_scope(user, action):
    """Whether the token by which a script acts for the user, if one does, is made for the action."""
    scopes = getattr(user, "scopes", None)
    return scopes is None or _SCOPES.get(action, TokenScope.EDIT) in scopes


def has_permission(user, action, model):
    """Whether the user has Django's permission for the action on this kind of record."""
    if not is_in_scope(user, action):
        return False
    codename = get_permission_codename(action, model._meta)
    return user.is_active and user.has_perm(f"{model._meta.app_label}.{codename}")


def may_view(user, model):
    return has_permission(user, "view", model) or has_permission(user, "change", model)


def may_add(user, model):
    """Whether the user may make records of this kind; for a part see `may_add_to`."""
    return has_permission(user, "add", model)


def may_change_some(user, model):
    """Whether there can be records of this kind that the user may change: those of own drafts at least."""
    return has_permission(user, "add", model) or has_permission(user, "change", model)


def may_delete_some(user, model):
    return has_permission(user, "add", model) or has_permission(user, "delete", model)


def may_add_to(user, model, entry):
    """Whether the user may add a part or an attachment of this kind to the entry."""
    return has_permission(user, "add", model) and may_change_in(user, entry, model, "change")


def may_change(user, record):
    """Whether the user may change this entry, part or attachment as it stands."""
    return may_change_in(user, entry_of(record), type(record), "change")


def may_delete(user, record):
    """Whether the user may delete it. A published or withdrawn entry keeps its address, so it stays."""
    entry = entry_of(record)
    if record is entry and entry.status not in UNPUBLISHED and not _is_superuser(user):
        return False
    return may_change_in(user, entry, type(record), "delete")


def may_change_in(user, entry, model, action):
    """Whether the user may do the action ("change", "delete") to records of `model` in the entry."""
    if _is_superuser(user):
        return True
    if entry is None:
        return False
    if owns_draft(user, entry):
        return has_permission(user, "add", type(entry)) and has_permission(user, "add", model)
    if not has_permission(user, "change", type(entry)) or not has_permission(user, action, model):
        return False
    return entry.status in UNPUBLISHED or has_permission(user, "publish", type(entry))


def owns_draft(user, entry):
    return entry.status == PublicationStatus.DRAFT and owns(user, entry)


def owns(user, entry):
    return entry.created_by_id is not None and entry.created_by_id == user.pk


def may_submit(user, entry):
    """Whether the user may hand the entry in for review, when it is a draft."""
    model = type(entry)
    return has_permission(user, "change", model) or (owns(user, entry) and has_permission(user, "add", model))


def may_return(user, entry):
    """Whether the user may send the entry back to its author, when it is in review."""
    return has_permission(user, "change", type(entry))


def may_publish(user, entry):
    """Whether the user may publish and withdraw the entry, and say when it appears."""
    return has_permission(user, "publish", type(entry))


def may_note(user, entry):
    """Whether the user may leave a note to colleagues on the entry: who works on such entries, whatever its status."""
    return may_view(user, type(entry)) and may_change_some(user, type(entry))


def may_assign(user, entry):
    """Whether the user may say who looks after the entry, and that it needs attention."""
    return may_note(user, entry)


def may_change_privately(user, entry):
    """Whether the user may work on a private change to the entry: readers see it only when it is released."""
    return entry.standing() == PublicationStatus.PUBLISHED and has_permission(user, "change", type(entry))


def may_release(user, entry):
    """Whether the user may put a private change in place of what readers see."""
    return entry.standing() == PublicationStatus.PUBLISHED and may_publish(user, entry)


def _is_superuser(user):
    return user.is_active and user.is_superuser and is_in_scope(user, "publish")
