"""One congress of a made-up archive with all that stands in it, as unsaved records that know each other. No queries."""

from datetime import timedelta
from itertools import count

from archive.choices import (
    Body,
    Certainty,
    DebateKind,
    LinkKind,
    NoteKind,
    Office,
    ParticipationRole,
    PartOfDay,
    PublicationStatus,
    RecordState,
    Rendering,
    SpeechKind,
    Stance,
    Vote,
)
from archive.corpus.beside import written
from archive.corpus.names import name_of
from archive.corpus.plan import BROAD_TOPICS, DEBATES, GENERAL_SOURCES, NEW_SOURCES, NEW_TOPICS, RESOLUTIONS, SITTINGS
from archive.corpus.words import KnownParagraphs, text, title
from archive.dates import PartialDate
from archive.models import (
    Citation,
    Clause,
    Congress,
    Debate,
    EditorialNote,
    Election,
    Mandate,
    Participation,
    Resolution,
    ResolutionLink,
    Sitting,
    Speech,
)

#: What one leader has of all speeches, and the one who is always there; the delegates have the rest, as words have.
_LEADER, _FIRST, _DELEGATES = 2, 3, 75
_CITIES = ("Moscow", "Leningrad", "London", "Stockholm")


class CongressMaker:
    """Makes the records of the congress of a plan. `records` are in an order in which they can be written."""

    def __init__(self, plan, types):
        self.plan, self.types = plan, types
        self.rng = plan.random("congress")
        self.places = {model: count() for model in (Mandate, Election, Participation, Speech, Clause, ResolutionLink)}
        self.attached = {model: count() for model in (Citation, EditorialNote)}
        self.records = []
        self.known = KnownParagraphs()
        #: The rows of the many-to-many fields: (table, key, other key).
        self.links = []
        self.congress = self.make_congress()
        self.sittings = [self.make_sitting(place) for place in range(SITTINGS)]
        self.congress.searched_sittings = self.sittings
        self.make_people()
        self.debates = [self.make_debate(place, size) for place, size in enumerate(plan.sizes)]
        self.resolutions = [self.make_resolution(place) for place in range(RESOLUTIONS)]

    def add(self, record):
        record.searched_notes = []
        self.records.append(record)
        return record

    def part(self, model, **values):
        key = self.plan.key(next(self.places[model]))
        return self.add(model(pk=key, **self.times(), **values))

    def text(self, *arguments, **options):
        """A text that is searched."""
        return text(*arguments, **options, known=self.known)

    def times(self):
        return written(len(self.records) % 3_600, self.plan.written)

    def make_congress(self):
        plan, opens = self.plan, self.plan.opens
        congress = Congress(
            pk=plan.number,
            number=plan.number,
            status=PublicationStatus.PUBLISHED,
            title=f"Congress {plan.number} of the Party",
            original_title=f"Съезд {plan.number} партии",
            party_name="The Party of the Corpus",
            opened_on=_day(opens),
            closed_on=_day(opens + timedelta(days=SITTINGS // 2 - 1)),
            city=_CITIES[plan.index % len(_CITIES)],
            delegates_decisive=self.rng.randint(100, 900),
            sittings_count=SITTINGS,
            purpose=self.text(self.rng, "en", 60, paragraphs=2),
            summary=self.text(self.rng, "en", 90, paragraphs=2),
            background=self.text(self.rng, "en", 120, paragraphs=2),
            outcome=self.text(self.rng, "en", 60),
            aftermath=self.text(self.rng, "en", 60),
            **self.times(),
        )
        self.add(congress)
        for place, field in enumerate(("title", "opened_on", "closed_on", "summary", "outcome", "aftermath")):
            self.cite(congress, place, field)
        self.note(congress)
        return congress

    def make_sitting(self, place):
        return self.add(
            Sitting(
                pk=self.plan.key(place, SITTINGS),
                congress=self.congress,
                position=place + 1,
                label=f"Sitting {place + 1}",
                held_on=_day(self.plan.opens + timedelta(days=place // 2)),
                part_of_day=PartOfDay.EVENING if place % 2 else PartOfDay.MORNING,
                record=RecordState.KEPT,
                chair_id=self.rng.choice(self.plan.leaders),
                **self.times(),
            )
        )

    def make_people(self):
        for number in (*self.plan.leaders, *self.plan.delegates):
            vote = Vote.DECISIVE if self.rng.random() < 0.8 else Vote.CONSULTATIVE
            self.part(Mandate, congress=self.congress, speaker_id=number, vote=vote)
        for number in (*self.plan.leaders, *self.plan.delegates[::3]):
            office = Office.MEMBER if self.rng.random() < 0.7 else Office.CANDIDATE
            self.part(
                Election,
                congress=self.congress,
                speaker_id=number,
                body=Body.CENTRAL_COMMITTEE,
                office=office,
                elected_on=self.congress.closed_on,
            )

    def make_debate(self, place, size):
        plan, rng = self.plan, self.plan.random(f"debate {place}")
        debate = Debate(
            pk=plan.key(place, DEBATES),
            congress=self.congress,
            position=place + 1,
            slug=f"debate-{place + 1}",
            status=_status(plan.index * DEBATES + place),
            agenda_number=place + 1 if rng.random() < 0.7 else None,
            kind=DebateKind.REPORT if place % 3 else DebateKind.DISCUSSION,
            title=title(rng, "en", "Report on"),
            original_title=title(rng, "ru", "Доклад о"),
            question=self.text(rng, "en", 30),
            summary=self.text(rng, "en", 120, paragraphs=2),
            outcome=self.text(rng, "en", 40),
            **self.times(),
        )
        self.add(debate)
        sitting = self.sittings[place * SITTINGS // DEBATES]
        debate.dated_sittings = [sitting]
        self.link(Debate.sittings, debate, [sitting.pk])
        debate.linked_topics = self.link_topics(Debate, debate, rng)
        for number, field in enumerate(("title", "summary", "outcome")):
            self.cite(debate, number, field)
        if rng.random() < 0.1:
            self.note(debate)
        self.make_speeches(debate, sitting, size, rng)
        return debate

    def make_speeches(self, debate, sitting, size, rng):
        voices = self.voices(rng, size)
        for place, number in enumerate(list(dict.fromkeys(voices))[:12], start=1):
            role = ParticipationRole.RAPPORTEUR if place == 1 else ParticipationRole.SPEAKER
            self.part(
                Participation,
                debate=debate,
                position=place,
                speaker_id=number,
                role=role,
                stance=text(rng, "en", 12),
            )
        for position, number in enumerate(voices, start=1):
            self.make_speech(debate, sitting, position, number, size, rng)

    def make_speech(self, debate, sitting, position, number, size, rng):
        length, chance = rng.randint(150, 400), rng.random()
        # A quarter in Russian, a quarter in both languages, half in English alone.
        language = "ru" if chance < 0.25 else "en"
        paragraphs = 1 + length // 120
        name = name_of(self.plan.seed, number)
        speech = self.part(
            Speech,
            debate=debate,
            position=position,
            kind={1: SpeechKind.REPORT, size: SpeechKind.CLOSING_WORD}.get(position, SpeechKind.SPEECH),
            speaker_id=number,
            attribution=(name.family_ru if language == "ru" else name.family) if rng.random() < 0.3 else "",
            certainty=Certainty.INFERRED if rng.random() < 0.05 else Certainty.PRINTED,
            rendering=Rendering.VERBATIM if language == "ru" else Rendering.TRANSLATION,
            language=language,
            text=self.text(rng, language, length, paragraphs=paragraphs),
            original_text=self.text(rng, "ru", length, paragraphs=paragraphs) if chance > 0.75 else "",
            sitting=sitting,
            held_on=sitting.held_on if rng.random() < 0.5 else None,
            page=str(100 + debate.position * 20 + position // 3),
        )
        if rng.random() < 0.02:
            self.cite(speech, 0, "")

    def voices(self, rng, size):
        """Who speaks, one after another: few speak often."""
        leaders, delegates = self.plan.leaders, self.plan.delegates
        shares = [1 / (place + 1) for place in range(len(delegates))]
        of_delegates = [_DELEGATES * share / sum(shares) for share in shares]
        return rng.choices(
            [*leaders, *delegates], weights=[_FIRST, *[_LEADER] * (len(leaders) - 1), *of_delegates], k=size
        )

    def make_resolution(self, place):
        plan, rng = self.plan, self.plan.random(f"resolution {place}")
        resolution = Resolution(
            pk=plan.key(place, RESOLUTIONS),
            congress=self.congress,
            position=place + 1,
            slug=f"resolution-{place + 1}",
            status=_status(plan.index * RESOLUTIONS + place),
            title=title(rng, "en", "On"),
            original_title=title(rng, "ru", "О"),
            adopted_on=self.congress.closed_on,
            votes_for=rng.randint(100, 900) if rng.random() < 0.5 else None,
            summary=self.text(rng, "en", 40),
            text=self.text(rng, "en", 80, paragraphs=2),
            **self.times(),
        )
        self.add(resolution)
        resolution.linked_topics = self.link_topics(Resolution, resolution, rng)
        self.link(Resolution.debates, resolution, [rng.choice(self.debates).pk])
        for number, field in enumerate(("title", "text")):
            self.cite(resolution, number, field)
        resolution.searched_clauses = [
            self.part(
                Clause,
                resolution=resolution,
                position=position,
                number=str(position),
                text=self.text(rng, "en", rng.randint(20, 60)),
                original_text=self.text(rng, "ru", rng.randint(20, 60)),
            )
            for position in range(1, rng.randint(5, 12))
        ]
        resolution.searched_links = []
        if resolution.pk > 1:
            earlier = max(1, resolution.pk - rng.randint(1, 20))
            self.part(ResolutionLink, resolution=resolution, kind=LinkKind.CONFIRMS, to_id=earlier)
        return resolution

    def link_topics(self, model, record, rng):
        """Tie the record to a broad topic, the first the most often, and perhaps to one of this congress."""
        broad = min(int(rng.paretovariate(0.6)), BROAD_TOPICS)
        keys = [broad, *(BROAD_TOPICS + self.plan.key(new, NEW_TOPICS) for new in range(rng.randint(0, NEW_TOPICS)))]
        self.link(model.topics, record, keys)
        return keys

    def link(self, field, record, keys):
        self.links += [(field.through, record.pk, key) for key in keys]

    def cite(self, record, place, field):
        general = self.rng.random() < 0.3
        source = (
            1 + self.rng.randrange(GENERAL_SOURCES)
            if general
            else GENERAL_SOURCES + self.plan.key(place % NEW_SOURCES, NEW_SOURCES)
        )
        page = self.rng.randint(1, 600)
        self.attach(
            Citation, record, source_id=source, field=field, locator=f"p. {page}", stance=Stance.SUPPORTS, value=""
        )

    def note(self, record):
        words = self.text(self.rng, "en", 25)
        note = self.attach(EditorialNote, record, kind=NoteKind.EXPLANATION, text=words)
        record.searched_notes.append(note)

    def attach(self, model, record, **values):
        kind = self.types[record._meta.model_name]
        key = self.plan.key(next(self.attached[model]))
        return self.add(model(pk=key, content_type_id=kind, object_id=record.pk, **self.times(), **values))


def _status(number):
    """Most entries are public; one in forty is a draft, one in a hundred withdrawn."""
    if number % 40 == 7:
        return PublicationStatus.DRAFT
    return PublicationStatus.WITHDRAWN if number % 100 == 12 else PublicationStatus.PUBLISHED


def _day(moment):
    return PartialDate(moment.year, moment.month, moment.day)
