"""Tokens by which a script of the staff writes over the API. Written by `archive.accounts.tokens` alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AbstractAuthToken
from knox.settings import CONSTANTS

from archive.choices import TokenScope


class ApiToken(AbstractAuthToken):
    """A token with a name, a scope and an end. Of its text a digest is kept and nothing else."""

    #: Not the key, as it is for the library: the log and the pages name a token without its digest.
    digest = models.CharField(max_length=CONSTANTS.DIGEST_LENGTH, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("whose"), on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(pgettext_lazy("token", "Name"), max_length=80)
    scope = models.CharField(_("what it may do"), max_length=10, choices=TokenScope, default=TokenScope.READ)
    expiry = models.DateTimeField(_("works until"))
    #: What Django keeps in a session: it changes with the password.
    password_mark = models.CharField(max_length=128)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["user__username", "name"]
        # Everybody has his own: there is no right to them.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="token_name_once_per_account",
                violation_error_message=_("You have a token of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def scopes(self):
        """The scope and what it takes with it: a frozenset of `TokenScope`."""
        every = list(TokenScope)
        return frozenset(every[: every.index(self.scope) + 1])

    @property
    def has_expired(self):
        return self.expiry <= timezone.now()

    @property
    def is_of_this_password(self):
        """Whether the owner, who must be loaded, still has the password that he had when it was made."""
        marks = (self.user.get_session_auth_hash(), *self.user.get_session_auth_fallback_hash())
        return any(constant_time_compare(mark, self.password_mark) for mark in marks)
