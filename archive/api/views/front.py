"""The root of the API."""

from django.conf import settings
from django.urls import reverse
from rest_framework.response import Response

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.front import FrontSerializer
from archive.api.views.base import ArchiveView
from archive.selectors.congresses import public_congresses, public_subject
from archive.selectors.references import public_updates

LISTS = {
    "congresses": "Congresses",
    "debates": "Debates",
    "resolutions": "Resolutions",
    "speeches": "Speeches",
    "speakers": "Speakers",
    "topics": "Topics",
    "sources": "Sources",
}


@described("read_front", "The root: every list, and what is new", "Front", examples.front)
class FrontView(ArchiveView):
    """Links to every list, to the schema and to the guide, and what the front page shows."""

    serializer_class = FrontSerializer

    def get(self, request):
        updates = public_updates()
        self.last_modified = updates[0].updated_at if updates else None
        context = self.get_serializer_context()
        addresses = context["addresses"]
        path = reverse("archive:front")
        front = {
            "url": addresses.twin(path),
            "page": addresses.absolute(path),
            "updated_at": self.last_modified,
            "title": "Congress Archive",
            "lists": {name: _list_link(name, title, addresses) for name, title in LISTS.items()},
            "search": _list_link("search", "Search", addresses),
            "changes": addresses.absolute(reverse("api:changes")),
            "dumps": addresses.absolute(reverse("api:dumps")),
            "schema": addresses.absolute(reverse("api:schema")),
            "docs": addresses.absolute(reverse("api-docs")),
            "subject": public_subject(settings.FRONT_PAGE_CONGRESS),
            "congresses": public_congresses(),
            "updates": updates,
        }
        return Response(FrontSerializer(front, context=context).data)


def _list_link(name, title, addresses):
    path = reverse(f"archive:{name}")
    return {"url": addresses.twin(path), "page": addresses.absolute(path), "title": title}
