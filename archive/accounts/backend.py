"""The one way in: name and password, not more often than the throttle allows."""

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from archive.accounts.second_factor import with_factor


class AccountBackend(AxesStandaloneBackend, ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        """The account; whoever has to wait is refused before the password is looked at."""
        if request is not None:  # A command or a shell has none, and no stranger can use them.
            try:
                AxesStandaloneBackend.authenticate(self, request, username=username, password=password, **kwargs)
            except AxesBackendPermissionDenied:
                request.was_not_looked_at = True
                raise
        return ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)

    def get_user(self, user_id):
        """The account of a session, in one query with the second factor that it has to show."""
        user = with_factor(get_user_model()._default_manager.filter(pk=user_id)).first()
        return user if user is not None and self.user_can_authenticate(user) else None
