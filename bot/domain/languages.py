"""How a text's language is told, and which language an answer is in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.locale import DEFAULT, LATIN_SCRIPT, LOCALES, Locale
from lexicon.folding import fold, words_of
from lexicon.meanings import of_locale, words_meaning

_NATIVE = {locale.script: locale.code for locale in LOCALES if locale.script != LATIN_SCRIPT}
# How sure a guess between languages in Latin letters must be before it overrules the customer's last one.
CLEAR = 0.80
# A language asked for by name is left only for a message that is very clearly in another.
VERY_CLEAR = 0.98
_COURTESIES = (("hello and thanks", "words"), ("hello and thanks", "thanks"), ("answer", "yes"), ("answer", "no"))


def _squeezed(word: str) -> str:
    """A word with letters typed several times typed once: "hiii", "okk"."""
    return re.sub(r"(.)\1+", r"\1", word)


def _words_of_one() -> dict[str, str]:
    """Greetings, thanks and answers in Latin letters of one language alone, English left out, with its locale."""
    found: dict[str, set[str]] = {}
    for one in LOCALES:
        for meaning, key in _COURTESIES:
            for phrase in of_locale(one.code, meaning).get(key, ()) if one.script == LATIN_SCRIPT else ():
                found.setdefault(" ".join(words_of(phrase)), set()).add(one.code)
    return {phrase: next(iter(codes)) for phrase, codes in found.items() if len(codes) == 1 and codes != {DEFAULT}}


# Words that hold an English sentence together, and that none of the others in Latin letters has.
_ENGLISH = frozenset(words_meaning("holds a sentence"))
# Said in every language alike, however often its last letter is typed: "hi", "ok", "hello", "sir", "thanks".
_EVERYBODYS = frozenset(
    _squeezed(word) for meaning, key in _COURTESIES for word in of_locale(DEFAULT, meaning)[key] if " " not in word
)
# Words by which people greet, thank and answer in one language alone.
_OF_ONE = _words_of_one()
# What people call each language, in any script.
_NAMES = {
    language: tuple(
        name for one in LOCALES if one.language == language for name in of_locale(one.code, "its name")["words"]
    )
    for language in dict.fromkeys(locale.language for locale in LOCALES)
}
# So many words of one locale alone make a sentence of it.
_TELLING = 2
# A first message of no more words tells its language only by words of that language alone: it may be a name.
_FEW = 3
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the Latin letters of a text tell: `odds` of each locale (they sum to 1), `telling` words only it has."""

    odds: Mapping[str, float]
    telling: Mapping[str, int] = field(default_factory=dict)


def script_locale(text: str) -> str | None:
    """The locale of the native script most letters are in, or None for Latin or no letters."""
    counts: dict[str, int] = {}
    latin = 0
    for char in text:
        if char.isascii():
            latin += char.isalpha()
            continue
        script = unicodedata.name(char, "").split(" ", 1)[0]
        if script in _NATIVE:
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return None
    script, most = max(counts.items(), key=lambda item: item[1])
    # A brand or a courier's name in Latin letters does not make a Hindi sentence English;
    # a single Hindi word in an English sentence does not make it Hindi. A native letter weighs more,
    # since vowel signs are counted too and shop words are so often English.
    return _NATIVE[script] if most * 3 >= latin else None


def words_in(text: str) -> int:
    """How many words there are to tell a language by."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


def choose(text: str, guess: Guess, current: str | None, *, asked_for: bool, before: str | None = None) -> str:
    """The locale of the answer.

    A known locale changes on evidence: a sentence in another script, a clear majority of words that only one
    locale has, or a second message in a row that leans to it. A name, an address or a word of everybody's is none.

    Args:
        text: what the customer wrote.
        guess: what its Latin letters tell; used when no native script decides.
        current: the customer's last locale.
        asked_for: the customer asked for `current` by name.
        before: the locale that the customer's message before this one leans to.
    """
    if current is None:
        return first(text, guess) or DEFAULT
    lean = leaning(text, guess)
    if lean is None or lean == current:
        return current
    if script_locale(text) is not None:
        is_clear = _native_words(text) > 1 or Locale.of(lean).language == Locale.of(current).language
    else:
        is_clear = _is_clear(text, guess, lean)
    if asked_for:
        return lean if is_clear and (script_locale(text) or guess.odds[lean] >= VERY_CLEAR) else current
    return lean if is_clear or before == lean else current


def leaning(text: str, guess: Guess) -> str | None:
    """The locale that a message leans to, surely enough for two in a row to be believed; None of most short ones."""
    native = script_locale(text)
    if native:
        return native
    best = max(guess.odds, key=lambda locale: guess.odds[locale], default=DEFAULT)
    # "ok", "hello", "pincode 226010": one word of everybody's English says nothing about the language.
    if words_in(text) < 2 or guess.odds.get(best, 0) < CLEAR:
        return None
    return best if _words_that_tell(text, guess)[best] else None


def first(text: str, guess: Guess) -> str | None:
    """Return the locale of somebody's first message: that of its particles, since shop words are English everywhere.

    None where nothing tells one: a greeting or "ok" as everybody types it, a number, a name.

    Args:
        guess: what the Latin letters of `telling_part(text)` tell.
    """
    native = script_locale(text)
    words = _latin_words(telling_part(text))
    if native or not words:
        return native
    if len(words) <= _FEW and not _words_that_tell(text, guess).total():
        told = {_OF_ONE[one] for one in (" ".join(words), *words) if one in _OF_ONE}
        return told.pop() if len(told) == 1 else None
    best = max(guess.odds, key=lambda locale: guess.odds[locale], default=DEFAULT)
    if best != DEFAULT:
        return best
    telling = Counter({code: guess.telling.get(code, 0) for code in guess.odds if code != DEFAULT})
    indian = max(telling, key=lambda code: (telling[code], guess.odds[code]), default=DEFAULT)
    return indian if 0 < telling[indian] >= _english_words(text) else DEFAULT


def telling_part(text: str) -> str:
    """Return a text without the greetings and answers at its start that everybody types alike, as "hi" and "ok"."""
    rest = text
    while (word := _WORD.search(rest)) and _squeezed(fold(word.group())) in _EVERYBODYS:
        rest = rest[word.end() :]
    return rest


def _is_clear(text: str, guess: Guess, lean: str) -> bool:
    """Whether two words and two thirds of all that tell anything tell this locale."""
    telling = _words_that_tell(text, guess)
    return telling[lean] >= _TELLING and telling[lean] * 3 >= telling.total() * 2


def _words_that_tell(text: str, guess: Guess) -> Counter[str]:
    """How many words of a text only one locale has; in English those that hold a sentence together.

    Other English words are in everybody's addresses and shopping, and the more of them are trained the less they tell.
    """
    indian = Counter({code: count for code, count in guess.telling.items() if code != DEFAULT})
    return indian | Counter({DEFAULT: _english_words(text)})


def _native_words(text: str) -> int:
    """How many words are in a script of their own; the signs of their vowels are no letters to `words_in`."""
    return sum(not word.isascii() for word in words_of(text))


def _latin_words(text: str) -> list[str]:
    """The words in Latin letters of a text, folded."""
    return [fold(word) for word in _WORD.findall(text) if len(word) > 1 and word.isascii()]


def _english_words(text: str) -> int:
    """How many words hold an English sentence together."""
    return sum(word in _ENGLISH for word in map(fold, _WORD.findall(text)))


def asked_for(text: str, written_in: str) -> str | None:
    """The locale a text asks for by naming a language, or None.

    In Latin letters of an Indian language ("gujarati ma bolo") the answer stays in Latin letters; a request in
    English or in a native script gets the language's own script.
    """
    words = set(_tokens(fold(text)))
    named = [language for language, names in _NAMES.items() if words & set(names)]
    if not named:  # with an ending: ગુજરાતીમાં, hindite
        named = [language for language, names in _NAMES.items() if any(w.startswith(_stems(names)) for w in words)]
    if not named:
        return None
    own_script = Locale.of(named[-1])
    return (Locale.of(written_in).is_romanised and own_script.other_script) or own_script.code


def _stems(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) > 3)


def _tokens(text: str) -> list[str]:
    """Words with their vowel signs: the signs are not letters to the regular expressions of Python."""
    return re.findall(r"[^\s.,!?;:।'\"()/\\-]+", text)
