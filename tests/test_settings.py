"""The environment is read strictly: a typo stops the start and says what would be right."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": "a-key-that-is-long-enough-and-has-many-different-letters-0123456789",
    "ALLOWED_HOSTS": "archive.example.org",
}

REPLICAS = ("replica1", "one.example.org"), ("replica2", "two.example.org")
POSTGRESQL = {"DATABASE_URL": "postgresql://archive@db.example.org/archive"}


def start(show="print(settings.SECRET_KEY)", **environment):
    """Start Python with the site's settings; return the exit code and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        clean = {"PATH": os.environ["PATH"], "DATA_DIR": folder, **environment}
        code = f"from congress_site import settings; {show}"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class EnvironmentTests(SimpleTestCase):
    def test_a_value_that_is_not_understood_stops_the_start(self):
        for environment, message in [
            ({"DEBUG": "true"}, "DEBUG must be one of True, False, not 'true'."),
            ({"DJANGO_ENV": "prod"}, "DJANGO_ENV must be one of local, production, not 'prod'."),
            ({"PROXY_COUNT": "-1"}, "PROXY_COUNT must be a whole number from 0 to 10, not '-1'."),
            ({"PROXY_COUNT": "many"}, "PROXY_COUNT must be a whole number from 0 to 10, not 'many'."),
            ({"REQUIRE_2FA": "yes"}, "REQUIRE_2FA must be one of True, False, not 'yes'."),
            ({"LOGIN_FAILURES": "0"}, "LOGIN_FAILURES must be a whole number from 1 to 1000, not '0'."),
            ({"LOGIN_WAIT": "1h"}, "LOGIN_WAIT must be a whole number from 1 to 1440, not '1h'."),
            ({"ALLOWED_HOSTS": "a.org,,b.org"}, "ALLOWED_HOSTS must be a list with commas between"),
            ({"DATA_DIR": "/proc/nowhere"}, "DATA_DIR must be a folder that can be written"),
            ({"API_THROTTLE": "a lot"}, "API_THROTTLE must be"),
            ({"TIME_ZONE": "Moscow"}, "TIME_ZONE must be"),
            ({"DATABASE_URL": "mysql://archive:hidden@db/archive"}, "DATABASE_URL must look like postgresql://"),
            ({"DATABASE_URL": "postgresql://archive:hidden@db"}, "DATABASE_URL must look like postgresql://"),
            ({"DATABASE_URL": "postgresql://db:many/archive"}, "DATABASE_URL is not an address"),
            ({"DATABASE_URL": "postgresql://archive:hidden/word@db/archive"}, "DATABASE_URL is not an address"),
            ({"DATABASE_URL": "postgresql://db/archive?sslmode"}, "DATABASE_URL is not an address"),
            (
                {"DATABASE_REPLICA_URLS": "postgresql://db/archive"},
                "DATABASE_REPLICA_URLS are replicas",
            ),
            (
                POSTGRESQL | {"DATABASE_REPLICA_URLS": "postgresql://b:hidden@db"},
                "DATABASE_REPLICA_URLS must look like",
            ),
            (POSTGRESQL | {"DATABASE_REPLICA_URLS": "postgresql://db/a,"}, "DATABASE_REPLICA_URLS must be a list"),
            (POSTGRESQL | {"DATABASE_POOL": "-1"}, "DATABASE_POOL must be a whole number from 0 to 1000"),
            ({"DATABASE_POOL": "4"}, "DATABASE_POOL is for PostgreSQL"),
            ({"CDN_MAX_AGE": "1h"}, "CDN_MAX_AGE must be a whole number"),
            ({"CDN_KEY_HEADER": "Keys"}, "CDN_KEY_HEADER must be one of Surrogate-Key, Cache-Tag"),
            ({"CDN_PURGE_HEADER": "hidden"}, "CDN_PURGE_HEADER must be a header such as"),
            ({"REDIS_URL": "memcached://:hidden@cache/0"}, "REDIS_URL must look like redis://"),
            ({"REDIS_URL": "redis://:hidden@cache:many/0"}, "REDIS_URL must look like redis://"),
            ({"REDIS_URL": "redis:///0"}, "REDIS_URL must look like redis://"),
            (PRODUCTION | {"SECRET_KEY": ""}, "SECRET_KEY must be set when DJANGO_ENV is production."),
            (PRODUCTION | {"DEBUG": "True"}, "DEBUG must not be True when DJANGO_ENV is production."),
            (PRODUCTION | {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the site's hosts"),
            ({"DJANGO_ENV": "production", "SECRET_KEY": "x"}, "ALLOWED_HOSTS must name the site's hosts"),
        ]:
            with self.subTest(environment=environment):
                code, output = start(**environment)
                self.assertNotEqual(code, 0)
                self.assertIn(message, output)
                self.assertNotIn("hidden", output.splitlines()[-1])
                self.assertNotIn("cast to integer value", output)

    def test_postgresql_is_used_when_its_address_is_given(self):
        url = "postgresql://archive:p%40ss@db.example.org:5433/archive?sslmode=require"
        code, output = start("print(settings.DATABASES['default'])", DATABASE_URL=url)
        self.assertEqual(code, 0)
        for part in [
            "'NAME': 'archive'",
            "'PASSWORD': 'p@ss'",
            "'HOST': 'db.example.org'",
            "'PORT': '5433'",
            "require",
        ]:
            self.assertIn(part, output)

    def test_the_shorter_spelling_of_its_scheme_is_taken_too(self):
        code, output = start("print(settings.DATABASES['default']['HOST'])", DATABASE_URL="postgres://db/archive")
        self.assertEqual((code, output.strip()), (0, "db"))

    def test_replicas_and_a_pool_are_had_for_the_asking(self):
        urls = "postgresql://one.example.org/archive,postgresql://two.example.org/archive?connect_timeout=9"
        show = "print([(name, d['HOST'], d['OPTIONS'], d['CONN_MAX_AGE']) for name, d in settings.DATABASES.items()])"
        code, output = start(show, **POSTGRESQL, DATABASE_REPLICA_URLS=urls, DATABASE_POOL="4")
        self.assertEqual(code, 0, output)
        primary, one, two = ast.literal_eval(output)
        self.assertEqual((primary[:2], one[:2], two[:2]), (("default", "db.example.org"), *REPLICAS))
        self.assertEqual((one[2]["connect_timeout"], two[2]["connect_timeout"]), ("2", "9"))
        self.assertEqual({each[2]["tcp_user_timeout"] for each in (primary, one, two)}, {"5000"})
        self.assertEqual({(each[2]["pool"]["max_size"], each[3]) for each in (primary, one, two)}, {(4, 0)})

    def test_production_starts_when_all_is_said(self):
        code, output = start(**PRODUCTION)
        self.assertEqual((code, output.strip()), (0, PRODUCTION["SECRET_KEY"]))

    def test_a_local_key_is_made_once_and_kept_private(self):
        with tempfile.TemporaryDirectory() as folder:
            first, second = start(DATA_DIR=folder), start(DATA_DIR=folder)
            self.assertEqual(first, second)
            self.assertGreater(len(first[1].strip()), 50)
            self.assertEqual((Path(folder) / "secret-key").stat().st_mode & 0o777, 0o600)
