"""The congress file, declared: each kind of block, its model, and its keys in the order of the file.

Everything else comes from the models: what a key must be is what its field is, a foreign key is a
reference, a many-to-many field a list of references, a reverse relation a list of parts.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import NOT_PROVIDED

from archive import models
from archive.models.citable import citable_fields

FORMAT = 1
#: The key of an entry that says from which of its versions it was written; no field of it.
AS_OF = "as_of"


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of block. `identity` names the keys by which it is found again in the archive."""

    name: str
    model: type
    keys: str
    identity: str
    #: Keys that the model calls otherwise.
    renamed: dict = field(default_factory=dict)
    #: Lists of parts that stand beside the block in the file, not in it.
    beside: str = ""
    #: What is still the same when the place in the order has changed.
    likeness: str = ""
    #: The keys that order its lists; None keeps the order in which the archive got them.
    order: str | None = ""
    #: Further sets of keys that only one block may have: the model's conditional constraints.
    also_unique: tuple = ()
    plural: str = ""
    #: Written on one line when it fits.
    brief: bool = False

    @cached_property
    def fields(self):
        """Model field by key, in the order of the file."""
        names = (*self.keys.split(), *self.beside.split())
        return {name: self.model._meta.get_field(self.renamed.get(name, name)) for name in names}

    @cached_property
    def values(self):
        """The fields that hold a value or references."""
        return {name: field for name, field in self.fields.items() if not field.one_to_many}

    @cached_property
    def parts(self):
        """The kind of each list of parts."""
        return {name: KIND_OF[field.related_model] for name, field in self.fields.items() if field.one_to_many}

    @cached_property
    def entries(self):
        """The keys of the lists of entries that stand in it."""
        return frozenset(key for key, part in self.parts.items() if part.is_entry)

    @cached_property
    def citable(self):
        """The keys a citation or note may be about, with the name of the field in the archive."""
        keys = {self.renamed.get(name, name): name for name in self.keys.split()}
        return {keys[name]: name for name in citable_fields(self.model) if name in keys}

    @cached_property
    def unique(self):
        """Sets of keys that only one block of a list may have, from the model's constraints."""
        names = {field.name: key for key, field in self.values.items()}
        options = self.model._meta
        sets = [(field.name,) for field in options.concrete_fields if field.unique]
        sets += [constraint.fields for constraint in options.total_unique_constraints]
        keys = [tuple(names[name] for name in names_of_one if name in names) for names_of_one in sets]
        return [group for group in keys if group] + [tuple(group.split()) for group in self.also_unique]

    @property
    def is_entry(self):
        return issubclass(self.model, models.Entry)

    @property
    def is_shared(self):
        """Whether it is an entry that stands in no congress."""
        return self in SHARED.values()

    @property
    def has_position(self):
        return "position" in self.values

    @property
    def many(self):
        return self.plural or f"{self.name}s"

    def target(self, key):
        """The kind a reference under `key` leads to; None for a plain value."""
        related = self.values[key].related_model
        return KIND_OF[related] if related else None

    def is_required(self, key):
        """Whether the file must say it. A `kind` always is, though the admin proposes one."""
        field = self.values[key]
        return not field.blank and (key == "kind" or field.default is NOT_PROVIDED)

    def has_default(self, key):
        """Whether leaving `key` out of a new row means a value that is always the same, not the present moment."""
        default = self.values[key].default
        return default is NOT_PROVIDED or not callable(default)

    def default(self, key):
        """What leaving `key` out means for a new row."""
        field = self.values[key]
        return [] if field.many_to_many else field.get_default()

    def empty(self, key):
        """What a field holds that is known to hold nothing."""
        return None if self.values[key].null else ""

    def identify(self, values, keys=None):
        """The values by which a block is the same thing in the file and in the archive."""
        return tuple(values.get(key) for key in (keys or self.identity).split())

    def label(self, values):
        """A block in a few words: "speech 4", "debate red-army"."""
        identity = [str(value) for value in self.identify(values) if value not in (None, "")]
        text = " ".join(", ".join(identity).split())
        return f"{self.name} {text if len(text) <= 70 else text[:69] + '…'}"

    def values_of(self, record):
        """The values of a loaded record as the file has them: a reference is its name."""
        return {key: self.value_of(record, key) for key in self.values}

    def value_of(self, record, key):
        """One of them."""
        field, target = self.values[key], self.target(key)
        if field.many_to_many:
            return sorted(reference_to(other) for other in getattr(record, field.name).all())
        if target:
            other = getattr(record, field.name)
            return other and reference_to(other)
        return getattr(record, field.attname)


def reference_to(record):
    """How a file refers to a record: by slug, a sitting by its position, a resolution as 11/slug.

    Within a resolution's own congress a debate's slug is enough, and debates are referred to only there.
    """
    if isinstance(record, models.Sitting):
        return record.position
    if isinstance(record, models.Resolution):
        return f"{record.congress.number}/{record.slug}"
    return record.slug


_CITED = "citations"
_HEAD = "status publish_at withdraw_at"
_TAIL = "citations notes former_slugs"

CITATION = Kind(
    "citation",
    models.Citation,
    "source field stance value locator note unverified",
    identity="source field stance value locator",
    order=None,
    brief=True,
)
NOTE = Kind("note", models.EditorialNote, "kind field text", identity="kind field text", order=None)
FORMER_SLUG = Kind("former slug", models.FormerSlug, "slug since", identity="slug", order="slug")

TOPIC = Kind(
    "topic",
    models.Topic,
    f"slug {_HEAD} name original_name description broader {_TAIL}",
    identity="slug",
    order="slug",
)
SOURCE = Kind(
    "source",
    models.Source,
    f"slug {_HEAD} kind title authors editors year place publisher container pages archive_reference url "
    f"accessed_on language rights note {_TAIL}",
    identity="slug",
    order="slug",
)
NAME = Kind(
    "name",
    models.SpeakerName,
    f"name kind language from to {_CITED}",
    identity="name kind",
    renamed={"from": "used_from", "to": "used_to"},
    order="kind name",
    brief=True,
)
SPEAKER = Kind(
    "speaker",
    models.Speaker,
    f"slug {_HEAD} name sort_name original_name born_on birth_place died_on death_place role biography "
    f"wikidata viaf names {_TAIL}",
    identity="slug",
    order="slug",
)
SITTING = Kind(
    "sitting",
    models.Sitting,
    f"position label held_on part_of_day openness record chair {_CITED}",
    identity="position",
    order="position",
)
MANDATE = Kind(
    "mandate",
    models.Mandate,
    f"speaker vote on_behalf_of number {_CITED}",
    identity="speaker",
    order="vote speaker",
    brief=True,
)
ELECTION = Kind(
    "election",
    models.Election,
    f"speaker body office elected_on elected_by note {_CITED}",
    identity="speaker body office",
    order="body office speaker",
    brief=True,
)
PARTICIPATION = Kind(
    "participation",
    models.Participation,
    f"position speaker role stance {_CITED}",
    identity="speaker role",
    order="position",
)
SPEECH = Kind(
    "speech",
    models.Speech,
    "position kind speaker attribution certainty rendering language heading sitting held_on page text "
    f"original_text {_CITED}",
    identity="position",
    likeness="text",
    order="position",
    plural="speeches",
)
CLAUSE = Kind(
    "clause",
    models.Clause,
    f"position number heading text original_text {_CITED}",
    identity="position",
    likeness="text",
    order="position",
)
LINK = Kind(
    "link",
    models.ResolutionLink,
    f"kind to outside_title note {_CITED}",
    identity="kind to outside_title",
    also_unique=("kind to outside_title",),
    order="kind to outside_title",
)
DEBATE = Kind(
    "debate",
    models.Debate,
    f"slug position {_HEAD} kind title agenda_number original_title sittings topics question summary outcome "
    f"consequences participations speeches {_TAIL}",
    identity="slug",
    order="position",
)
RESOLUTION = Kind(
    "resolution",
    models.Resolution,
    f"slug position {_HEAD} kind title original_title adopted_on result votes_for votes_against "
    f"votes_abstained vote_note secrecy debates topics summary text original_text clauses links {_TAIL}",
    identity="slug",
    order="position",
)
CONGRESS = Kind(
    "congress",
    models.Congress,
    f"number {_HEAD} title original_title party_name party_short_name opened_on closed_on city country venue "
    "delegates_decisive delegates_consultative members_represented sittings_count purpose summary background "
    f"outcome aftermath {_TAIL}",
    identity="number",
    beside="sittings mandates debates resolutions elections",
    plural="congresses",
)

#: Every kind, each after all that it refers to.
KINDS = (
    *(TOPIC, SOURCE, SPEAKER, NAME, CONGRESS, SITTING, MANDATE, ELECTION),
    *(DEBATE, PARTICIPATION, SPEECH, RESOLUTION, CLAUSE, LINK),
    *(CITATION, NOTE, FORMER_SLUG),
)
KIND_OF = {kind.model: kind for kind in KINDS}
#: The entries that stand on their own in a file, beside its congress.
SHARED = {"topics": TOPIC, "sources": SOURCE, "speakers": SPEAKER}
#: The keys of the file itself, in order.
SECTIONS = ("format", "congress", *SHARED, *CONGRESS.beside.split())
