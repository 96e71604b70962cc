"""Which records may have a text in any place of their words: what the boxes of the admin ask of long texts.

Public or not. An index of words knows no parts of words, but there are few words: they are gone through instead of all
texts, and the index says where those stand that have the part in them.
"""

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from archive.models import SearchDocument, SearchWord
from archive.search.analysis import LONGEST, tokens
from archive.search.engines import engine
from archive.search.expressions import Exact, Tag, every, some

#: A part that is in more words says nothing.
MOST_WORDS = 100
#: Of more documents nothing is said: who goes through the texts themselves soon finds as many as he shows.
MOST = 10_000
#: Nor where there are more than one in so many.
RARE = 20
#: A word of so many signs may be one that was cut, and had the part behind: letters that are neither Latin nor Cyrillic
#: have six signs each. Fewer are left of none, but where more than a quarter are apostrophes and accents.
MAYBE_CUT = LONGEST * 3 // 4
#: What these letters are in a word with an apostrophe or another accent: зізд of з’їзд, but їзд alone as it is.
_WITHOUT_ACCENT = str.maketrans("ѐѓїќѝў", "егікиу")


def containing(kind, text):
    """The keys of the records of a kind that may have the text, as a query; None where that would be many of them.

    Each of them has words with all the parts, not all of them has the text.
    """
    meant = [_words_with(token) for token in tokens(text)]
    if not all(meant):
        return SearchDocument.objects.none().values("object_id")
    rare = [some(*map(Exact, words)) for words in meant if len(words) <= MOST_WORDS]
    if not rare:
        return None
    condition, parameters = engine().condition(every(*rare, Tag(f"kind{kind}")))
    found = f"FROM {engine().FROM} WHERE {condition}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 {found} LIMIT {MOST + 1}) found", parameters)
        number = cursor.fetchone()[0]
    documents = SearchDocument.objects.filter(kind=kind)
    if number > MOST or (number and not documents[number * RARE : number * RARE + 1].exists()):
        return None
    return RawSQL(f"SELECT d.object_id {found}", parameters)  # noqa: S611 - nothing of the text is in the statement


def _words_with(token):
    """The words that may stand in a text with the part; one more than `MOST_WORDS` where there are more."""
    parts = {token, token.translate(_WITHOUT_ACCENT)}
    may_have = Q(*(("word__contains", part) for part in parts), ("length__gte", MAYBE_CUT), _connector=Q.OR)
    words = SearchWord.objects.annotate(length=Length("word")).filter(may_have).values_list("word", flat=True)
    return list(words[: MOST_WORDS + 1])
