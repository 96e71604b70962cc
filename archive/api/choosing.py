"""What a request chooses of a shape: `expand` gives references whole, `fields` leaves out all that is not named.

Both are read strictly. Names are those of the shape; a dot leads one level into what a name stands for.
"""

from dataclasses import dataclass
from functools import lru_cache

from drf_spectacular.utils import OpenApiParameter

from archive.api.expanding import LARGE, Expansion
from archive.api.needs import needed
from archive.api.parameters import LISTED, nearest
from archive.api.problems import InvalidParameters, parameter_error
from archive.api.shapes import ALWAYS, Shape, shape_of
from archive.selectors.brief import attach_brief_evidence
from archive.selectors.expanding import MOST_GIVEN_WHOLE, TooManyRows, expand

#: So many names can be expanded in one request.
MOST_EXPANDED = 3
#: A page has at most so many rows when what is expanded may be a thousand parts of each.
ROWS_OF_LARGE = 10
_NAMES = "^[a-z_]+(\\.[a-z_]+)?(,[a-z_]+(\\.[a-z_]+)?)*$"


def described(view):
    """The parameters by which a request chooses of the view's shape, for the schema."""
    of_rows = "of each row " if hasattr(view, "list") else ""
    if not view.choosing:
        return []
    always = [f"`{name}`" for name in ALWAYS if name in shape_of(view.serializer_class).readers]
    always = f"{' and '.join(always)} {'is' if len(always) == 1 else 'are'}"
    expand = {"type": "array", "items": {"type": "string", "enum": list(view.expandable)}, "maxItems": MOST_EXPANDED}
    return [
        OpenApiParameter(
            "expand",
            expand,
            style="form",
            explode=False,
            description=f"What {of_rows}is to be given whole, as its own list has it, in place of a reference or in "
            f"addition: at most {MOST_EXPANDED} names with commas between. An answer gives no more than "
            f"{MOST_GIVEN_WHOLE:,} rows whole, all names together and each as often as it stands there; what leads to "
            "more is refused.",
        ),
        OpenApiParameter(
            "fields",
            str,
            pattern=_NAMES,
            description=f"The fields {of_rows}to answer, with commas between; all when left out. A dot leads into an "
            f"object or a list of them: `speeches.text`. {always} always there.",
        ),
    ]


@dataclass(frozen=True)
class Choice:
    """What is chosen of the shape of a serializer; what is expanded is a tree, `{"speeches": {"speaker": {}}}`."""

    expanded: dict
    #: The same as it was asked for.
    asked: str
    shape: Shape
    #: The names of a record's attributes that the fields are made of, or `EVERYTHING`.
    wanted: object

    @classmethod
    def read(cls, request, serializer_class, expandable):
        """The choice of a request; InvalidParameters says which names there are."""
        asked = request.query_params
        return _read(serializer_class, expandable, asked.get("expand"), asked.get("fields"))

    def limit(self, paginator, model):
        """Shorten the pages of a list whose rows may be very long ones."""
        if LARGE.get(model, set()) & set(self.expanded):
            paginator.page_size = paginator.max_page_size = ROWS_OF_LARGE

    def rows(self, records, context, *, lack_evidence):
        """The records as data, with what was chosen of them; they may lack their citations and notes still."""
        try:
            read = expand(records, self.expanded)
        except TooManyRows as refusal:
            raise InvalidParameters([parameter_error("expand", self.asked, _too_many(refusal.name))]) from refusal
        if lack_evidence and ("public_citations" in self.wanted or "public_notes" in self.wanted):
            read += records
        if read:
            attach_brief_evidence(read)
        return [self.shape.row(record, context) for record in records]


@lru_cache(maxsize=100)
def _read(serializer_class, expandable, asked, fields):
    """The choice that the texts of the two parameters are, None where one is not given."""
    errors = []
    expanded = _names("expand", asked, expandable, errors)
    if len(expanded) > MOST_EXPANDED:
        message = f"At most {MOST_EXPANDED} names can be expanded at once."
        errors.append(parameter_error("expand", asked, message, allowed=expandable))
    if errors:
        raise InvalidParameters(errors)
    expanded = _tree(expanded)
    expansion = Expansion(serializer_class, expanded)
    fields = _names("fields", fields, expansion.names, errors)
    if errors:
        raise InvalidParameters(errors)
    # A name alone means all of what it stands for, whatever of it is named beside it.
    fields = _tree(fields) | {name: {} for name in fields if "." not in name}
    return Choice(expanded, asked or "", expansion.shape.only(fields), needed(serializer_class, fields))


def _too_many(name):
    return (
        f"With “{name}” the answer would give more than {MOST_GIVEN_WHOLE:,} rows whole. Ask for fewer names or a "
        "smaller page_size, or read the list that has these rows, narrowed by its filters, as /debates/?topic=… is."
    )


def _names(parameter, text, allowed, errors):
    """The names that a parameter lists, each once; what is wrong with them is added to the errors."""
    if text is None:
        return []
    names = list(dict.fromkeys(text.split(",")))
    wrong = next((name for name in names if name not in allowed), None)
    if wrong is not None:
        message = f"There is no “{wrong[:100]}” here; names are parted by commas."
        listed = allowed if len(allowed) <= LISTED else [name for name in allowed if "." not in name]
        errors.append(parameter_error(parameter, text, message, allowed=listed, nearest=nearest(wrong, allowed)))
    return names


def _tree(names):
    """Names with dots as a tree."""
    tree = {}
    for name in names:
        first, _dot, below = name.partition(".")
        tree.setdefault(first, {}).update({below: {}} if below else {})
    return tree
