"""Querysets of debates and their parts."""

from django.db.models import Case, F, OuterRef, Subquery, When
from django.db.models.functions import Substr

from archive.querysets.publication import PublishableQuerySet

#: As many characters of a speech are enough to know it by.
OPENING_LENGTH = 200


class DebateQuerySet(PublishableQuerySet):
    gates = ("", "congress")
    #: What an order by the first day can be found by, the latest first: the sittings, by an index of their days.
    found_by = {"first_held_on": ("sittings", "held_on")}

    def with_first_day(self):
        """The day of the first sitting that took the debate up, as `first_held_on`; None where no day is known."""
        sittings = self.model._meta.get_field("sittings").related_model.objects.public()
        days = sittings.filter(debates=OuterRef("pk")).exclude(held_on=None).order_by("held_on").values("held_on")
        return self.annotate(first_held_on=Subquery(days[:1]))


class ParticipationQuerySet(PublishableQuerySet):
    gates = ("debate", "debate__congress", "speaker")


class SpeechQuerySet(PublishableQuerySet):
    """A speech stays public when its speaker is not: it is then shown as printed, unlinked."""

    gates = ("debate", "debate__congress")
    #: What an order by the name of whoever is public can be found by: the key to people, who have an index of it.
    found_through = {"public_speaker__sort_name": "speaker"}

    def with_opening(self):
        """How each speech begins, as `opening`, without loading three hundred whole texts to list them."""
        text = Case(When(text="", then=F("original_text")), default=F("text"))
        return self.annotate(opening=Substr(text, 1, OPENING_LENGTH)).defer("text", "original_text")
