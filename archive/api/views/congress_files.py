"""A whole congress as one file: to fetch it with all its drafts, and to send it back."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.http import parse_etags
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from archive.api.authentication import ForStaff, ForStaffToWrite
from archive.api.congress_files import JsonParser, YamlParser, YamlRenderer, file_problem
from archive.api.parameters import check_names
from archive.api.problems import InvalidParameters, Refused, parameter_error
from archive.api.repeats import repeatable
from archive.api.serializers.loading import LoadedSerializer
from archive.api.views.base import ArchiveView, EntryView
from archive.choices import AuditAction
from archive.interchange.congress_file import (
    CongressFileError,
    MovedOn,
    NotAllowed,
    Unseen,
    fetch_to_edit,
    receive,
    state_of,
    write,
)
from archive.interchange.public_files import write_public
from archive.models import ENTRIES, Congress
from archive.selectors.addresses import locate
from archive.selectors.congresses import public_congresses
from archive.workflow import audit, rights

UNSEEN = (
    "The congress is in the archive: send the ETag of its file, as /api/v1/editing/congresses/{number}/file/ gives it, "
    "in If-Match."
)
SWITCHES = ("dry_run", "replace", "overwrite")


class YamlAnswer(HttpResponse):
    def __init__(self, text, number, **headers):
        name = f'attachment; filename="congress-{number}.yaml"'
        super().__init__(text, content_type=YamlRenderer.media_type, headers={"Content-Disposition": name, **headers})


@extend_schema(exclude=True)
class EditedCongressFileView(ForStaff, ArchiveView):
    """The congress with all it holds and uses, in any status, each entry with the version that it was written from."""

    renderer_classes = [YamlRenderer]

    def get(self, request, number):
        check_names(request, ())
        _check_sees_all(request.user)
        try:
            loaded = fetch_to_edit(number)
        except Congress.DoesNotExist as error:
            raise NotFound from error
        audit.note(AuditAction.EXPORT, actor=request.user, about=loaded.congress)
        return YamlAnswer(write(loaded), number, ETag=f'"{state_of(loaded)}"')


@extend_schema(exclude=True)
class CongressFileView(ForStaffToWrite, EntryView):
    """What readers see of a congress, as a file; and the way in for a file that says what the archive is to say."""

    http_method_names = ["get", "head", "put", "options"]
    parser_classes = [YamlParser, JsonParser]
    noun = "congress {number}"

    def get_renderers(self):
        """The file is YAML, what is said of a file that was sent JSON."""
        return [JSONRenderer()] if self.request.method == "PUT" else [YamlRenderer()]

    def get(self, request, number):
        congress = locate(public_congresses(), number)
        check_names(request, ())
        self.last_modified = congress.updated_at
        return YamlAnswer(write_public(number), number)

    @repeatable
    def put(self, request, number):
        check_names(request, (*SWITCHES, "reason"))
        options = {name: _switch(request, name) for name in SWITCHES}
        if not rights.may_change_some(request.user, Congress):
            raise PermissionDenied("You may not change congresses.")
        _check_sees_all(request.user)
        try:
            document = request.data
        except CongressFileError as error:
            return file_problem(400, error)
        try:
            received = receive(
                document,
                number,
                request.user,
                seen=_seen(request),
                reason=request.query_params.get("reason", ""),
                **options,
            )
        except Unseen as error:
            raise Refused(HTTPStatus.PRECONDITION_REQUIRED, UNSEEN.format(number=number)) from error
        except MovedOn as error:
            headers = {"ETag": f'"{error}"'} if str(error) else {}
            detail = "The congress is not as you have seen it: fetch it again."
            raise Refused(HTTPStatus.PRECONDITION_FAILED, detail, headers=headers) from error
        except NotAllowed as error:
            return file_problem(403, error, request.auth)
        except CongressFileError as error:
            return file_problem(422, error)
        headers = {} if options["dry_run"] else {"ETag": f'"{received.state}"'}
        status = 201 if received.is_new else 200
        return Response(LoadedSerializer(received.report).data, status=status, headers=headers)


def _check_sees_all(user):
    """Before anything is looked at: what is said of a file tells whether what it names is in the archive."""
    if not all(rights.may_view(user, model) for model in ENTRIES):
        raise PermissionDenied("You may not see all that the file may hold.")


def _switch(request, name):
    value = request.query_params.get(name, "0")
    if value not in ("0", "1"):
        raise InvalidParameters([parameter_error(name, value, "This is 1 or 0.", allowed=("1", "0"))])
    return value == "1"


def _seen(request):
    """The states in which the sender takes the congress to be; see `receive`."""
    if "If-Match" in request.headers:
        return {tag.removeprefix('"').removesuffix('"') for tag in parse_etags(request.headers["If-Match"])}
    return set() if request.headers.get("If-None-Match") == "*" else None
