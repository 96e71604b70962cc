"""Congress files over HTTP: how they are read and written, and how what is wrong with one is said."""

from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from archive.api.authentication import missing_scope
from archive.api.problems import parameter_error, problem_response
from archive.choices import TokenScope
from archive.interchange.congress_file import NotAllowed, format_path, read, read_json

#: So many problems are listed; whoever has more begins with these.
MOST_PROBLEMS = 200
#: The problems speak of the options of the command.
_OPTIONS = {"--replace": "replace=1", "--overwrite": "overwrite=1"}


class YamlParser(BaseParser):
    media_type = "application/yaml"
    read = staticmethod(read)

    def parse(self, stream, media_type=None, parser_context=None):
        # The body is held to the site's limit; a stream would be read to its end.
        return self.read(parser_context["request"]._request.body)


class JsonParser(YamlParser):
    media_type = "application/json"
    read = staticmethod(read_json)


class YamlRenderer(BaseRenderer):
    media_type = "application/yaml"
    format = "yaml"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


def file_problem(status, error, token=None):
    """The answer to a `CongressFileError`: each problem with its place in the file, and its line if there are lines."""
    count = len(error.problems)
    found = "1 problem" if count == 1 else f"{count} problems"
    detail = f"{found} in the file; nothing has been loaded."
    if isinstance(error, NotAllowed):
        detail = f"Not allowed: {detail}"
        if token is not None and TokenScope.PUBLISH not in token.scopes:
            detail = f"{detail} {missing_scope(token, TokenScope.PUBLISH)}"
    return problem_response(status, detail, errors=[_said(problem) for problem in error.problems[:MOST_PROBLEMS]])


def _said(problem):
    message = problem.message
    for option, parameter in _OPTIONS.items():
        message = message.replace(option, parameter)
    return {**parameter_error(format_path(problem.path), "", message), "line": problem.line}
