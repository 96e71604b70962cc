"""A small archive with everything a dump has to carry, and dumps in a folder of the test's own."""

import shutil
import tempfile
from contextlib import contextmanager
from io import BytesIO, StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import override_settings
from PIL import Image

from archive.choices import PublicationStatus
from archive.dumps import all_dumps
from tests import factories as make

PUBLIC = {"status": PublicationStatus.PUBLISHED}
_file = BytesIO()
Image.new("RGB", (2, 2), "red").save(_file, "WEBP")
PICTURE = _file.getvalue()


#: A dump is named by the second in which it is made: two tests may have dumps of one name.
OWN = ("DUMPS_ROOT", "MEDIA_ROOT", "MIRROR_ROOT")


@contextmanager
def own_folder(*settings):
    """Within, these settings lead to an empty folder; without any, those of dumps, uploads and copies do."""
    folder = tempfile.mkdtemp(prefix="congress-archive-test-")
    try:
        with override_settings(**{name: f"{folder}/{name}" for name in settings or OWN}):
            yield
    finally:
        shutil.rmtree(folder)


def dump(*arguments):
    """Run the command; return the newest dump."""
    call_command("dump", *arguments, stdout=StringIO())
    return all_dumps()[0]


def make_archive():
    """Two congresses, and around them one of everything; what is hidden says HIDDEN."""
    source = make.make_source(slug="minutes", title="Minutes", **PUBLIC)
    hidden = make.make_speaker(slug="hidden", name="HIDDEN person")
    lenin = make.make_speaker(slug="lenin", name="Lenin", portrait_alt="A man", portrait_credit="Studio", **PUBLIC)
    lenin.portrait.save("lenin.webp", ContentFile(PICTURE))
    make.make_citation(lenin, source=source, locator="page 1")
    make.make_citation(lenin, source=source, locator="page 2")
    make.make_citation(lenin, source=make.make_source(title="HIDDEN source"))
    topic = make.make_topic(slug="army", name="Army «Красная»", **PUBLIC)
    for number in (11, 2):
        congress = make.make_congress(
            number=number, title=f"Congress {number}", opened_on=make.day("1922-03"), **PUBLIC
        )
        make.make_citation(congress, source=source, field="title", value="Another")
        debate = make.make_debate(congress=congress, slug="red-army", title="The army", question="What?", **PUBLIC)
        debate.topics.add(topic)
        make.make_speech(debate=debate, speaker=lenin, text="A line\nand another")
        make.make_speech(debate=debate, speaker=hidden, attribution="As printed", text="Words")
        make.make_resolution(congress=congress, slug="army", title="On the army", summary="So be it", **PUBLIC)
        make.make_debate(congress=congress, slug="hidden", title="HIDDEN debate")
    make.make_debate(congress=make.make_congress(number=30, title="HIDDEN"), slug="inside", title="HIDDEN", **PUBLIC)
