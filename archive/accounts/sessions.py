"""Sessions in the database that know whose they are, so that those of one person can be ended. A SESSION_ENGINE."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from archive.models import AccountSession, ApiToken


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return AccountSession

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.account_id = data.get(SESSION_KEY)
        return session


def end_sessions(user):
    """Sign the person out in every browser and every script: tokens go with the sessions."""
    AccountSession.objects.filter(account=user).delete()
    ApiToken.objects.filter(user=user).delete()
