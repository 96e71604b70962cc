"""Those that are measured, each started as a process: this site, and its peers over the same rows."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

OURS = "tests.benchmarks.settings"
PLAIN = "tests.benchmarks.plain.settings"


class Contender:
    """Takes orders for one application; `tests/benchmarks/contender.py` does them."""

    def __init__(self, process):
        self.process = process

    def _order(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The process ended over {order}.")
        return json.loads(line)

    def ask(self, address, times=1, **order):
        """The report on asking for an address so often: cpu, wall, size, headers.

        Another status than the one given is an error; None takes any.
        """
        path, _, query = address.partition("?")
        wanted = order.pop("status", 200)
        report = self._order(path=path, query=query, times=times, **order)
        if wanted and report["status"] != wanted:
            raise RuntimeError(f"{address} was answered with {report['status']}.")
        return report

    def call(self, function, *arguments, times=1):
        """The report on calling `module:function`, with what it gave the last time."""
        return self._order(call=function, arguments=arguments, times=times)


@contextmanager
def started(settings, data, python=sys.executable, application="congress_site.wsgi:application", **environment):
    """A contender with these settings over the database in a folder."""
    process = subprocess.Popen(
        [python, "-m", "tests.benchmarks.contender", application],
        cwd=ROOT,
        env=surroundings(settings, data, **environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Contender(process)
    finally:
        process.stdin.close()
        process.wait()


def surroundings(settings, data, **environment):
    """The environment of a process that is measured: nothing of the caller's but the way to programs."""
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "HOME") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATA_DIR": str(data),
        "API_THROTTLE": "off",
        "PYTHONHASHSEED": "0",
        **environment,
    }
