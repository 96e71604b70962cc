"""The tables of the search index beside the engine's own; only `archive.search` reads and writes them.

Nothing here is edited and nothing is the only copy of anything: `manage.py rebuild_search` makes it all again.
"""

from django.db import models


class SearchDocument(models.Model):
    """What the index knows of one entry or speech, for narrowing, ordering and the gate; the engine has its text."""

    #: Made from the kind and the key of the record by `archive.search.documents.document_id`.
    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    #: The moment from which it is public, as the gate says; null when there is none.
    public_from = models.DateTimeField(null=True)
    #: The moment at which that ends; null when no end is set.
    public_until = models.DateTimeField(null=True)
    #: Number of the congress it belongs to.
    congress = models.PositiveSmallIntegerField(null=True)
    #: ISO 8601, empty when unknown; for the order of time. What has no date comes last both ways.
    date = models.CharField(max_length=10, blank=True)
    date_rising = models.CharField(max_length=10, default="9999")
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    #: Codes of the languages of its text, with spaces between.
    languages = models.CharField(max_length=40, blank=True)
    #: What it is called, for the labels of facets and of what was understood.
    title = models.CharField(max_length=500, blank=True)
    original_title = models.CharField(max_length=500, blank=True)
    slug = models.CharField(max_length=100, blank=True)
    #: The people and topics it has to do with, "speaker17 topic5", and how much with each, "35 10".
    ties = models.TextField(blank=True)
    weights = models.TextField(blank=True)
    #: Of its content, a colon, and of its placing: what has not changed is not written.
    digest = models.CharField(max_length=65)
    #: The version of the analysis that made it.
    version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once_per_record")]
        indexes = [
            models.Index(fields=["date", "id"], name="search_document_by_date"),
            models.Index(fields=["date_rising", "id"], name="search_document_by_rising_date"),
            models.Index(fields=["congress", "kind"], name="search_document_by_congress"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class SearchName(models.Model):
    """A word of a person's name, or a whole name or slug of a person or topic, under its spellings."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="names")
    token = models.CharField(max_length=250)
    spelling = models.CharField(max_length=70, blank=True)
    stem_spelling = models.CharField(max_length=70, blank=True)
    #: "family", "given", "whole" or "slug".
    role = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "role", "token"], name="search_name_once")]
        indexes = [
            models.Index(fields=["token"], name="search_name_by_token"),
            # A family name that some have is a given name that very many have. Whose it is stands here too.
            models.Index(fields=["spelling", "role", "document"], name="search_name_by_spelling"),
            models.Index(fields=["stem_spelling", "role", "document"], name="search_name_by_stem"),
        ]

    def __str__(self):
        return self.token


class SearchWord(models.Model):
    """A word that some document has or had: where suggestions are looked for. Each is asked of the public index
    before it is suggested."""

    word = models.CharField(max_length=64, primary_key=True)
    backwards = models.CharField(max_length=64, db_index=True)

    def __str__(self):
        return self.word
