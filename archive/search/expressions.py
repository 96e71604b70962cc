"""What is asked of the index, before it is written in an engine's own language. No queries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Exact:
    """The word itself, in a title or in the text."""

    token: str


@dataclass(frozen=True)
class InTitle:
    """These words one after the other in a title."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Stem:
    """Any word with this stem."""

    stem: str


@dataclass(frozen=True)
class Prefix:
    """Any word that begins so."""

    token: str


@dataclass(frozen=True)
class Phrase:
    """These words one after the other, in one title or paragraph."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Tag:
    """Something the document is or has to do with: "kinddebate", "speaker17", "languageru"; "all" is on every one."""

    name: str


@dataclass(frozen=True)
class And:
    parts: tuple


@dataclass(frozen=True)
class Or:
    parts: tuple


@dataclass(frozen=True)
class Not:
    part: object


ALL = Tag("all")


def is_choice(expression):
    """Whether what is found need not have all that is asked."""
    if isinstance(expression, And):
        return any(map(is_choice, expression.parts))
    return isinstance(expression, Or)


def weighed(expression):
    """What of it texts say more or less of, or None: not what they have to do with, nor what must not be in them."""
    match expression:
        case Tag() | Not():
            return None
        case And(parts):
            left = [part for part in map(weighed, parts) if part]
            return every(*left) if left else None
        case Or(parts):
            return expression if any(map(weighed, parts)) else None
    return expression


def every(*parts):
    """All of these; without parts, everything."""
    return parts[0] if len(parts) == 1 else And(tuple(parts) or (ALL,))


def some(*parts):
    """At least one of these."""
    return parts[0] if len(parts) == 1 else Or(tuple(parts))
