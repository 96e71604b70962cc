"""How settings.py reads the environment: strictly, each refusal a sentence that says what would be right."""

import os
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Of libpq, in seconds and milliseconds: when a database counts as gone, also one whose machine has lost its power.
PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "tcp_user_timeout": "5000",
}
#: One that is gone must not be waited for.
REPLICA_PATIENCE = PATIENCE | {"connect_timeout": "2"}


def env_choice(name, default, allowed):
    value = os.environ.get(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def env_bool(name, default):
    return env_choice(name, default, ["True", "False"]) == "True"


def env_list(name, default):
    values = [value.strip() for value in os.environ.get(name, default).split(",")]
    if not all(values):
        raise ImproperlyConfigured(f"{name} must be a list with commas between, without empty places.")
    return values


def env_int(name, default, least, most):
    value = os.environ.get(name, default)
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def env_header(name):
    """One header line, such as "Authorization: Bearer …", as {name: value}; empty when it is not set."""
    text = os.environ.get(name, "")
    if not text:
        return {}
    header, colon, value = (part.strip() for part in text.partition(":"))
    if not colon or not value or not re.fullmatch(r"[A-Za-z0-9-]+", header) or not value.isprintable():
        # What it says is a secret.
        raise ImproperlyConfigured(f"{name} must be a header such as Authorization: Bearer 0123abc.")
    return {header: value}


def env_databases(folder):
    """Django's DATABASES: SQLite in the folder, or PostgreSQL where DATABASE_URL names one, and its replicas."""
    databases = {"default": _sqlite_in(folder)}
    if os.environ.get("DATABASE_URL"):
        databases["default"] = _postgresql_at("DATABASE_URL", os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_REPLICA_URLS"):
        if not os.environ.get("DATABASE_URL"):
            raise ImproperlyConfigured("DATABASE_REPLICA_URLS are replicas of DATABASE_URL, which must be set too.")
        for count, url in enumerate(env_list("DATABASE_REPLICA_URLS", ""), start=1):
            replica = _postgresql_at("DATABASE_REPLICA_URLS", url, REPLICA_PATIENCE)
            databases[f"replica{count}"] = replica | {"TEST": {"MIRROR": "default"}}
    _pool("DATABASE_POOL", databases)
    return databases


def _pool(name, databases):
    """Have all threads of a process share so many connections to each database; 0: each thread keeps its own."""
    size = env_int(name, "0", 0, 1000)
    if not size:
        return
    for alias, database in databases.items():
        if database["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured(f"{name} is for PostgreSQL: set DATABASE_URL too.")
        patience = 2 if alias == "default" else 1
        database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": size, "timeout": patience}
        # Each request gives its connection back.
        database["CONN_MAX_AGE"] = 0


def _sqlite_in(folder):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "archive.sqlite3",
        "OPTIONS": {
            # A transaction takes the write lock when it begins, so two of them never both read a
            # version and then both write; readers go on beside the writer (WAL).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        # To open the file and to read every statement anew costs a page as much as all that it asks.
        "CONN_MAX_AGE": 600,
    }


def _postgresql_at(name, text, patience=PATIENCE):
    # The address holds a password, so no message repeats it.
    try:
        url = urlsplit(text)
        port = url.port
        options = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not an address: special characters in it must be percent-encoded, and the port a number."
        ) from None
    database = unquote(url.path.removeprefix("/"))
    # Hosts hand out both spellings, and libpq takes both.
    if url.scheme not in {"postgresql", "postgres"} or not database or "/" in database or url.fragment:
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        # A host that begins with a slash is the folder of a socket: ?host=/run/postgresql
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": patience | options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # They outlive a transaction, and pgbouncer may lead the next one to another connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def env_redis(name, timeouts):
    """The cache that an address names: redis://:password@host:port/0, rediss:// for TLS, unix:// for a socket."""
    # The address holds a password, so no message repeats it.
    try:
        url = urlsplit(os.environ[name])
        is_whole = bool(url.path if url.scheme == "unix" else url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        is_whole = False
    if not is_whole or url.scheme not in {"redis", "rediss", "unix"} or url.fragment:
        raise ImproperlyConfigured(f"{name} must look like redis://:password@host:port/0.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ[name],
        "KEY_PREFIX": "congress-archive",
        "OPTIONS": timeouts,
    }
