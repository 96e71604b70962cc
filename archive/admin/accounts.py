"""The pages of one's own account: the second factor, set up, shown and changed, and signing out everywhere.

Here alone `request.known_user` counts, who gave the right password and may have to show more; everywhere else it is
`request.user`, who is nobody until then.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, auth, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from archive.accounts import second_factor, throttle
from archive.accounts.events import FIRST_STEP_AT
from archive.accounts.sessions import end_sessions
from archive.choices import AuditAction
from archive.workflow import audit

#: How long the password is good for while the code is looked for.
SECONDS_FOR_THE_CODE = 600
WRONG_CODE = gettext_lazy("This code is not right, or it has been used already. Take the next one your app shows.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false", "class": "vTextField"}),
    )


class ProofForm(CodeForm):
    """What is asked for before the second factor is set up or changed: a session that was left open is not enough."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "class": "vTextField"}),
    )
    field_order = ["password", "code"]


def page(view):
    """A page for whoever gave the right password; with a token, never kept, its fields never in a report of errors."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        user = request.known_user
        if not user.is_active or not user.is_staff:
            return HttpResponseRedirect(with_next(reverse("admin:login"), request.get_full_path()))
        return view(request, *args, **kwargs)

    return never_cache(csrf_protect(sensitive_post_parameters()(checked)))


def next_step(user, session, address=""):
    """Where somebody goes who gave the right password and has to show more; None when that is all."""
    if second_factor.is_passed(user, session):
        return None
    step = "account:second_factor" if second_factor.device_of(user) is None else "account:code"
    return with_next(reverse(step), address)


def with_next(address, wanted):
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address


def _wanted(request):
    """The page that the person wanted, if it is one of ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("admin:index")


def answer(request, template, **context):
    context = {**admin.site.each_context(request), "account": request.known_user, **context}
    return TemplateResponse(request, f"admin/accounts/{template}.html", context)


def _goes_on(request):
    """Let the session count as one that has shown the second factor, under a new key."""
    request.session.cycle_key()
    request.session[second_factor.PASSED] = second_factor.device_of(request.known_user).pk
    request.user = request.known_user


@page
def overview(request):
    step = next_step(request.known_user, request.session)
    if step:
        return HttpResponseRedirect(step)
    user = request.user
    device = second_factor.device_of(user)
    left = second_factor.codes_left(user) if device else 0
    return answer(request, "overview", title=_("Your account"), device=device, codes_left=left)


@page
def code(request):
    """The second step of signing in."""
    user = request.known_user
    step = next_step(user, request.session)
    if step is None or not step.startswith(reverse("account:code")):
        return HttpResponseRedirect(step or _wanted(request))
    if time.time() - request.session.get(FIRST_STEP_AT, 0) > SECONDS_FOR_THE_CODE:
        auth.logout(request)
        messages.warning(request, _("That took too long. Please sign in again."))
        return HttpResponseRedirect(with_next(reverse("admin:login"), request.GET.get("next")))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = throttle.refusal(request, user)
        if refused:
            return refused
        shown = second_factor.accepts(user, form.cleaned_data["code"])
        if shown:
            wanted = _wanted(request)
            _goes_on(request)
            throttle.forget_failures(request, user)
            audit.note(AuditAction.SIGN_IN, actor=user, second_factor=shown)
            if shown == second_factor.RECOVERY:
                _say_how_many_are_left(request, user)
            return HttpResponseRedirect(wanted)
        count_failure(request, user)
        form.add_error("code", WRONG_CODE)
    return answer(request, "code", title=_("Second step of signing in"), form=form)


@page
def factor(request):
    """Set the second factor up, or change it."""
    user = request.known_user
    if second_factor.device_of(user) is None:
        return _set_up(request, user)
    step = next_step(user, request.session, request.get_full_path())
    return HttpResponseRedirect(step) if step else _change(request, user)


def _set_up(request, user):
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = throttle.refusal(request, user)
        if refused:
            return refused
        given = form.cleaned_data
        if not user.check_password(given["password"]):
            count_failure(request, user)
            form.add_error("password", _("The password is not right."))
        elif codes := second_factor.confirm(user, given["code"]):
            _goes_on(request)
            return answer(request, "codes", title=_("Your recovery codes"), codes=codes, wanted=_wanted(request))
        else:
            form.add_error("code", _("This code is not right. Is the clock of your telephone right?"))
    device = second_factor.device_to_set_up(user)
    return answer(
        request,
        "set_up",
        title=_("Set up the second factor"),
        form=form,
        picture=second_factor.picture_of(device),
        secret=second_factor.secret_of(device),
        link=device.config_url,
        is_demanded=not request.user.is_authenticated,
    )


def _change(request, user):
    forms_ = {
        name: ProofForm(request.POST if name in request.POST else None, auto_id=f"id_{name}_%s")
        for name in ("renew", "remove")
    }
    for name, form in forms_.items():
        if form.is_bound and form.is_valid():
            refused = throttle.refusal(request, user)
            if refused:
                return refused
            # Not said is which of the two was wrong; a code is not used up by a wrong password.
            given = form.cleaned_data
            if user.check_password(given["password"]) and second_factor.accepts(user, given["code"]):
                return _renew(request, user) if name == "renew" else _remove(request, user)
            count_failure(request, user)
            form.add_error(None, _("The password or the code is not right."))
    left = second_factor.codes_left(user)
    return answer(request, "factor", title=_("Second factor"), forms=forms_, codes_left=left)


def _renew(request, user):
    codes = second_factor.renew_codes(user)
    return answer(request, "codes", title=_("Your recovery codes"), codes=codes, wanted=reverse("account:overview"))


def _remove(request, user):
    second_factor.remove(user, user)
    request.session.cycle_key()
    messages.success(request, _("The second factor is removed."))
    return HttpResponseRedirect(reverse("account:overview"))


def count_failure(request, user):
    throttle.count_failure(request, user)
    audit.note(AuditAction.SIGN_IN_FAILED, about=user, step="second factor")


def _say_how_many_are_left(request, user):
    left = second_factor.codes_left(user)
    text = ngettext("You have %(count)d recovery code left.", "You have %(count)d recovery codes left.", left)
    messages.warning(request, text % {"count": left})


@page
def sign_out_everywhere(request):
    if request.method == "POST" and request.user.is_authenticated:
        user = request.user
        audit.note(AuditAction.SESSIONS_ENDED, actor=user, about=user)
        end_sessions(user)
        auth.logout(request)
        messages.success(request, _("You are signed out everywhere, and your tokens are revoked."))
        return HttpResponseRedirect(reverse("admin:login"))
    return HttpResponseRedirect(reverse("account:overview"))


urlpatterns = [
    path("", overview, name="overview"),
    path("second-factor/", factor, name="second_factor"),
    path("second-factor/code/", code, name="code"),
    path("sign-out-everywhere/", sign_out_everywhere, name="sign_out_everywhere"),
]
