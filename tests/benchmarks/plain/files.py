"""A feed and an export, as Django's guide has them: its Feed, and a streamed answer of serialized rows."""

import json

from django.contrib.syndication.views import Feed
from django.http import StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from archive.models import Debate
from tests.benchmarks.plain.api import SpeechSerializer, SpeechViewSet


class UpdatesFeed(Feed):
    title = "Congress Archive: what is new"
    link = "/"
    feed_type = Atom1Feed
    subtitle = "Debates of party congresses."

    def items(self):
        debates = Debate.objects.filter(status="published").select_related("congress")
        return debates.order_by("-updated_at")[:50]

    def item_title(self, item):
        return f"{item.title}, {item.congress.title}"

    def item_description(self, item):
        return Truncator(item.summary or item.question).chars(400)

    def item_updateddate(self, item):
        return item.updated_at


def speeches(request, number):
    """The speeches of a congress, a line of JSON for each, read a thousand at a time."""
    rows = SpeechViewSet.queryset.filter(debate__congress__number=number).iterator(chunk_size=1000)
    context = {"request": Request(request)}
    lines = (json.dumps(SpeechSerializer(row, context=context).data, cls=JSONEncoder) + "\n" for row in rows)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")
