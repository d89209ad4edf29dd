"""Words that stand for something, looked up by spelling and, when they are long enough to be safe, by sound."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lexicon.folding import WORD, normalise
from lexicon.meanings import by_key
from lexicon.sounding import sound

HERE = Path(__file__).parent
# Words of products.txt that sound like a noun and are none.
NOT_A_PRODUCT = "not a product"
# Shorter sounds meet by accident: "may" and "me", "sat" and "saat".
SHORTEST_SOUND = 4


class Word(NamedTuple):
    """A word of a normalised text and where it stands in it."""

    text: str
    start: int
    end: int


def words_of(normalised: str) -> list[Word]:
    """The words of a normalised text, in order."""
    return [Word(match.group(), match.start(), match.end()) for match in WORD.finditer(normalised)]


class Lexicon:
    """Meanings of words and of phrases of several words."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._by_spelling: dict[str, str] = {}
        self._by_sound: dict[str, str] = {}
        self._longest = 1
        for meaning, phrase in entries:
            self._add(meaning, [word.text for word in words_of(normalise(phrase))])

    def _add(self, meaning: str, phrase: Sequence[str]) -> None:
        if not phrase:
            return
        self._longest = max(self._longest, len(phrase))
        self._by_spelling.setdefault(" ".join(phrase), meaning)
        spoken = " ".join(map(sound, phrase))
        if len(spoken) >= SHORTEST_SOUND:
            self._by_sound.setdefault(spoken, meaning)

    def meaning(self, phrase: Sequence[str]) -> str | None:
        """What exactly these words mean together, if anything."""
        return self._by_spelling.get(" ".join(phrase)) or self._by_sound.get(" ".join(map(sound, phrase)))

    def at(self, words: Sequence[Word], index: int) -> tuple[str, int] | None:
        """The meaning of the longest phrase that starts at this word, and how many words it has."""
        for count in range(min(self._longest, len(words) - index), 0, -1):
            meaning = self.meaning([word.text for word in words[index : index + count]])
            if meaning:
                return meaning, count
        return None

    def __contains__(self, word: str) -> bool:
        return self.meaning([word]) is not None


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        meaning, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            yield meaning.strip(), phrase


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def products() -> Lexicon:
    """The nouns of products.txt; a noun is also a name of itself."""
    lines = _lines("products.txt")
    nouns = [(noun, noun) for noun in (line.partition(":")[0].strip() for line in lines)]
    return Lexicon([*nouns, *_entries(lines)])


@lru_cache(maxsize=32)
def about(subject: str) -> Lexicon:
    """The words of a subject in every locale, by what each stands for; none for a subject without words."""
    return Lexicon((meaning, word) for meaning, words in by_key(subject).items() for word in words)
