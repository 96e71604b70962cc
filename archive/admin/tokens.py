"""The page of tokens for scripts: one's own to make and revoke; for whoever changes accounts, all others to revoke."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from archive.accounts import second_factor, throttle, tokens
from archive.admin.accounts import ProofForm, answer, count_failure, next_step, page
from archive.admin.references import is_key
from archive.choices import TokenScope

REVOKE = "revoke"


class TokenForm(ProofForm):
    """A new token, with the proof that is asked for before the second factor is changed."""

    name = forms.CharField(
        label=pgettext_lazy("token", "Name"),
        max_length=80,
        help_text=gettext_lazy("What the script is for. The history says it of all that is done with the token."),
        widget=forms.TextInput({"class": "vTextField"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may do"),
        choices=TokenScope.choices,
        initial=TokenScope.READ,
        help_text=gettext_lazy("Never more than you may do yourself at the time."),
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"),
        min_value=1,
        max_value=tokens.MOST_DAYS,
        initial=tokens.USUAL_DAYS,
        widget=forms.NumberInput({"class": "vIntegerField"}),
    )
    field_order = ["name", "scope", "days", "password", "code"]

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if second_factor.device_of(user) is None:
            del self.fields["code"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if tokens.tokens_of(self.user).filter(name=name).exists():
            raise forms.ValidationError(_("You have a token of this name already."))
        return name

    def clean(self):
        if tokens.tokens_of(self.user).count() >= tokens.MOST_TOKENS:
            text = _("You have %(most)d tokens. Revoke one that is not used any more.")
            raise forms.ValidationError(text % {"most": tokens.MOST_TOKENS})
        return super().clean()

    def is_proved(self):
        given = self.cleaned_data
        if not self.user.check_password(given["password"]):
            return False
        return "code" not in self.fields or bool(second_factor.accepts(self.user, given["code"]))


@page
def overview(request):
    step = next_step(request.known_user, request.session, request.get_full_path())
    if step:
        return HttpResponseRedirect(step)
    if REVOKE in request.POST:
        return _revoke(request)
    form = TokenForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = throttle.refusal(request, request.user)
        if refused:
            return refused
        if form.is_proved():
            return _make(request, form.cleaned_data)
        count_failure(request, request.user)
        form.add_error(None, _("The password or the code is not right."))
    found = tokens.tokens_for(request.user)
    return answer(
        request,
        "tokens",
        title=_("Tokens for scripts"),
        form=form,
        own=[token for token in found if token.user_id == request.user.pk],
        others=[token for token in found if token.user_id != request.user.pk],
        revoke=REVOKE,
    )


def _make(request, given):
    token, text = tokens.make(request.user, given["name"], TokenScope(given["scope"]), given["days"])
    return answer(request, "token_made", title=_("Your new token"), token=token, text=text)


def _revoke(request):
    key = request.POST[REVOKE]
    token = tokens.tokens_for(request.user).filter(pk=key).first() if is_key(key) else None
    if token is None:
        raise Http404
    tokens.revoke(token, request.user)
    text = _("The token “%(name)s” is revoked: no script gets in with it any more.")
    messages.success(request, text % {"name": token})
    return HttpResponseRedirect(request.path)


urlpatterns = [path("tokens/", overview, name="tokens")]
