"""Edits of every kind, one after another, as a random generator says."""

from archive.choices import PublicationStatus
from archive.models import Congress, Debate, Mandate, Participation, Resolution, Speaker, Speech, Topic
from tests import factories as make

STATUSES = [PublicationStatus.PUBLISHED] * 3 + [PublicationStatus.WITHDRAWN, PublicationStatus.DRAFT]


def make_archive():
    """Enough of everything for edits to meet."""
    for number in (11, 12):
        congress = make.make_congress(number=number, status="published")
        for _each in range(3):
            make.make_debate(congress=congress, status="published")
        make.make_resolution(congress=congress, status="published")
    for _each in range(4):
        make.make_speaker(status="published")
        make.make_topic(status="published")


def edit(random):
    """One edit; it may find nothing to do."""
    random.choice([_change_status, _rename, _rewrite, _say, _unsay, _take_part, _tag, _add, _delete])(random)


def _one(random, *models):
    model = random.choice(models)
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    # Somebody else may have deleted it meanwhile.
    return model.objects.filter(pk=random.choice(keys)).first() if keys else None


def _change_status(random):
    entry = _one(random, Congress, Debate, Resolution, Speaker, Topic)
    if entry is not None:
        entry.status = random.choice(STATUSES)
        entry.save()


def _rename(random):
    entry = _one(random, Debate, Resolution, Speaker, Topic)
    if entry is not None:
        entry.slug = f"{entry.slug[:8]}-{random.randrange(10**9)}"
        entry.save()


def _rewrite(random):
    entry = _one(random, Speaker, Topic)
    if entry is not None:
        entry.name = f"Name {random.randrange(1000)}"
        entry.save()


def _say(random):
    debate, speaker = _one(random, Debate), _one(random, Speaker)
    if debate is not None:
        make.make_speech(debate=debate, speaker=speaker)


def _unsay(random):
    part = _one(random, Speech, Participation, Mandate)
    if part is not None:
        part.delete()


def _take_part(random):
    debate, speaker = _one(random, Debate), _one(random, Speaker)
    if debate and speaker and not debate.participations.filter(speaker=speaker).exists():
        make.make_participation(debate=debate, speaker=speaker)


def _tag(random):
    debate, topic = _one(random, Debate), _one(random, Topic)
    if debate and topic:
        debate.topics.set([topic])


def _add(random):
    congress = _one(random, Congress)
    make.make_debate(congress=congress, status=random.choice(STATUSES))


def _delete(random):
    debate = _one(random, Debate)
    if debate is not None:
        debate.delete()
