"""Records of the 11th Congress that are never saved: what the examples of the schema and the guide are made of."""

from datetime import UTC, datetime

from archive import models
from archive.dates import PartialDate
from archive.selectors.versions import PublicVersion

CHANGED = {"updated_at": datetime(2026, 3, 27, 9, 30, tzinfo=UTC)}

TITLES = {
    "title": "Eleventh Congress of the Russian Communist Party (Bolsheviks)",
    "original_title": "Одиннадцатый съезд РКП(б)",
}


def make_congress():
    eleventh = models.Congress(
        pk=1,
        number=11,
        **TITLES,
        party_short_name="RCP(b)",
        opened_on=day("1922-03-27"),
        closed_on=day("1922-04-02"),
        city="Moscow",
        delegates_decisive=522,
        delegates_consultative=165,
        **CHANGED,
    )
    eleventh.is_outline = False
    encyclopedia = models.Source(pk=2, slug="gse-eleventh-congress", title="Eleventh Congress of the RCP(B)")
    figure = {"field": "delegates_consultative", **CHANGED}
    note = models.EditorialNote(
        field="delegates_consultative", kind="conflict", text="The sources differ by one delegate.", **CHANGED
    )
    return cited(
        eleventh,
        models.Citation(source=encyclopedia, value="165", **figure),
        models.Citation(source=make_source(), stance="disputes", value="164", locator="editorial notes", **figure),
        notes=[note],
    )


def make_debate(eleventh):
    report = models.Debate(
        pk=1,
        congress=eleventh,
        position=1,
        agenda_number=1,
        kind="report",
        slug="political-report",
        title="Political report of the Central Committee",
        original_title="Политический отчёт ЦК",
        question="How far the retreat of the New Economic Policy should go, and what was to follow it.",
        **CHANGED,
    )
    report.public_topics = [make_topic()]
    return cited(report)


def make_participation(report):
    return cited(
        models.Participation(pk=1, debate=report, position=1, speaker=make_lenin(), role="rapporteur", **CHANGED)
    )


def make_speech(report):
    said = models.Speech(
        pk=1,
        debate=report,
        position=3,
        kind="report",
        attribution="Lenin",
        rendering="summary",
        language="en",
        text="The retreat is over.\n\nThe forces have to be regrouped.",
        held_on=day("1922-03-27"),
        **CHANGED,
    )
    said.public_speaker = make_lenin()
    said.opening = said.text
    return cited(said)


def make_resolution(eleventh):
    resolved = models.Resolution(
        pk=1,
        congress=eleventh,
        position=1,
        slug="report-of-the-central-committee",
        title="On the Report of the Central Committee",
        original_title="По докладу Центрального Комитета",
        **CHANGED,
    )
    resolved.public_topics = []
    return cited(resolved)


def make_election(eleventh):
    seat = {"body": "central_committee", "office": "member", "elected_on": day("1922-04-02")}
    return cited(models.Election(pk=1, congress=eleventh, speaker=make_lenin(), **seat, **CHANGED))


def make_mandate(eleventh):
    return cited(models.Mandate(pk=1, congress=eleventh, speaker=make_lenin(), vote="decisive", **CHANGED))


def make_lenin():
    return cited(
        models.Speaker(
            pk=1,
            slug="lenin",
            name="Vladimir Lenin",
            sort_name="Lenin, Vladimir",
            original_name="Владимир Ильич Ленин",
            born_on=day("1870-04-22"),
            died_on=day("1924-01-21"),
            wikidata="Q1394",
            **CHANGED,
        )
    )


def make_topic():
    policy = {"name": "New Economic Policy", "original_name": "Новая экономическая политика"}
    return cited(models.Topic(pk=1, slug="new-economic-policy", **policy, **CHANGED))


def make_source():
    title = "Polnoe sobranie sochinenii, 5th ed., vol. 45"
    return cited(models.Source(pk=1, slug="lenin-pss-45", kind="book", title=title, authors="Lenin, V. I.", **CHANGED))


def day(text):
    return PartialDate.parse(text)


def cited(record, *citations, notes=()):
    record.public_citations, record.public_notes = list(citations), list(notes)
    record.public_version = PublicVersion(2, CHANGED["updated_at"], 2, (), None)
    return record
