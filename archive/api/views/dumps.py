"""Dumps: which there are, and their files."""

from pathlib import PurePosixPath

from django.http import HttpResponseRedirect
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from archive.api.examples import dumps
from archive.api.parameters import check_names
from archive.api.ranges import file_response
from archive.api.schema import described
from archive.api.serializers.dumps import DumpsSerializer
from archive.api.views.base import ArchiveView
from archive.dumps import current_dumps, find_dump
from archive.dumps.package import NAME as PACKAGE
from archive.selectors.addresses import NotPublic, Withdrawn

#: Stands for the newest dump in an address.
LATEST = "latest"
#: A file never changes, but it may go, so a cache has to ask. Nobody may compress it on the way: ranges count bytes.
CACHING = "public, max-age=0, must-revalidate, no-transform"
TYPES = {".json": "application/json", ".ndjson": "application/x-ndjson", ".gz": "application/gzip"}


@described("list_dumps", "The whole archive as files", "Bulk", dumps)
class DumpListView(ArchiveView):
    """All that readers see, written to files from time to time: one file a kind of entry, one entry a line.

    `datapackage.json` describes the files, with the SHA-256 and the number of rows of each. Every file is there with
    and without gzip, and can be had in parts (`Range`). `/dumps/latest/` leads to the newest package,
    `/dumps/latest/<file>` to a file of it. `changes_cursor` is where to follow the changes from.
    """

    serializer_class = DumpsSerializer

    def get(self, request):
        context = self.get_serializer_context()
        rows = [_row(dump, context["addresses"]) for dump in current_dumps()]
        return Response(DumpsSerializer({"results": rows}, context=context).data)


@extend_schema(exclude=True)
class DumpFileView(ArchiveView):
    """One file of a dump, its package if none is named; a redirect where the newest dump is asked for."""

    def get(self, request, dump, file=PACKAGE):
        if dump == LATEST:
            return _to_latest(file)
        found = find_dump(dump)
        if found is None:
            raise NotPublic("There is no such dump.")
        if found.is_outdated():
            raise Withdrawn
        named = found.files.get(file)
        if named is None:
            raise NotPublic(f"There is no such file in this dump: it has {', '.join(found.files)}.")
        check_names(request, ())
        return file_response(
            request._request,
            named.path,
            size=named.size,
            etag=f'"{named.sha256}"',
            content_type=TYPES[PurePosixPath(file).suffix],
            headers={"Cache-Control": CACHING},
        )


def _to_latest(file):
    dumps = current_dumps()
    if not dumps:
        raise NotPublic("No dump has been made yet.")
    headers = {"Cache-Control": "public, max-age=0, must-revalidate"}
    return HttpResponseRedirect(reverse("api:dump-file", args=[dumps[0].name, file]), headers=headers)


def _row(dump, addresses):
    def address(file):
        return addresses.absolute(reverse("api:dump-file", args=[dump.name, file]))

    return {
        "name": dump.name,
        "url": address(PACKAGE),
        "created": dump.package["created"],
        "changes_cursor": dump.package["changes_cursor"],
        "files": [
            {"name": name, "url": address(name), "bytes": file.size, "sha256": file.sha256}
            for name, file in dump.files.items()
        ],
    }
