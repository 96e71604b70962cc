"""Run as a process of its own: follows an origin, is killed in the middle again and again, until its input ends."""

import os
import random
import select
import signal
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402


def main(url, seed):
    """Say how often the follower was killed, when the copy is up to date and dumped."""
    rng, kills = random.Random(seed), 0
    while not select.select([sys.stdin], [], [], 0)[0] or kills < 5:
        connections.close_all()
        follower = os.fork()
        if not follower:
            while True:
                call_command("mirror", url, stdout=sys.stderr)
                time.sleep(0.05)
        time.sleep(rng.uniform(0.1, 0.8))
        os.kill(follower, signal.SIGKILL)
        os.waitpid(follower, 0)
        kills += 1
    call_command("mirror", url, stdout=sys.stderr)
    call_command("dump", stdout=sys.stderr)
    sys.stdout.write(str(kills))


main(sys.argv[1], int(sys.argv[2]))
