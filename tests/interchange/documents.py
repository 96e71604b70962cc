"""A made-up congress file that uses every key of the format, and what the tests do with such files."""

from django.apps import apps

from archive.interchange.congress_file import load, read

TWELFTH = """\
format: 1

congress:
  number: 12
  status: published
  publish_at: 2026-11-07T09:00:00+00:00
  withdraw_at: 2986-11-07T09:00:00+00:00
  title: 12th Congress
  original_title: Двенадцатый съезд
  party_name: A party
  party_short_name: P
  opened_on: 1923-04-17
  closed_on: 1923-04-25
  city: Moscow
  country: Soviet Union
  venue: A hall
  delegates_decisive: 408
  delegates_consultative: 0
  members_represented: 386000
  sittings_count: 2
  purpose: Why it met.
  summary: |
    One paragraph.

    - and a list
    - of two
  background: What came before.
  outcome: What it led to.
  aftermath: What came of it.
  citations:
  - {source: record, field: delegates_decisive, value: '408'}
  - {source: record, field: delegates_decisive, stance: disputes, value: '409', locator: p. 3}
  notes:
  - kind: conflict
    field: delegates_decisive
    text: The sources disagree.
  former_slugs:
  - slug: 12a
    since: 2024-01-02T03:04:05.678901+00:00

topics:

- slug: economy
  name: Economy
  original_name: Экономика
  description: All of it.

- slug: industry
  status: in_review
  name: Industry
  broader: economy
  citations:
  - {source: record}
  notes:
  - kind: translation
    text: Of the word.

sources:

- slug: catalogue
  kind: web_page
  title: A catalogue
  url: https://example.org/?a=1
  accessed_on: 2024-05
  notes:
  - kind: explanation
    field: url
    text: It moves.

- slug: record
  status: published
  kind: book
  title: Stenographic record
  authors: |
    First, A.
    Second, B.
  editors: Third, C.
  year: 1923
  place: Moscow
  publisher: Press
  container: Series
  pages: 1-700
  archive_reference: RGASPI 50-1-1
  language: ru
  rights: public domain
  note: In one volume.
  citations:
  - {source: catalogue, field: year, locator: '1'}

speakers:

- slug: first
  name: Ann First
  sort_name: First, Ann
  original_name: Анна
  born_on: 1870
  birth_place: Kazan
  died_on: 1930-01
  death_place: Tver
  role: Delegate
  biography: A life.
  wikidata: Q1394
  viaf: '123'
  names:
  - name: Anya
    kind: legal
    language: ru
    from: 1900
    to: 1917-11
    citations:
    - {source: record, field: from}
  citations:
  - {source: record, field: born_on, value: '1870', note: in the index, unverified: true}
  notes:
  - kind: explanation
    text: Known by one name.
  former_slugs:
  - slug: ann
    since: 2024-01-02T03:04:05+00:00

- slug: second
  name: Ben Second
  sort_name: Second, Ben

sittings:
- position: 1
  label: First sitting
  held_on: 1923-04-17
  part_of_day: morning
  openness: open
  record: kept
  chair: first
  citations:
  - {source: record, field: held_on}
- position: 2
  record: lost

mandates:
- {speaker: second, vote: decisive}
- {speaker: first, vote: consultative, on_behalf_of: Kazan, number: '17', citations: [{source: record}]}

debates:

- slug: report
  position: 1
  status: published
  kind: report
  title: The report
  agenda_number: 1
  original_title: Отчёт
  sittings: [1, 2]
  topics: [economy, industry]
  question: What was at issue.
  summary: What was said.
  outcome: How it ended.
  consequences: What followed.
  participations:
  - position: 1
    speaker: first
    role: rapporteur
    stance: For it.
    citations:
    - {source: record}
  - position: 2
    speaker: second
    role: against
  speeches:
  - position: 1
    kind: report
    speaker: first
    attribution: First (Kazan)
    certainty: inferred
    rendering: translation
    language: ru
    heading: Report
    sitting: 1
    held_on: 1923-04-17
    page: '7'
    text: |
      The first paragraph.

      The second.
    original_text: Первый.
    citations:
    - {source: record, field: speaker}
  - position: 2
    kind: interjection
    rendering: verbatim
    text: Shame!
  citations:
  - {source: record}
  notes:
  - kind: correction
    field: sittings
    text: Not three.
  former_slugs:
  - slug: otchet
    since: 2024-01-02T03:04:05+00:00

- slug: elections
  position: 2
  kind: election
  title: Elections

resolutions:

- slug: on-the-report
  position: 1
  status: withdrawn
  kind: resolution
  title: On the report
  original_title: По отчёту
  adopted_on: 1923-04-18
  result: rejected
  votes_for: 0
  votes_against: 407
  votes_abstained: 1
  vote_note: By show of hands
  secrecy: secret
  debates: [report]
  topics: [industry]
  summary: In short.
  text: At length.
  original_text: Длинно.
  clauses:
  - position: 1
    number: '1'
    heading: Heading
    text: It is so.
    original_text: Так.
    citations:
    - {source: record}
  links:
  - kind: confirms
    to: 12/on-the-rules
    note: In clause 1
    citations:
    - {source: record}
  - kind: cites
    outside_title: A decree
  citations:
  - {source: record}
  notes:
  - kind: explanation
    text: A note.
  former_slugs:
  - slug: old-report
    since: 2024-01-02T03:04:05+00:00

- slug: on-the-rules
  position: 2
  kind: rules
  title: On the rules

elections:
- {speaker: first, body: central_committee, office: member, citations: [{source: record, field: office}]}
- speaker: first
  body: politburo
  office: chair
  elected_on: 1923-04-26
  elected_by: plenum
  note: Until the next congress, as the plenum decided.
"""


def twelfth(*changes):
    """The file above with each (old, new) pair replaced."""
    text = TWELFTH
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def load_text(text=TWELFTH, **options):
    return load(read(text), **options)


def dump():
    """Every row of every table of the archive, versions and times included; the search index is made from them."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("archive").get_models(include_auto_created=True)
        if not model.__name__.startswith("Search")
    }


def empty_the_archive():
    waiting = list(apps.get_app_config("archive").get_models(include_auto_created=True))
    for model in waiting:
        model._base_manager.all()._raw_delete(using="default")
