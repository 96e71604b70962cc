"""What the index holds of a record: its words, what it has to do with, and when it is public."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b

from django.db.models import OuterRef, Subquery

from archive.choices import ParticipationRole
from archive.models import Debate, Election, Mandate, Participation, Resolution, SearchDocument, Sitting, Speech
from archive.search.analysis import VERSION, language_of, stem_of, token_of, tokens
from archive.search.names import name_words
from archive.search.passages import passages, titles
from archive.search.placing import placed, placing_of
from archive.search.records import MODELS, with_passages

#: Stands between two passages, so that no phrase runs from one into the other. No text has it as a token.
BREAK = "|"

#: Kinds whose names are looked up in queries.
NAMED = ("speaker", "topic")

#: How much a person or topic weighs in what it is itself; then in what it has a part in.
OWN = 1000
WEIGHTS = {
    ParticipationRole.RAPPORTEUR: 60,
    ParticipationRole.CO_RAPPORTEUR: 50,
    ParticipationRole.IN_FAVOUR: 40,
    ParticipationRole.AGAINST: 40,
    ParticipationRole.SPEAKER: 40,
    ParticipationRole.COMMISSION: 30,
    ParticipationRole.CHAIR: 25,
    ParticipationRole.CRITICISED: 25,
}
SPOKE, SPOKE_IN_DEBATE, MOST_SPEECHES = 35, 5, 8
CHAIRED, ELECTED, DELEGATE = 10, 10, 5
ABOUT, ABOUT_ITS_DEBATE = 10, 5

_CODES = {kind: number for number, kind in enumerate(sorted(MODELS))}
#: How many ids there are on either side of nought.
SPREAD_OVER = 2**36
#: Odd, so that the product runs through the whole space once; near its golden section, so that it is spread evenly.
_SPREAD = 42_470_786_817


def document_id(kind, key):
    """The key of the document of a record, the same whenever it is made.

    Entries have negative ids and come first in the order of ids; speeches have positive ones. Both are spread
    evenly over their half, so that the documents below any id are a fair sample of all (`archive.search.candidates`).
    """
    if kind == "speech":
        return key * _SPREAD % SPREAD_OVER
    return -1 - (key * 8 + _CODES[kind]) * _SPREAD % SPREAD_OVER


@dataclass
class Document:
    """One record as the index holds it: `row` without the engine's columns, which are strings of tokens."""

    row: SearchDocument
    title: str = ""
    title_stems: str = ""
    words: str = ""
    stems: str = ""
    tags: str = ""
    #: (role, token, spelling, stem_spelling)
    names: list = field(default_factory=list)
    #: Whether the index has exactly this already, as its digest says.
    is_held: bool = False


def make_documents(kind, keys):
    """The documents of the records of a kind with these keys, by key; public or not. Queries do not grow with them."""
    held = SearchDocument.objects.filter(kind=kind, object_id=OuterRef("pk"), version=VERSION)
    queryset = placed(kind).filter(pk__in=keys).annotate(held_digest=Subquery(held.values("digest")))
    queryset = with_passages(kind, queryset)
    records = {record.pk: record for record in queryset}
    ties = _TIES[kind](records) if kind in _TIES else {}
    return {key: document_of(kind, record, ties.get(key, {})) for key, record in records.items()}


def analysed(text):
    """The tokens and the stems of a text, each as one string."""
    found = tokens(text)
    return " ".join(found), " ".join(map(stem_of, found))


def document_of(kind, record, ties, analyse=analysed):
    """The document of one record that is loaded as `make_documents` loads it, with its ties.

    Who knows the words of its texts beforehand says them by `analyse`.
    """
    placing = placing_of(kind, record)
    document = Document(
        SearchDocument(id=document_id(kind, record.pk), kind=kind, object_id=record.pk, version=VERSION)
    )
    for name, value in placing._asdict().items():
        setattr(document.row, name, value)
    document.row.slug = record.slug if kind in NAMED else ""
    called, said = titles(record), passages(record)
    document.row.title, document.row.original_title = _labels(record)
    languages = {language_code(passage.language) for passage in said} or {language_of(title) for title in called}
    document.row.languages = " ".join(sorted(languages - {""}))[:40]
    document.title, document.title_stems = _streams(map(analyse, called))
    document.words, document.stems = _streams(analyse(passage.text) for passage in said)
    if kind in NAMED:
        ties = {**ties, (kind, record.pk): OWN}
        document.names = _names(kind, record, called)
    document.row.ties = " ".join(f"{tie}{key}" for tie, key in sorted(ties))
    document.row.weights = " ".join(str(ties[tie]) for tie in sorted(ties))
    tags = ["all", f"kind{kind}", *(f"language{code}" for code in document.row.languages.split())]
    if placing.congress is not None:
        tags.append(f"congress{placing.congress}")
    document.tags = " ".join([*tags, *sorted(f"{tie}{key}" for tie, key in ties)])
    held = (document.title, document.words, document.tags, sorted(ties.items()), document.names)
    labels = (document.row.title, document.row.original_title, document.row.languages, document.row.slug)
    document.row.digest = f"{digest(held + labels)}:{digest(placing)}"
    document.is_held = record.held_digest == document.row.digest
    return document


def digest(values):
    return blake2b(repr(tuple(values)).encode(), digest_size=16).hexdigest()


def _streams(found):
    """Tokens and stems of texts, as two strings with a break between the texts."""
    found = [*found]
    return tuple(f" {BREAK} ".join(text[form] for text in found) for form in (0, 1))


def _labels(record):
    """The title and the Russian title that stand for the record in a list; a speech has none."""
    if isinstance(record, Speech):
        return "", ""
    if hasattr(record, "name"):
        return record.name, record.original_name
    return record.title, getattr(record, "original_title", "")


def _names(kind, record, called):
    whole = {("whole", " ".join(tokens(name))[:250], "", "") for name in called}
    found = whole | {("slug", record.slug, "", "")}
    if kind == "speaker":
        for word in name_words(record.sort_name, called):
            role = "family" if word.is_family else "given"
            found.add((role, word.token, word.spelling, word.stem_spelling))
    return sorted(found)


def language_code(language):
    """A language code as a token, the language without its country; empty when it is none."""
    return token_of(language.partition("-")[0].strip()[:10]) if language else ""


# People and topics by kind of record: {key: {(kind of tie, key): weight}}. One query each.


def _congress_ties(congresses):
    ties = defaultdict(Counter)
    for model, weight, name in (
        (Mandate, DELEGATE, "speaker"),
        (Election, ELECTED, "speaker"),
        (Sitting, CHAIRED, "chair"),
    ):
        rows = model.objects.filter(congress__in=congresses).exclude(**{name: None}).order_by()
        for congress, speaker in rows.values_list("congress_id", f"{name}_id"):
            ties[congress]["speaker", speaker] += weight
    return ties


def _debate_ties(debates):
    ties = _topic_ties(Debate, debates, ABOUT)
    roles = Participation.objects.filter(debate__in=debates).order_by().values_list("debate_id", "speaker_id", "role")
    for debate, speaker, role in roles:
        ties[debate]["speaker", speaker] += WEIGHTS.get(role, SPOKE)
    voices = Speech.objects.filter(debate__in=debates).exclude(speaker=None).order_by()
    spoke = Counter(voices.values_list("debate_id", "speaker_id"))
    for (debate, speaker), speeches in spoke.items():
        ties[debate]["speaker", speaker] += SPOKE_IN_DEBATE * min(speeches, MOST_SPEECHES)
    return ties


def _speech_ties(speeches):
    topics = _topic_ties(Debate, {speech.debate_id for speech in speeches.values()}, ABOUT_ITS_DEBATE)
    ties = defaultdict(Counter)
    for key, speech in speeches.items():
        ties[key].update(topics.get(speech.debate_id, {}))
        if speech.speaker_id is not None:
            ties[key]["speaker", speech.speaker_id] += SPOKE
    return ties


def _topic_ties(model, keys, weight):
    ties = defaultdict(Counter)
    through = model.topics.through.objects.filter(**{f"{model._meta.model_name}__in": keys})
    for key, topic in through.values_list(f"{model._meta.model_name}_id", "topic_id"):
        ties[key]["topic", topic] += weight
    return ties


_TIES = {
    "congress": _congress_ties,
    "debate": _debate_ties,
    "speech": _speech_ties,
    "resolution": lambda resolutions: _topic_ties(Resolution, resolutions, ABOUT),
}
