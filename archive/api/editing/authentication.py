"""Who writes over the API, and what the way in which he is known allows him. The one place that names the ways."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission

READ, EDIT, PUBLISH = SCOPES = ("read", "edit", "publish")


class StaffSession(SessionAuthentication):
    """The session of the admin, its second factor shown; what writes carries the CSRF token. It has every scope."""

    def authenticate_header(self, request):
        return 'Session realm="archive"'


#: Each sets `request.auth` to None (every scope) or to something with `scopes`.
AUTHENTICATION = (StaffSession,)


def has_scope(request, scope):
    return request.auth is None or scope in request.auth.scopes


class StaffWithScope(BasePermission):
    """For staff, with the scope that the view names for the request; what may be done to an entry is asked there."""

    def has_permission(self, request, view):
        user = request.user
        return bool(user and user.is_active and user.is_staff and has_scope(request, view.required_scope))
