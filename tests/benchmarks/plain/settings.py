"""A plain Django site over this archive's rows: the middleware that `startproject` writes, or none, and no more."""

import os

from congress_site.settings import *

#: What `startproject` of Django 5.2 lists.
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
MIDDLEWARE = [] if os.environ.get("PLAIN_MIDDLEWARE") == "none" else DEFAULT_MIDDLEWARE

ROOT_URLCONF = "tests.benchmarks.plain.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).resolve().parent / "templates"]}]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None}
