"""Steps of publication over the API: those of the buttons of the admin."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive.api.authentication import missing_scope
from archive.api.editing import conditions, documents
from archive.api.editing.description import STEP
from archive.api.editing.refusals import error_at, wrong
from archive.api.editing.views import EditingView
from archive.api.problems import Refused
from archive.api.repeats import repeatable
from archive.choices import TokenScope
from archive.interchange.congress_file.problems import Wrong
from archive.interchange.congress_file.values import to_text
from archive.workflow import transitions
from archive.workflow.errors import WorkflowError


class StepsView(EditingView):
    """Takes the entry a step further: {"step": "submit"}, and a reason where one is needed."""

    http_method_names = ["options", "post"]
    operations = STEP

    @repeatable
    @transaction.atomic
    def post(self, request, **address):
        step, reason = self._asked(request.data)
        documents.hold_at(self.kind, address)
        entry = self.find(address)
        conditions.require_match(request, self.read(entry))
        token = request.auth
        if step in ("publish", "withdraw") and token is not None and TokenScope.PUBLISH not in token.scopes:
            raise Refused(HTTPStatus.FORBIDDEN, missing_scope(token, TokenScope.PUBLISH))
        try:
            transitions.move(entry, request.user, documents.STEPS[step], reason)
        except PermissionDenied as error:
            raise Refused(HTTPStatus.FORBIDDEN, f"You may not {step} it.") from error
        except WorkflowError as error:
            raise Refused(HTTPStatus.CONFLICT, str(error)) from error
        return self.answer(entry)

    def _asked(self, data):
        allowed = ", ".join(documents.STEPS)
        unknown = sorted({*data} - {"step", "reason"})
        errors = [error_at((key,), "no such key; the keys are step, reason", data) for key in unknown]
        if data.get("step") not in [*documents.STEPS]:
            errors.append(error_at(("step",), f"is one of {allowed}", data))
        reason = data.get("reason", self.reason)
        try:
            reason = to_text(reason)
        except Wrong as error:
            errors.append(error_at(("reason",), str(error), data))
        if errors:
            raise wrong(errors)
        return data["step"], reason
