"""What a request says of the entry that it is about (RFC 9110, section 13; RFC 6585): no write over an unseen one."""

from http import HTTPStatus

from archive.api.problems import Refused


def require_match(request, answer):
    """Refuse a write whose `If-Match` does not have the ETag of the entry as it is: 428 without, 412 with another."""
    asked = request.headers.get("If-Match")
    if asked is None:
        raise Refused(
            HTTPStatus.PRECONDITION_REQUIRED,
            "Send the ETag of the entry that you have seen in If-Match, or nobody knows what would be written over.",
        )
    # Compression on the way makes a strong ETag weak; it is of the same document.
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    if not tags & {answer.etag, "*"}:
        raise _stale(answer)


def require_absence(request):
    """Refuse to make an entry by PUT unless the request says that it wants to make one."""
    if request.headers.get("If-Match") is not None:
        raise Refused(HTTPStatus.PRECONDITION_FAILED, "Nothing stands here any more.")
    if request.headers.get("If-None-Match", "").strip() != "*":
        raise Refused(HTTPStatus.PRECONDITION_REQUIRED, "Nothing stands here. To make it, send If-None-Match: *.")


def refuse_presence(request, answer):
    """Refuse to make an entry where one stands."""
    if request.headers.get("If-None-Match") is not None:
        raise _stale(answer, "An entry stands here already")


def _stale(answer, what="The entry is not as you have seen it"):
    version = answer.version
    who = f" by {version.made_by_name}" if version and version.made_by_name else ""
    last = f": version {version.number} of {version.made_at:%Y-%m-%d %H:%M} UTC{who}" if version else ""
    detail = f"{what}{last}. Nothing has been changed."
    return Refused(HTTPStatus.PRECONDITION_FAILED, detail, headers={"ETag": answer.etag})
