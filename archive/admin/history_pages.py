"""The pages of an entry's history: its versions, one of them as it stood, and any two beside each other."""

from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from archive.admin import comparing
from archive.admin.summaries import summaries
from archive.models import Version
from archive.paging import whole_number
from archive.workflow import rights, snapshots, versions
from archive.workflow.previewing import is_public

PER_PAGE = 50


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its name, its version (None for what is stored now), and its snapshot."""

    label: str
    version: Version | None
    snapshot: dict


def name_of(model):
    return f"{model._meta.app_label}_{model._meta.model_name}"


def address(entry, page, *args):
    return reverse(f"admin:{name_of(type(entry))}_{page}", args=[entry.pk, *args])


def history(model_admin, request, entry):
    """The versions, newest first; with `?record=` those that changed this one record."""
    may_view = partial(rights.may_view, request.user)
    found = versions.versions_of(entry).order_by("-number")
    record = request.GET.get("record", "")
    if record:
        _check_record(record, may_view)
        found = found.filter(states__record=record)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    shown = list(page)
    said = summaries(shown, may_view)
    numbers = [version.number for version in shown]
    context = {
        "title": _("History of “%(entry)s”") % {"entry": entry},
        "page": page,
        "rows": [(version, said[version.pk]) for version in shown],
        "default_from": numbers[1] if len(numbers) > 1 else None,
        "default_to": numbers[0] if numbers else None,
        "record": record,
        "query": f"{urlencode({'record': record})}&" if record else "",
    }
    return answer(model_admin, request, entry, "history", context)


def one_version(model_admin, request, entry, number):
    """All that one version says."""
    version = version_or_404(entry, number)
    state = visible(versions.state_at(version), request.user)
    context = {"title": str(version), "version": version, **_records(request, state, state, with_same=True)}
    context["of_now"] = version.digest == snapshots.digest_of(snapshots.take(entry))
    return answer(model_admin, request, entry, "version", context)


def compare(model_admin, request, entry):
    """Two sides, record by record: `from` and `to` are numbers; `against` is previous, public or now."""
    before, after = _sides(entry, request.GET)
    one, other = (visible(side.snapshot, request.user) for side in (before, after))
    with_same = "unchanged" in request.GET
    asked = {name: request.GET[name] for name in ("from", "to", "against") if name in request.GET}
    context = {
        "title": _("%(before)s compared with %(after)s") % {"before": before.label, "after": after.label},
        "before": before,
        "after": after,
        "with_same": with_same,
        "other_query": urlencode(asked if with_same else {**asked, "unchanged": "1"}),
        "query": urlencode({**asked, **({"unchanged": "1"} if with_same else {})}) + "&",
        **_records(request, one, other, with_same=with_same),
    }
    if before.version is not None and rights.may_change(request.user, entry):
        context["restore"] = f"{address(entry, 'restore')}?number={before.version.number}"
    return answer(model_admin, request, entry, "compare", context)


def _sides(entry, query):
    against = query.get("against", "")
    if against not in ("", "previous", "public", "now"):
        raise Http404
    start, end = (version_or_404(entry, query[name]) if name in query else None for name in ("from", "to"))
    if against == "public":
        one = start or end
        return (_side(one), _public(entry)) if one else (_public(entry), _now(entry))
    if against == "now":
        return _side(start or end or _last(entry)), _now(entry)
    end = end or _last(entry)
    if start is None:
        start = versions.versions_of(entry).filter(number__lt=end.number).last()
    return _side(start), _side(end)


def _side(version):
    if version is None:
        return Side(_("nothing"), None, {})
    return Side(str(version), version, versions.state_at(version))


def _now(entry):
    return Side(_("what is stored now"), None, snapshots.take(entry))


def _public(entry):
    """What readers see now: the stored entry, or nothing."""
    if is_public(entry):
        return Side(_("what readers see now"), None, snapshots.take(entry))
    return Side(_("what readers see now (nothing)"), None, {})


def _last(entry):
    last = versions.versions_of(entry).last()
    if last is None:
        raise Http404
    return last


def version_or_404(entry, number):
    """The version of this entry with the number."""
    number = whole_number(str(number))
    found = versions.versions_of(entry).filter(number=number).first() if number else None
    if found is None:
        raise Http404
    return found


def visible(snapshot, user):
    """The records of the kinds that the person may read."""
    return {key: values for key, values in snapshot.items() if rights.may_view(user, snapshots.model_of(key)[0])}


def _records(request, before, after, *, with_same):
    keys = {**before, **after} if with_same else comparing.differing(before, after)
    page = Paginator(comparing.arranged(keys, before, after), PER_PAGE).get_page(request.GET.get("p"))
    return {"page": page, "records": comparing.record_rows(list(page), before, after, with_same=with_same)}


def _check_record(key, may_view):
    name, _colon, pk = key.partition(":")
    if name not in snapshots.MODELS or not pk.isdecimal() or len(key) > 40:
        raise Http404
    if not may_view(snapshots.MODELS[name]):
        raise PermissionDenied


def answer(model_admin, request, entry, page, context, status=200):
    """A page about an entry and its versions."""
    site = model_admin.admin_site
    request.current_app = site.name
    shared = {
        **site.each_context(request),
        "opts": model_admin.opts,
        "entry": entry,
        "history_address": address(entry, "history"),
        "compare_address": address(entry, "compare"),
        "restore_address": address(entry, "restore") if rights.may_change(request.user, entry) else "",
    }
    return TemplateResponse(request, f"admin/archive/{page}.html", {**shared, **context}, status=status)
