"""Run as a process of its own: makes an archive and edits it; dumps it before and after. Says its addresses."""

import json
import random
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from archive.ledger.schedule import next_due  # noqa: E402
from tests.mirroring.edits import Editor  # noqa: E402


def main(seed, edits):
    editor = Editor(random.Random(seed))
    editor.begin()
    call_command("dump", stdout=sys.stderr)
    say("ready")
    for _ in range(edits):
        editor.edit()
        time.sleep(0.005)
    while due := next_due(timezone.now()):
        time.sleep(max(0, (due - timezone.now()).total_seconds()))
    # It gives every change its place, however long that takes; then there is an end to follow to.
    call_command("dump", stdout=sys.stderr)
    say(json.dumps(sorted(editor.addresses)))


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


main(int(sys.argv[1]), int(sys.argv[2]))
