"""How much of a debate each voice takes up, counted in what the archive can vouch for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from archive.choices import Rendering, SpeechKind
from archive.figures.scales import percent, rem
from archive.models import Speech

_ROW, _BAR = 2.25, 0.375
#: With more voices the rest share a bar.
_MOST = 12
#: What nobody in particular says.
_NOT_SPOKEN = {SpeechKind.REACTION, SpeechKind.NARRATIVE}


@dataclass
class Share:
    """A voice by its first speech, or several together; `amount` is in words or in speeches."""

    opening: Speech | None
    amount: int
    of_hundred: int
    voices: int
    text: str
    bar: str
    length: str


@dataclass
class Shares:
    """`in_words` only where every text is a speaker's own, in one language: a summary tells no length."""

    in_words: bool = False
    total: int = 0
    height: str = "0"
    bar_height: str = rem(_BAR)
    shares: list[Share] = field(default_factory=list)
    #: Every voice, for the table.
    voices: list[Share] = field(default_factory=list)

    @property
    def is_telling(self):
        """Two voices with a name, and lengths to compare, or more speeches than voices."""
        named = [share for share in self.voices if share.opening.public_speaker or share.opening.attribution]
        return len(named) > 1 and (self.in_words or self.total > len(self.voices))


@dataclass
class _Voice:
    opening: Speech
    count: int = 0


def shares(debate):
    """The voices of a debate with its `public_speeches`, the one that takes up most first, unknown ones together."""
    spoken = [speech for speech in debate.public_speeches if speech.kind not in _NOT_SPOKEN]
    in_words = bool(spoken) and _is_own_speech(spoken)
    if not in_words:
        spoken = [speech for speech in spoken if speech.kind != SpeechKind.INTERJECTION]
    voices = _counted(spoken, _words if in_words else lambda speech: 1)
    total = sum(voice.count for voice in voices)
    most = max((voice.count for voice in voices), default=0)
    if not most:
        return Shares()
    rows = [(voice.opening, voice.count, 1) for voice in voices]
    shown = rows
    if len(rows) > _MOST:
        rest = rows[_MOST - 1 :]
        shown = [*rows[: _MOST - 1], (None, sum(count for _opening, count, _one in rest), len(rest))]
        most = max(most, shown[-1][1])
    return Shares(
        in_words,
        total,
        rem(len(shown) * _ROW),
        rem(_BAR),
        [_share(*row, number, total, most) for number, row in enumerate(shown)],
        [_share(*row, number, total, most) for number, row in enumerate(rows)],
    )


def _is_own_speech(speeches):
    renderings = {speech.rendering for speech in speeches}
    return Rendering.SUMMARY not in renderings and len({speech.language for speech in speeches}) == 1


def _words(speech):
    return len(speech.text.split())


def _counted(speeches, measure: Callable[[Speech], int]):
    """Voices with their counts, the greatest first; among equals, in the order of first speaking."""
    found = {}
    for speech in speeches:
        person = speech.public_speaker
        voice = found.setdefault(person.pk if person else speech.attribution, _Voice(speech))
        voice.count += measure(speech)
    return sorted(found.values(), key=lambda voice: -voice.count)


def _share(opening, count, voices, number, total, most):
    top = number * _ROW
    return Share(
        opening, count, round(100 * count / total), voices, rem(top + 1), rem(top + 1.375), percent(count / most)
    )
