"""Who asks: a script by its token or a browser by its session; and what its token is made for.

Public addresses know none of this: they look at no token and no cookie, so any cache may keep their answers. An address
for the staff takes `ForStaff` before `ArchiveView`.
"""

from django.utils.cache import patch_vary_headers
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from archive.accounts import tokens
from archive.choices import TokenScope
from archive.workflow import audit


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Bearer carch_…` (RFC 6750). `request.auth` is the `ApiToken`, `request.user` its owner.

    The owner carries the token's `scopes`, to which `archive.workflow.rights` holds him.
    """

    keyword = "Bearer"

    def authenticate_credentials(self, key):
        token = tokens.authenticate(key)
        if token is None:
            # One sentence for all: a stranger learns of no token that there once was one.
            raise AuthenticationFailed("This token is not known, has ended, or its owner may not use it any more.")
        tokens.note_use(token)
        audit.act_through(token)
        return token.user, token

    def authenticate_header(self, request):
        return 'Bearer realm="Congress Archive"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of somebody who works in the admin, with the CSRF token of its pages; `request.auth` is None.

    The site's middleware lets nobody be `user` who has not passed the second factor.
    """

    def authenticate(self, request):
        found = super().authenticate(request)
        return found if found and found[0].is_staff else None


class HasScope(BasePermission):
    """Whether the token is made for this: the view's `required_scopes` by method. A session is made for all."""

    def has_permission(self, request, view):
        if request.method == "OPTIONS":
            return True
        if request.user is None:
            return False
        if request.method not in view.required_scopes:
            # No address knows such a method: the view says so.
            return True
        scope = view.required_scopes[request.method]
        if request.auth is not None and scope not in request.auth.scopes:
            raise PermissionDenied(missing_scope(request.auth, scope))
        return True


def missing_scope(token, scope):
    return f"This needs a token of scope {scope}; yours has the scope {token.scope}."


class ForStaff:
    """For a view: it is for the staff alone, by token or session, and its answers are kept by nobody."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [HasScope]
    required_scopes = {
        "GET": TokenScope.READ,
        "HEAD": TokenScope.READ,
        **dict.fromkeys(("POST", "PUT", "PATCH", "DELETE"), TokenScope.EDIT),
    }

    def finalize_response(self, request, response, *args, **kwargs):
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return super().finalize_response(request, response, *args, **kwargs)


class ForStaffToWrite(ForStaff):
    """For a view that everybody may read and the staff may write to: reading looks at no token and no cookie."""

    def get_authenticators(self):
        return [] if self._is_read() else super().get_authenticators()

    def get_permissions(self):
        return [] if self._is_read() else super().get_permissions()

    def finalize_response(self, request, response, *args, **kwargs):
        above = super(ForStaff, self) if self._is_read() else super()
        return above.finalize_response(request, response, *args, **kwargs)

    def _is_read(self):
        # The schema is made without a request.
        return self.request is not None and self.request.method in SAFE_METHODS
