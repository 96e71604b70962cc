"""Portraits of the origin's people: fetched before anything is written, kept byte for byte."""

import hashlib
import re
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from archive.dumps.rows import portrait_of
from archive.mirroring.origin import Absent, NotRight, OriginError
from archive.models import Speaker
from archive.workflow import versions
from archive.workflow.images import LARGEST_AREA, LARGEST_FILE

_WORDS = {"portrait_credit": "credit", "portrait_licence": "licence", "portrait_alt": "alt"}


def check_portrait(wanted):
    """Raise `OriginError` when this is not what a row says of a portrait: a path, a SHA-256 and words that fit."""
    if not wanted["url"].startswith("/"):
        raise OriginError(f"{wanted['url'][:200]!r} is not the path of a portrait.")
    _name(wanted)
    for field, name in _WORDS.items():
        try:
            Speaker._meta.get_field(field).clean(wanted[name], None)
        except ValidationError as error:
            raise OriginError(f"{name} of {wanted['url'][:200]!r}: {' '.join(error.messages)}") from error


def fetch(difference, origin):
    """Bring the pictures that are not stored here. Each is named by its SHA-256, so that none is brought twice.

    A run that breaks off leaves files that no person has yet; the next one finds them there. Raises `NotRight` when a
    picture is another one than the row says: it was changed, or withdrawn, since the row was read.
    """
    for address, row in difference.rows.items():
        wanted = row.get("portrait")
        if not wanted or _has(address.entry(), wanted) or _storage().exists(_name(wanted)):
            continue
        content = _picture(origin, wanted["url"])
        if hashlib.sha256(content).hexdigest() != wanted["sha256"]:
            raise NotRight(f"{origin.url}{wanted['url']} is not the picture that its SHA-256 names.")
        _check(content, origin.url + wanted["url"])
        _storage().save(_name(wanted), ContentFile(content))


def _picture(origin, url):
    try:
        return origin.fetch(url, LARGEST_FILE)
    except Absent as error:
        raise NotRight(str(error)) from error


def store(rows, reason):
    """Give each person of the rows the portrait that the row has, fetched before, and the words beside it."""
    changed = []
    for address, row in rows.items():
        if address.kind == "speaker":
            wanted, speaker = row.get("portrait"), address.entry()
            if _has(speaker, wanted):
                continue
            for field, name in _WORDS.items():
                setattr(speaker, field, (wanted or {}).get(name, ""))
            if wanted is None or (portrait_of(speaker) or {}).get("sha256") != wanted["sha256"]:
                speaker.portrait = _name(wanted) if wanted else ""
            speaker.save()
            changed.append(speaker)
    versions.record_all(changed, None, reason=reason)


def _storage():
    return Speaker._meta.get_field("portrait").storage


def _name(wanted):
    if not re.fullmatch("[0-9a-f]{64}", wanted["sha256"]):
        raise OriginError(f"{wanted['sha256'][:100]!r} is not a SHA-256.")
    return f"portraits/{wanted['sha256']}.webp"


def _has(speaker, wanted):
    """Whether the person is here with just this portrait, or with none if none is wanted."""
    if speaker is None:
        return False
    return portrait_of(speaker) == wanted


def _check(content, url):
    """Refuse what is not a picture of the kind that archives make of uploads."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
                if picture.width * picture.height > LARGEST_AREA:
                    raise OriginError(f"{url} has more than {LARGEST_AREA} pixels, which is too much.")
                picture.load()
    except OriginError:
        raise
    except Exception as error:  # Pillow's decoders raise almost anything on a hostile file.
        raise OriginError(f"{url} is not a WebP picture, or is damaged.") from error
