"""Random edits of every kind that an archive knows, the same for the same seed."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from PIL import Image

from archive.choices import PublicationStatus
from archive.models import ENTRIES, Citation, Congress, Debate, Resolution, Source, Speaker, Topic
from archive.workflow import versions
from tests import factories as make

PUBLISHED, WITHDRAWN, DRAFT = PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN, PublicationStatus.DRAFT
IN_A_CONGRESS = (Debate, Resolution)


class Editor:
    """Makes one edit after another; `addresses` are those at which readers have seen entries."""

    def __init__(self, random):
        self.random = random
        self.addresses = set()
        self.count = 0

    def begin(self):
        """Something to edit."""
        for _ in range(3):
            for model in ENTRIES:
                self.create(model, status=PUBLISHED)
        self.note()

    def edit(self):
        """One edit of any kind, in a transaction of its own."""
        edits = (
            *(self.add, self.change, self.change, self.say, self.say, self.take_away, self.cite, self.cite, self.link),
            *(self.rename, self.withdraw, self.delete, self.exchange, self.schedule, self.portray, self.renumber),
            *(self.hide_what_is_cited, self.publish, self.publish, self.publish, self.publish),
        )
        try:
            with transaction.atomic():
                self.random.choice(edits)()
        except (IntegrityError, ProtectedError):
            pass  # The archive refuses it: an election twice, or the deletion of what is in use.
        self.note()

    def note(self):
        """Put all on record, and note what readers can see now."""
        for model in ENTRIES:
            versions.record_all(model.objects.all(), None)
            self.addresses |= {entry.get_absolute_url() for entry in model.objects.public()}

    def pick(self, *models):
        """Any entry of any of these kinds."""
        model = self.random.choice(models)
        rows = [*model._base_manager.order_by("pk")]
        return self.random.choice(rows) if rows else self.create(model, status=PUBLISHED)

    def word(self, length=None):
        self.count += 1
        return f"{self.random.choice(['Земля', 'army', 'peace'])} {self.count}" + " и «слово»" * (length or 0)

    def create(self, model, **fields):
        self.count += 1
        slug = f"{model._meta.model_name}-{self.count}"
        match model._meta.model_name:
            case "congress":
                number = (Congress.objects.aggregate(last=Max("number"))["last"] or 0) + 1
                entry = make.make_congress(number=number, opened_on=make.day("1922-03"), **fields)
            case "debate" | "resolution":
                congress = self.pick(Congress)
                last = model.objects.filter(congress=congress).aggregate(last=Max("position"))["last"] or 0
                maker = make.make_debate if model is Debate else make.make_resolution
                entry = maker(congress=congress, position=last + 1, slug=slug, summary=self.word(), **fields)
            case name:
                entry = getattr(make, f"make_{name}")(slug=slug, **fields)
        return entry

    def add(self):
        self.create(self.random.choice(ENTRIES), status=self.random.choice([PUBLISHED, PUBLISHED, DRAFT]))

    def change(self):
        entry = self.pick(*ENTRIES)
        field = "name" if hasattr(entry, "name") else "title"
        setattr(entry, field, self.word())
        if isinstance(entry, Topic):
            entry.broader = self.random.choice([None, Topic.objects.filter(pk__lt=entry.pk).first()])
        entry.save()
        if isinstance(entry, IN_A_CONGRESS):
            topics = [*Topic.objects.order_by("pk")]
            entry.topics.set(self.random.sample(topics, min(2, len(topics))))

    def say(self):
        """Add a part to something."""
        congress, debate, speaker = self.pick(Congress), self.pick(Debate), self.pick(Speaker)
        position = self.count = self.count + 1
        match self.random.randrange(7):
            case 0:
                sitting = make.make_sitting(congress=debate.congress, position=position, chair=speaker)
                debate.sittings.add(sitting)
                make.make_speech(debate=debate, position=position, sitting=sitting, speaker=speaker)
            case 1:
                make.make_speech(debate=debate, position=position, speaker=speaker, text=self.word(20))
            case 2:
                if not debate.participations.filter(speaker=speaker).exists():
                    make.make_participation(debate=debate, speaker=speaker, position=position)
            case 3:
                if not congress.mandates.filter(speaker=speaker).exists():
                    make.make_mandate(congress=congress, speaker=speaker)
            case 4:
                make.make_election(congress=congress, speaker=speaker, note=self.word(), office="member")
            case 5:
                make.make_clause(resolution=self.pick(Resolution), position=position, text=self.word(5))
            case 6:
                make.make_name(speaker=speaker, name=self.word())

    def take_away(self):
        debate, congress = self.pick(Debate), self.pick(Congress)
        for parts in self.random.sample(
            [debate.speeches, debate.participations, congress.mandates, congress.elections], 2
        ):
            if part := parts.order_by("?").first():
                part.delete()

    def cite(self):
        """Cite, put a citation behind the others, or note something; on an entry or a part."""
        target = self.random.choice([self.pick(*ENTRIES), self.pick(Debate).speeches.first()]) or self.pick(Topic)
        citation = Citation.objects.order_by("?").first()
        match self.random.randrange(3):
            case 0:
                make.make_citation(target, source=self.pick(Source), locator=self.word())
            case 1 if citation:
                fields = {name: getattr(citation, name) for name in ("source", "locator", "note", "value")}
                citation.delete()
                make.make_citation(citation.target, **fields)
            case _:
                make.make_note(target.entry, text=self.word())

    def link(self):
        resolution, other = self.pick(Resolution), self.pick(Resolution)
        if resolution != other and not resolution.links.filter(to=other).exists():
            make.make_link(resolution=resolution, to=other)
        resolution.debates.set(resolution.congress.debates.all()[:2])

    def rename(self):
        entry = self.pick(Topic, Source, Speaker, Debate, Resolution)
        self.count += 1
        entry.slug = f"renamed-{self.count}"
        entry.save()

    def renumber(self):
        congress = self.pick(Congress)
        congress.number = Congress.objects.aggregate(last=Max("number"))["last"] + 1
        congress.save()

    def withdraw(self):
        self.set_status(self.pick(*ENTRIES), WITHDRAWN)

    def publish(self):
        """Show what is hidden, more of it than the others hide."""
        for model in ENTRIES:
            for entry in model.objects.exclude(pk__in=model.objects.public().values("pk")).order_by("pk")[:2]:
                self.set_status(entry, PUBLISHED)

    def set_status(self, entry, status):
        entry.status, entry.publish_at, entry.withdraw_at = status, None, None
        entry.save()

    def delete(self):
        self.pick(*ENTRIES).delete()

    def exchange(self):
        """Two entries of a congress change places, the hidden ones too."""
        model = self.random.choice(IN_A_CONGRESS)
        rows = [*model.objects.filter(congress=self.pick(Congress))]
        if len(rows) > 1:
            one, other = self.random.sample(rows, 2)
            places = one.position, other.position
            for entry, position in ((one, 15_000), (other, places[0]), (one, places[1])):
                entry.position = position
                entry.save()

    def schedule(self):
        entry = self.pick(*ENTRIES)
        entry.status = PUBLISHED
        moment = timezone.now() + timedelta(seconds=self.random.uniform(0.1, 1))
        entry.publish_at, entry.withdraw_at = self.random.choice([(moment, None), (None, moment)])
        entry.save()

    def hide_what_is_cited(self):
        self.set_status(self.pick(Source, Speaker, Topic), self.random.choice([WITHDRAWN, DRAFT]))

    def portray(self):
        speaker = self.pick(Speaker)
        picture = io.BytesIO()
        Image.new("RGB", (2, 2), self.random.choice(["red", "white", "black"])).save(picture, "WEBP")
        speaker.portrait_alt = self.word()
        speaker.portrait.save("picture.webp", ContentFile(picture.getvalue()), save=False)
        speaker.save()
