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

#: Why what is of the right form may be refused: no schema can say what is in the archive or in the calendar.
NO_FAULT_OF_THE_FORM = re.compile("There is no public |There is no such page|“[0-9-]+” is not a date")


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

    def __init__(self, application, *, examples, seed, headers):
        #: How often each operation answered with each status; under None, calls that follow on others.
        self.answered = Counter()
        #: What was found wrong, as a sentence, with each request that showed it.
        self.found = defaultdict(list)
        config = SchemathesisConfig.from_dict(
            {
                "seed": seed,
                "workers": 1,
                "continue-on-failure": True,
                "headers": headers,
                "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            }
        )
        self.schema = schemathesis.openapi.from_wsgi(SCHEMA, application, config=config)
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
                self.answered[label, interaction.response.status_code] += 1
            for check in recorder.checks.get(case, ()):
                if check.failure_info is not None and not _is_absence(check, interaction.response):
                    failure = check.failure_info.failure
                    what = f"{failure.operation}: {check.name}: {failure.title}"
                    self.found[what].append(f"{failure.message}\n{check.failure_info.code_sample}")


def _is_absence(check, response):
    """Whether a request of the right form was refused only because what it names is not there."""
    if check.name != "positive_data_acceptance":
        return False
    if response.status_code == 410:
        return True
    errors = json.loads(response.content)["errors"]
    return bool(errors) and all(NO_FAULT_OF_THE_FORM.match(error["message"]) for error in errors)
