"""Pictures sent by people: checked, made anew and named by us, so that nothing hidden comes along."""

import warnings
from io import BytesIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

#: What is read; other formats Pillow knows are not worth their risk.
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 10 * 1024 * 1024
#: A picture is opened in memory at four bytes a pixel.
LARGEST_AREA = 40_000_000
#: Width and height of what is kept.
KEPT_SIZE = (1600, 1600)

TOO_LARGE = _("The picture file is larger than 10 MB. Please send a smaller one.")
TOO_MANY_PIXELS = _("The picture has more than 40 million pixels. Please scale it down.")
NOT_A_PICTURE = _("This is not a JPEG, PNG or WebP picture, or the file is damaged.")


def reencode(upload):
    """A new WebP file with the picture of the upload and nothing else: no metadata, no old name.

    Takes any Django file; at most 1600 pixels a side are kept, turned the right way up. Raises
    ValidationError, with a sentence for the sender, when it is too large or no picture we read.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(TOO_LARGE, code="too_large")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit is checked below; Pillow's warning would only reach a log.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = _load(upload)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    except Exception as error:  # Pillow's decoders raise almost anything on a hostile file.
        raise ValidationError(NOT_A_PICTURE, code="not_a_picture") from error
    out = BytesIO()
    picture.save(out, "WEBP", quality=85, method=6, exif=b"", icc_profile=b"")
    return ContentFile(out.getvalue(), name=f"{uuid4().hex}.webp")


def _load(upload):
    with Image.open(upload, formats=FORMATS) as opened:
        if opened.width * opened.height > LARGEST_AREA:
            raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
        opened.load()
        turned = ImageOps.exif_transpose(opened)
        picture = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    picture.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS)
    # Pixels only: a fresh image has no info, EXIF, XMP or comments to pass on.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean
