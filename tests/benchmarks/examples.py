"""Entries and words of an archive that are asked for again and again; runs inside this site, called by its name."""

import random
from collections import Counter

#: How many texts a word of each class is in: as parts of the whole or, the rare ones, as numbers.
RARE, COMMON, VERY_COMMON = (5, 100), (0.02, 0.08), (0.6, 1)
SAMPLE = 2000


def entries():
    """Addresses: a debate of forty speeches, and others; a speaker with three hundred; how many speeches there are."""
    from django.db.models import Count
    from django.utils import timezone

    from archive.models import Debate, Speaker, Speech

    now = timezone.now()
    debates = Debate.objects.public(now).select_related("congress").annotate(length=Count("speeches"))
    # Whole texts, as a page of eighty kilobytes has them, and not the shortest of those.
    forty = nearest(debates, 40)
    speakers = Speaker.objects.public(now).annotate(length=Count("speeches"))
    return {
        "debates": [debate.get_absolute_url() for debate in forty],
        "keys": [debate.pk for debate in forty],
        "speakers": [speaker.get_absolute_url() for speaker in nearest(speakers, 300)],
        "congress": forty[0].congress.get_absolute_url(),
        "speeches": Speech.objects.count(),
        "public": Speech.objects.public(now).count(),
    }


def nearest(queryset, length, count=12):
    """Those of the entries whose number of speeches is nearest to this one, the first of each number."""
    lengths = sorted(queryset.values_list("length", "pk"), key=lambda pair: (abs(pair[0] - length), pair[1]))
    kept = [pk for _, pk in lengths[:count]]
    return sorted(queryset.filter(pk__in=kept), key=lambda entry: kept.index(entry.pk))


def words(each=20):
    """Words of each class, by how many speeches say them; the same for the same archive."""
    from archive.models import Speech
    from archive.search.analysis import tokens

    chance = random.Random(6)
    keys = list(Speech.objects.order_by("pk").values_list("pk", flat=True))
    sample = chance.sample(keys, min(SAMPLE, len(keys)))
    said = Counter()
    for start in range(0, len(sample), 500):
        texts = Speech.objects.filter(pk__in=sample[start : start + 500]).values_list("text", flat=True)
        said.update(word for text in texts for word in set(tokens(text)) if len(word) > 2)
    parts = {word: count / len(sample) for word, count in said.items()}
    seldom = sorted(word for word, count in said.items() if count == 1)
    chance.shuffle(seldom)
    spreads = {word: spread(word) for word in seldom[: 20 * each]}
    rare = [word for word, count in spreads.items() if RARE[0] <= count <= RARE[1]]
    # Of a million speeches no word may be as rare.
    classes = {"rare": rare or sorted(spreads, key=spreads.get)}
    for name, (least, most) in {"common": COMMON, "very common": VERY_COMMON}.items():
        classes[name] = sorted((word for word, part in parts.items() if least <= part <= most), key=parts.get)[-each:]
    return {name: found[:each] for name, found in classes.items()}


def spread(word):
    """How many documents say a word, by the engine itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM archive_searchindex WHERE archive_searchindex MATCH %s", [f'words : "{word}"']
            )
        else:
            cursor.execute("SELECT count(*) FROM archive_searchdocument WHERE vector @@ %s::tsquery", [f"'={word}'"])
        return cursor.fetchone()[0]
