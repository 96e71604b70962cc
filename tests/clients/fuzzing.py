"""Schemathesis, run in process against the site's own application: what it asked, and what it found wrong."""

import json
import re
from collections import Counter, defaultdict

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

SCHEMA = "/api/v1/schema/"

#: Why what is of the right form may be refused: no schema says what is in the archive or in the calendar, or which
#: parameters go together. How such a refusal begins.
NO_FAULT_OF_THE_FORM = (
    "There is no public ",
    "There is no such page",
    "There is no “",
    "This is no cursor that was given here",
    "This cursor is of another list",
    "A list is paged by number or by cursor",
    "A page has 1 to 10 rows",
    "A page with documents has 1 to 100 rows",
    "This format is for the whole list",
    "This format has the rows as they are",
    "Linked data is as it is",
)
NO_DAY = re.compile("“[0-9-]+” is not a date")


#: The usual statuses of a request that is right, and of one that is not, with those that this API answers besides.
#: Of what is sent to be written, the loader asks more than a schema can say: 422.
ACCEPTED = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 422, 428, 429]
REJECTED = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 428, 429]


class SharedApplication:
    """The site on the test's own connection, in whichever thread it is asked."""

    def __init__(self):
        self._application = get_wsgi_application()
        self._connection = connections["default"]

    def __call__(self, environ, start_response):
        connections["default"] = self._connection
        # The transport in process does not unpack what comes compressed.
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return self._application(environ, start_response)


class Run:
    """One run over the whole API: all checks, examples, limits, made-up values, and calls that follow on others."""

    def __init__(self, application, *, examples, seed, headers, only=None):
        #: How often each operation answered with each status; under None, calls that follow on others.
        self.answered = Counter()
        #: What was found wrong, as a sentence, with each request that showed it.
        self.found = defaultdict(list)
        config = SchemathesisConfig.from_dict(
            {
                "seed": seed,
                "workers": 1,
                "continue-on-failure": True,
                # What an earlier run found would make this one another.
                "cache": {"enabled": False},
                "headers": headers,
                "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
                # Each field of each document with each wrong value would be thousands of cases.
                "phases": {"coverage": {"enabled": only is None}},
                "checks": {
                    # It cannot be asked in process: werkzeug knows nothing of redirects that are followed.
                    "ignored_auth": {"enabled": False},
                    "positive_data_acceptance": {"expected-statuses": ACCEPTED},
                    "negative_data_rejection": {"expected-statuses": REJECTED},
                },
            }
        )
        self.schema = schemathesis.openapi.from_wsgi(SCHEMA, application, config=config)
        if only:
            self.schema = self.schema.include(tag=only)
        for event in from_schema(self.schema).execute():
            match event:
                case FatalError() | NonFatalError():
                    self.found[type(event).__name__].append(event.info.format())
                case ScenarioFinished():
                    self._note(event.label, event.recorder)

    def findings(self):
        """What was found wrong, each kind with how often and one example."""
        return "\n\n".join(f"{len(requests)} × {what}\n{requests[0]}" for what, requests in self.found.items())

    def _note(self, label, recorder):
        for case, interaction in recorder.interactions.items():
            if interaction.response is not None:
                method = recorder.cases[case].value.method
                # Methods that an address does not describe are tried beside one that it does: OPTIONS is answered.
                described = label is None or label.startswith(f"{method.upper()} ")
                self.answered[label if described else method, interaction.response.status_code] += 1
            for check in recorder.checks.get(case, ()):
                if check.failure_info is not None and not _is_expected(check, recorder.cases[case].value, interaction):
                    failure = check.failure_info.failure
                    what = f"{failure.operation}: {check.name}: {failure.title}"
                    self.found[what].append(f"{failure.message}\n{check.failure_info.code_sample}")


def _is_expected(check, case, interaction):
    """Whether the check cannot know better: what the request names is not there, or it asked for some fields alone."""
    if check.name == "response_schema_conformance":
        return "fields" in (case.query or {}) and "is a required property" in check.failure_info.failure.message
    if check.name != "positive_data_acceptance":
        return False
    messages = [error["message"] for error in json.loads(interaction.response.content)["errors"]]
    return bool(messages) and all(text.startswith(NO_FAULT_OF_THE_FORM) or NO_DAY.match(text) for text in messages)
