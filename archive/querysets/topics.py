"""Querysets of topics."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from archive.querysets.publication import PublishableQuerySet


class TopicQuerySet(PublishableQuerySet):
    def delete(self):
        """Refuse while a debate or resolution has one of the topics: a join table would only forget it."""
        users = {use for topic in self for use in (*topic.debates.all(), *topic.resolutions.all())}
        if users:
            raise ProtectedError(_("These topics are in use."), users)
        return super().delete()
