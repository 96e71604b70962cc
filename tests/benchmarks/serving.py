"""Servers as processes of their own, and what they do under load: wrk asks, /proc says what it cost."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.contenders import ROOT, surroundings

TICKS = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}

#: The servers that can be compared: what starts each, with one process and so many threads.
COMMANDS = {
    "sync": "gunicorn {application} --bind 127.0.0.1:{port} --workers {workers} --log-level warning",
    "gthread": (
        "gunicorn {application} --bind 127.0.0.1:{port} --workers {workers} --threads {threads} --log-level warning"
    ),
    "granian": (
        "granian --interface wsgi {application} --host 127.0.0.1 --port {port} --workers {workers} "
        "--blocking-threads {threads} --log-level warning --no-ws"
    ),
}


@dataclass
class Load:
    """What came of asking for one address for a while: requests a second, the milliseconds each took and waited."""

    rate: float
    cpu: float
    p50: float
    p99: float
    failed: int


class Server:
    def __init__(self, process, port):
        self.process, self.port = process, port

    def pids(self):
        """The process and all that it has started."""
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            found += [int(child) for child in children.read_text().split()] if children.exists() else []
        return found

    def cpu(self):
        """Seconds of the processor that all its processes have taken so far."""
        ticks = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def at_rest(self):
        """Wait until it has done what earlier clients have left it with; the seconds it has taken until then."""
        seconds = [self.cpu()]
        while len(seconds) < 3 or seconds[-1] - seconds[-3] > 0.02:
            time.sleep(0.3)
            seconds.append(self.cpu())
        return seconds[-1]

    def memory(self):
        """Bytes of each of its processes, the largest first: what it holds alone and its part of what is shared."""
        pattern = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)
        texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.pids()]
        return sorted((int(pattern.search(text)[1]) * 1024 for text in texts), reverse=True)

    def load(self, path, seconds=2, connections=8, headers=()):
        """Let wrk ask for an address for so long on so many connections."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
        for header in headers:
            command += ["-H", header]
        before = self.at_rest()
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{self.port}{path}"], capture_output=True, text=True, check=True
        ).stdout
        spent = self.cpu() - before
        done = int(re.search(r"(\d+) requests in", said)[1])
        failed = [int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)", said)]
        failed += [
            int(count) for line in re.findall(r"Socket errors: (.*)", said) for count in re.findall(r"\d+", line)
        ]
        return Load(
            rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
            cpu=spent * 1000 / max(done, 1),
            p50=waited(said, "50%"),
            p99=waited(said, "99%"),
            failed=sum(failed),
        )


def waited(said, part):
    number, unit = re.search(rf"{part}\s+([\d.]+)(us|ms|s|m)", said).groups()
    return float(number) * UNITS[unit]


def middle(loads):
    """The medians of several loads."""
    return Load(*(median(getattr(load, name) for load in loads) for name in ("rate", "cpu", "p50", "p99", "failed")))


@contextmanager
def served(
    kind,
    settings,
    data,
    workers=1,
    threads=4,
    application="congress_site.wsgi:application",
    processors=(),
    **environment,
):
    """The site with these settings under one of the servers, on all processors or on those of these numbers."""
    port = free_port()
    words = COMMANDS[kind].format(application=application, port=port, workers=workers, threads=threads).split()
    environment = surroundings(settings, data, **environment)
    python = sys.executable
    if kind == "granian":
        from tests.benchmarks.environments import environment_with

        python = environment_with("granian")
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
    process = subprocess.Popen([python, "-m", *words], cwd=ROOT, env=environment)
    if processors:
        # Before it starts others, which have what it has.
        os.sched_setaffinity(process.pid, processors)
    with running(process, port) as server:
        yield server


@contextmanager
def nginx(folder):
    """nginx with one process, which serves the files of a folder."""
    if not shutil.which("nginx") or not shutil.which("wrk"):
        raise RuntimeError("nginx and wrk have to be installed (apt-get install nginx-light wrk).")
    port = free_port()
    folder.chmod(0o755)  # Its worker is nobody.
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; sendfile on; default_type text/html; "
        f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; "
        f"uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n"
    )
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(configuration)], stderr=subprocess.DEVNULL)
    with running(process, port) as server:
        yield server


@contextmanager
def running(process, port):
    """A Server once its port answers; ended in peace afterwards."""
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"{process.args} did not start.") from None
                time.sleep(0.1)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
