"""The question before something is restored, and the list of what has been deleted."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.admin import changes, comparing, history_pages
from archive.admin.reasons import reason_in
from archive.admin.references import is_key
from archive.models import ENTRIES
from archive.workflow import restoring, rights, snapshots, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.snapshots import InvalidSnapshot

PER_PAGE = 50
#: For Django's own list of recent actions, where a refused save looks up who saved first.
LOGGED = gettext_noop("Restored.")


def restore(model_admin, request, entry):
    """Show what would be restored, ask why, then do it: a version, `record` of it, or `field` of that."""
    asked = request.POST if request.method == "POST" else request.GET
    version = history_pages.version_or_404(entry, asked.get("number", ""))
    what = {name: asked.get(name) or None for name in ("record", "field")}
    reason = reason_in(request)
    refusal, problems = "", {}
    if request.method == "POST":
        try:
            done = restoring.restore(entry, request.user, version, asked.get("seen", ""), reason=reason, **what)
        except WorkflowError as error:
            refusal = str(error)
        except LookupError as error:
            raise Http404 from error
        except InvalidSnapshot as error:
            refusal = _("It cannot be restored as things stand. Nothing has been changed.")
            problems = error.errors
        else:
            said = _("Restored from version %(number)d.") if done else _("Nothing differs, so nothing was restored.")
            messages.success(request, said % {"number": version.number})
            if done:
                model_admin.log_change(request, entry, LOGGED)
            changes.warn_of_private_change(model_admin, request, entry)
            return HttpResponseRedirect(history_pages.address(entry, "history"))
    now = snapshots.take(entry)
    try:
        data = restoring.restored(entry, now, versions.state_at(version), **what)
    except LookupError as error:
        raise Http404 from error
    restoring.check_rights(request.user, entry, now, data)
    keys = comparing.arranged(comparing.differing(now, data), now, data)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": _("Restore from version %(number)d?") % {"number": version.number},
        "version": version,
        **what,
        "seen": restoring.seen_of(entry, now),
        "reason": reason,
        "refusal": refusal,
        "problems": comparing.problem_rows(problems, now, data),
        "page": page,
        "records": comparing.record_rows(list(page), now, data),
        "query": "".join(f"{name}={value}&" for name, value in {"number": version.number, **what}.items() if value),
    }
    return history_pages.answer(model_admin, request, entry, "restore", context, status=409 if refusal else 200)


def deleted(site, request):
    """The deleted entries that this person may restore, the latest first."""
    whole = [model for model in ENTRIES if rights.has_permission(request.user, "delete", model)]
    own = [model for model in ENTRIES if rights.may_add(request.user, model)]
    if not whole and not own:
        raise PermissionDenied
    kinds, own_kinds = ({ContentType.objects.get_for_model(model) for model in models} for models in (whole, own))
    found = restoring.deleted().select_related("content_type").filter(
        Q(content_type__in=kinds) | Q(content_type__in=own_kinds, made_by=request.user)
    )  # fmt: skip
    context = {
        "title": _("Deleted entries"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
    }
    return _answer(site, request, "deleted", context)


def deleted_entry(site, request, pk):
    """One of them, all that it said, and the button that restores it."""
    version = restoring.deleted().select_related("content_type").filter(pk=pk).first() if is_key(pk) else None
    if version is None:
        raise Http404
    if not restoring.may_restore_deleted(request.user, version):
        raise PermissionDenied
    reason = reason_in(request)
    refusal, problems = "", {}
    if request.method == "POST":
        try:
            restoring.restore_deleted(version, request.user, reason)
        except WorkflowError as error:
            refusal = str(error)
        except InvalidSnapshot as error:
            refusal = _("It cannot be restored as things stand. Nothing has been changed.")
            problems = error.errors
        else:
            messages.success(request, _("“%(entry)s” is restored.") % {"entry": version.title})
            model = version.content_type.model_class()
            entry = model._base_manager.get(pk=version.object_id)
            site.get_model_admin(model).log_change(request, entry, LOGGED)
            return HttpResponseRedirect(changes.form_address(entry, site.name))
    state = versions.state_at(version)
    shown = history_pages.visible(state, request.user)
    page = Paginator(comparing.arranged(shown, shown), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": _("Restore “%(entry)s”?") % {"entry": version.title},
        "version": version,
        "was_public": restoring.was_public(version),
        "reason": reason,
        "refusal": refusal,
        "problems": comparing.problem_rows(problems, {}, state),
        "page": page,
        "records": comparing.record_rows(list(page), shown, shown, with_same=True),
    }
    return _answer(site, request, "deleted_entry", context, status=409 if refusal else 200)


def _answer(site, request, page, context, status=200):
    request.current_app = site.name
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, f"admin/archive/{page}.html", context, status=status)
