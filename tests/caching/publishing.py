"""Publishes one debate again and again, and says when: run by test_servers.py over an archive of its own."""

import json
import sys
import time

import django

django.setup()

from archive.choices import PublicationStatus  # noqa: E402
from archive.ledger import settle  # noqa: E402
from tests import factories as make  # noqa: E402

PUBLIC = {"status": PublicationStatus.PUBLISHED}
GONE = "gone"


def say(*words):
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def prepare():
    congress = make.make_congress(number=11, **PUBLIC)
    lenin = make.make_speaker(slug="lenin", **PUBLIC)
    debate = make.make_debate(congress=congress, slug="report", title="Title 0.", **PUBLIC)
    make.make_speech(debate=debate, speaker=lenin, text="Words. " * 200)
    settle()
    return debate


def publish(debate, edits, pause):
    """Each state of the debate with the moments before and after it was committed."""
    for number in range(1, edits):
        time.sleep(pause)
        # Every fifth time it is withdrawn, and the next time it is back.
        state = GONE if number % 5 == 0 else f"Title {number}."
        debate.status = PublicationStatus.WITHDRAWN if state == GONE else PublicationStatus.PUBLISHED
        debate.title = debate.title if state == GONE else state
        begun = time.time()
        debate.save()
        say(state, begun, time.time())


if __name__ == "__main__":
    debate = prepare()
    say("Title 0.", 0, time.time())
    sys.stdin.readline()
    publish(debate, int(sys.argv[1]), float(sys.argv[2]))
