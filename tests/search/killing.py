"""Kill a process at each moment of a write, and say where index and archive disagree afterwards.

Run by `test_killing` in a process of its own, on a database of its own: SQLite in DATA_DIR, or the PostgreSQL that
DATABASE_URL names.
"""

import os
import signal

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "congress_site.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from archive.models import Congress, Debate, Speaker, Speech  # noqa: E402
from archive.search.rebuilding import disagreements  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.interchange.documents import load_text  # noqa: E402


class Killer:
    """Kills its own process before the n-th statement."""

    def __init__(self, moment):
        self.left = moment

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def killed(write, moment):
    """Write in a child that dies before that statement; whether it did, or came to its end alive."""
    connections.close_all()
    child = os.fork()
    if not child:
        with connection.execute_wrapper(Killer(moment)):
            write()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status) and status:
        raise SystemExit("the writing itself failed")
    return os.WIFSIGNALED(status)


def change_speech():
    speech = Speech.objects.get(position=1)
    # One that no child before this one has made.
    speaker = make.make_speaker(slug=f"speaker-{Speaker.objects.count()}", status="published")
    speech.text, speech.speaker = "Other words", speaker
    speech.save()


def withdraw_congress():
    congress = Congress.objects.get(number=1)
    congress.status = "withdrawn"
    congress.save()


def main():
    call_command("migrate", verbosity=0)
    debate = make.make_debate(congress=make.make_congress(number=1, status="published"), status="published")
    for position in (1, 2, 3):
        make.make_speech(debate=debate, position=position)
    deaths = 0
    for write in (change_speech, load_text, withdraw_congress, lambda: Debate.objects.get(pk=debate.pk).delete()):
        moment = 1
        while killed(write, moment):
            deaths += 1
            for sentence in disagreements():
                raise SystemExit(f"killed at statement {moment} of {write.__name__}: {sentence}")
            moment += max(1, moment // 5)
        for sentence in disagreements():
            raise SystemExit(f"after {write.__name__}: {sentence}")
    print(deaths, "deaths")  # noqa: T201


main()
