"""What the congresses of a made-up archive refer to: its people, topics and sources. No queries."""

from datetime import timedelta
from random import Random

from archive.choices import NameKind, PublicationStatus, SourceKind
from archive.corpus.names import name_of
from archive.corpus.plan import (
    BROAD_TOPICS,
    GENERAL_SOURCES,
    NEW_PEOPLE,
    NEW_SOURCES,
    NEW_TOPICS,
    WRITTEN,
    people,
)
from archive.corpus.words import text, title
from archive.dates import PartialDate
from archive.models import Source, Speaker, SpeakerName, Topic


def speakers(seed, congresses):
    """Everybody who is at some congress, with the searched parts of a speaker; one in a hundred is not public."""
    for number in people(congresses):
        rng, name = Random(f"{seed} person {number}"), name_of(seed, number)
        born = 1850 + number * 90 // (congresses * NEW_PEOPLE + 60) + rng.randrange(20)
        speaker = Speaker(
            pk=number,
            slug=name.slug,
            status=PublicationStatus.DRAFT if number % 97 == 96 else PublicationStatus.PUBLISHED,
            name=name.whole,
            sort_name=f"{name.family}, {name.given}",
            original_name=name.whole_ru,
            born_on=PartialDate(born, rng.randint(1, 12), rng.randint(1, 28)),
            birth_place=title(rng, "en", "Village of"),
            died_on=PartialDate(born + rng.randint(30, 80)),
            role=title(rng, "en", "Delegate from"),
            biography=text(rng, "en", rng.randint(20, 80)),
            **written(number),
        )
        speaker.searched_names = []
        if number % 2:
            other = SpeakerName(
                pk=number,
                speaker=speaker,
                name=f"{name.given_ru[0]}. {name.family_ru}",
                kind=NameKind.AS_PRINTED,
                language="ru",
                **written(number),
            )
            speaker.searched_names.append(other)
        yield speaker


def topics(seed, congresses):
    """Broad topics, and narrower ones, of which each congress brings some."""
    for number in range(1, BROAD_TOPICS + congresses * NEW_TOPICS + 1):
        rng = Random(f"{seed} topic {number}")
        yield Topic(
            pk=number,
            slug=f"topic-{number}",
            status=PublicationStatus.PUBLISHED,
            name=title(rng, "en", "Question of"),
            original_name=title(rng, "ru", "Вопрос о"),
            description=text(rng, "en", rng.randint(20, 60)),
            broader_id=1 + number % BROAD_TOPICS if number > BROAD_TOPICS else None,
            **written(number),
        )


def sources(seed, congresses):
    """General works, and those about single congresses."""
    for number in range(1, GENERAL_SOURCES + congresses * NEW_SOURCES + 1):
        rng, author = Random(f"{seed} source {number}"), name_of(f"{seed} author", number)
        kind = rng.choice([SourceKind.BOOK, SourceKind.ARTICLE, SourceKind.ARCHIVE_FILE, SourceKind.WEB_PAGE])
        yield Source(
            pk=number,
            slug=f"source-{number}",
            status=PublicationStatus.PUBLISHED,
            kind=kind,
            title=title(rng, "en", "History of"),
            authors=f"{author.family}, {author.given}",
            year=rng.randint(1920, 2020),
            place=rng.choice(["Moscow", "Leningrad", "London"]),
            url=f"https://example.org/source/{number}" if kind == SourceKind.WEB_PAGE else "",
            language=rng.choice(["en", "ru"]),
            **written(number),
        )


def written(number, at=WRITTEN):
    """The times of a row: the same on every machine."""
    moment = at + timedelta(seconds=number)
    return {"created_at": moment, "updated_at": moment}
