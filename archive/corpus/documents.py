"""The search documents of the records of a made-up archive, by the analysis of `archive.search`. No queries."""

from collections import Counter, defaultdict

from archive.choices import PublicationStatus
from archive.models import Debate, Election, Mandate, Participation, Resolution, Sitting, Speech
from archive.querysets.publication import ALWAYS
from archive.search.documents import (
    ABOUT,
    ABOUT_ITS_DEBATE,
    CHAIRED,
    DELEGATE,
    ELECTED,
    MOST_SPEECHES,
    SPOKE,
    SPOKE_IN_DEBATE,
    WEIGHTS,
    analysed,
    document_of,
)
from archive.search.records import MODELS


def documents(records, known):
    """The documents of those records that have one, in the order of their ids, in which engines are fastest.

    `known` has tokens and stems of texts, which nobody then has to look for; of all others it is told the words.
    """

    def analyse(text):
        if text in known:
            return known[text]
        found = analysed(text)
        known.words.update(found[0].split())
        return found

    found, ties = [], _ties(records)
    for record in records:
        kind = record._meta.model_name
        if kind in MODELS:
            record.public_from, record.public_until, record.held_digest = _public_from(record), None, None
            found.append(document_of(kind, record, ties.get((kind, record.pk), {}), analyse))
    return sorted(found, key=lambda document: document.row.id)


def _public_from(record):
    """What `with_public_from` says: nothing here has a schedule."""
    gates = [record]
    if isinstance(record, Speech):
        gates = [record.debate, record.debate.congress]
    elif isinstance(record, Debate | Resolution):
        gates.append(record.congress)
    return ALWAYS if all(gate.status == PublicationStatus.PUBLISHED for gate in gates) else None


def _ties(records):
    """People and topics by (kind, key) of the record, with the weights that `archive.search.documents` gives them."""
    ties, spoke = defaultdict(Counter), Counter()
    for record in records:
        key = record._meta.model_name, record.pk
        match record:
            case Mandate():
                ties["congress", record.congress_id]["speaker", record.speaker_id] += DELEGATE
            case Election():
                ties["congress", record.congress_id]["speaker", record.speaker_id] += ELECTED
            case Sitting():
                ties["congress", record.congress_id]["speaker", record.chair_id] += CHAIRED
            case Participation():
                ties["debate", record.debate_id]["speaker", record.speaker_id] += WEIGHTS[record.role]
            case Debate() | Resolution():
                ties[key].update({("topic", topic): ABOUT for topic in record.linked_topics})
            case Speech():
                topics = record.debate.linked_topics
                ties[key].update({("topic", topic): ABOUT_ITS_DEBATE for topic in topics})
                ties[key]["speaker", record.speaker_id] += SPOKE
                spoke[record.debate_id, record.speaker_id] += 1
    for (debate, speaker), speeches in spoke.items():
        ties["debate", debate]["speaker", speaker] += SPOKE_IN_DEBATE * min(speeches, MOST_SPEECHES)
    return ties
