"""Previews for the staff: of any entry as it is stored, and of the private change to it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import ENTRIES
from archive.previews.answering import (
    API,
    CARD,
    PAGE,
    PORTRAIT,
    Preview,
    answer,
    busy,
    form_address,
    kept_private,
)
from archive.workflow import private, rights
from archive.workflow.previewing import Busy, is_public, stands_in

MODELS = {model._meta.model_name: model for model in ENTRIES}
LARGEST_KEY = 2**63 - 1


@require_safe
def preview(request, kind, pk, of_change=False, part=PAGE):
    """The page of an entry as readers would see it if it were public now, or something of it."""
    model = MODELS.get(kind)
    if model is None or pk > LARGEST_KEY:
        raise Http404
    check_rights(request.user, model, of_change)
    entry = model._base_manager.filter(pk=pk).first()
    change = private.change_of(entry) if entry is not None and of_change else None
    if entry is None or (of_change and change is None):
        raise Http404
    if not of_change and part == PAGE and is_public(entry):
        return kept_private(HttpResponseRedirect(entry.get_absolute_url()))
    try:
        return answer(request, _preview(entry, change), part)
    except Busy:
        return busy(request, part)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except private.Unopenable as error:
        if part != PAGE:
            raise Http404 from error
        messages.error(request, _("This private change does not fit the archive any more. Nothing is lost."))
        return HttpResponseRedirect(reverse("admin:private_repair", args=[change.pk], current_app="private"))


def check_rights(user, model, of_change):
    """Whoever may see an entry in the admin may see its preview; a private change is for those who could make one."""
    allowed = rights.has_permission(user, "change", model) if of_change else rights.may_view(user, model)
    if not allowed:
        raise PermissionDenied


def _preview(entry, change):
    address = partial(_address, entry, change is not None)
    return Preview(
        entry=entry,
        change=change,
        path=address(PAGE),
        api=address(API),
        portrait=address(PORTRAIT),
        card=address(CARD),
        form=form_address(entry),
        waits_for=[other for other in stands_in(entry) if other is not entry and not is_public(other)],
    )


def _address(entry, of_change, part):
    of = "-change" if of_change else ""
    return reverse(f"preview{of}{_ending(part)}", args=[entry._meta.model_name, entry.pk])


def _ending(part):
    return "" if part == PAGE else f"-{part}"
