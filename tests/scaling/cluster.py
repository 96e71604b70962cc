"""Servers for a test, as operators have them on many machines; each is told of by its sockets in one folder.

Whatever cannot be started fails the test.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

PRIMARY, REPLICA, BOUNCER = 5432, 5433, 6432


class Cluster:
    """PostgreSQL with a streaming replica, pgbouncer before the primary, and Redis; `site` starts processes of ours."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="congress-archive-cluster-"))
        self.running = {}
        self.postgresql = _postgresql()
        # Neither PostgreSQL nor pgbouncer will run as root.
        self.as_other = []
        if os.getuid() == 0:
            user = "postgres" if _exists("postgres") else "nobody"
            shutil.chown(self.folder, user)
            self.as_other = ["setpriv", f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups"]
        self.folder.chmod(0o755)

    def start(self):
        initdb = ["--username=archive", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self.run(self.postgresql / "initdb", f"--pgdata={self.folder}/primary", *initdb)
        self.start_primary()
        self.start_redis()
        self.start_bouncer()

    def start_primary(self):
        self._serve("primary", PRIMARY)

    def copy_primary(self):
        """Make the replica, which goes on from what the primary has now."""
        target = [f"--pgdata={self.folder}/replica", f"--host={self.folder}", f"--port={PRIMARY}", "--username=archive"]
        self.run(self.postgresql / "pg_basebackup", *target, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        self.start_replica()

    def start_replica(self):
        self._serve("replica", REPLICA)

    def _serve(self, name, port):
        # Nothing is kept, so nothing has to be safe on the disk.
        options = {"port": port, "listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off"}
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        self._begin(name, self.postgresql / "postgres", "-D", self.folder / name, *words)
        self.wait(name, lambda: self.query(port, "SELECT 1"))

    def start_redis(self):
        quiet = ["--port", "0", "--save", "", "--appendonly", "no"]
        self._begin("redis", _program("redis-server"), *quiet, "--unixsocket", self.folder / "redis.sock")
        self.wait("redis", lambda: self.ask_redis("PING"))

    def start_bouncer(self):
        config = self.folder / "pgbouncer.ini"
        lines = [
            "[databases]",
            f"postgres = user=archive host={self.folder} port={PRIMARY}",
            "[pgbouncer]",
            "pool_mode = transaction",
            # Fewer than those who ask, so that they do take turns on the same connections.
            "default_pool_size = 3",
            "query_wait_timeout = 5",
            "listen_addr =",
            f"listen_port = {BOUNCER}",
            f"unix_socket_dir = {self.folder}",
            "auth_type = any",
        ]
        config.write_text("\n".join([*lines, ""]))
        self._begin("pgbouncer", _program("pgbouncer"), config)
        self.wait("pgbouncer", lambda: self.query(BOUNCER, "SELECT 1"))

    def url(self, port):
        return f"postgresql://archive@:{port}/postgres?host={self.folder}"

    @property
    def redis_url(self):
        return f"unix://{self.folder}/redis.sock"

    def connection(self, port):
        return psycopg.connect(host=str(self.folder), port=port, user="archive", dbname="postgres")

    def query(self, port, sql):
        with self.connection(port) as connection:
            return connection.execute(sql).fetchone()[0]

    def ask_redis(self, *words):
        import redis

        return redis.Redis.from_url(self.redis_url).execute_command(*words)

    def environment(self, **own):
        data = self.folder / "data"
        inherited = {key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE"}}
        common = {"DATA_DIR": str(data), "REDIS_URL": self.redis_url, "SECRET_KEY": "of a test", "API_THROTTLE": "off"}
        return {**inherited, **common, "PYTHONPATH": str(settings.BASE_DIR), **own}

    def manage(self, *words, **own):
        return self.run(sys.executable, "manage.py", *words, cwd=settings.BASE_DIR, env=self.environment(**own))

    def site(self, name, port, **own):
        """A site process that answers at a port of this machine; what it says is in `log`."""
        words = ["-m", "gunicorn", "congress_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "6"]
        self._begin(name, sys.executable, *words, as_other=False, cwd=settings.BASE_DIR, env=self.environment(**own))

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def run(self, program, *words, **options):
        prefix = [] if program == sys.executable else self.as_other
        command = [*prefix, program, *words]
        done = subprocess.run([str(word) for word in command], **{"cwd": self.folder, **options}, capture_output=True)
        if done.returncode:
            raise AssertionError(f"{command}: {done.stdout.decode()}\n{done.stderr.decode()}")
        return done.stdout.decode()

    def kill(self, name):
        """As when its machine loses power, for all that those who ask it can tell."""
        process = self.running.pop(name)
        # A postmaster that is killed leaves children, which end by themselves, but later; SIGQUIT takes them with it.
        process.send_signal(signal.SIGQUIT if name in {"primary", "replica"} else signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @contextmanager
    def frozen(self, name, port):
        """Within, its machine takes what is sent to it, and nobody there answers."""
        with self.connection(port) as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
            pids = [self.running[name].pid, *(pid for (pid,) in rows)]
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            try:
                yield
            finally:
                for pid in pids:
                    os.kill(pid, signal.SIGCONT)

    def stop(self):
        for name in [*self.running][::-1]:
            self.kill(name)
        shutil.rmtree(self.folder)

    def _begin(self, name, program, *words, as_other=True, **options):
        command = [*(self.as_other if as_other else []), program, *words]
        with (self.folder / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                [str(word) for word in command], stdout=log, stderr=log, **{"cwd": self.folder, **options}
            )
        self.running[name] = process

    def wait(self, name, answers):
        until = time.monotonic() + 30
        while True:
            try:
                return answers()
            except Exception as error:
                if self.running[name].poll() is not None or time.monotonic() > until:
                    raise AssertionError(f"{name} does not start: {self.log(name)}") from error
                time.sleep(0.05)


def _program(name):
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise AssertionError(f"There is no {name} to start, so nothing was tested: install it.")
    return found


def _postgresql():
    """The folder of the programs of PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"), reverse=True)
    found += [Path(path) for path in [shutil.which("pg_basebackup")] if path]
    if not found:
        raise AssertionError("There is no PostgreSQL to start, so nothing was tested: install it.")
    return found[0].parent


def _exists(user):
    return subprocess.run(["id", "-u", user], capture_output=True).returncode == 0


def _group(user):
    return subprocess.run(["id", "-g", user], capture_output=True, text=True).stdout.strip()
