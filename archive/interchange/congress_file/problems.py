"""What can be wrong with a congress file, said with the place, the value and the nearest right one."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing wrong: the keys and indexes that lead to it, a sentence, and the line if known.

    `document` counts from 1 in a file that holds several.
    """

    path: tuple
    message: str
    line: int | None = None
    document: int | None = None

    def __str__(self):
        document = f"document {self.document}, " if self.document else ""
        place = f" (line {self.line})" if self.line else ""
        return f"{document}{format_path(self.path)}: {self.message}{place}"


class CongressFileError(Exception):
    """A file that cannot be read or loaded; `problems` holds every `Problem` found."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotAllowed(CongressFileError):
    """A file that is right, and would do what whoever loads it may not do."""


class Wrong(ValueError):
    """A single value that is wrong; its text is the message of the problem."""


def format_path(path):
    """("debates", 2, "kind") as debates[2].kind; the empty path is the file itself."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step if step.isidentifier() else quoted(step)}"
    return text.removeprefix(".") or "file"


def quoted(value, limit=60):
    """A value of the file in quotes, cut when long, with nothing in it that a terminal would obey."""
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= limit else f"{text[: limit - 1]}…")


def did_you_mean(value, options):
    """ "; did you mean 'trotsky'?", or nothing when no option is near."""
    options = [str(option) for option in options]
    # Only the start can be told apart by eye, and matching is quadratic in the length.
    near = get_close_matches(str(value)[:100].lower(), options, n=1)
    return f"; did you mean {quoted(near[0])}?" if near else ""


def name_of_type(value):
    """What a value is, in words an editor knows."""
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else f"a {type(value).__name__}"
