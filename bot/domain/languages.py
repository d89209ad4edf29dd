"""How a text's language is told, and which language an answer is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.domain.locale import DEFAULT, LATIN_SCRIPT, LOCALES, Locale
from lexicon.folding import fold
from lexicon.meanings import of_locale, words_meaning

_NATIVE = {locale.script: locale.code for locale in LOCALES if locale.script != LATIN_SCRIPT}
# How sure a guess between languages in Latin letters must be before it overrules the customer's last one.
CLEAR = 0.80
# A language asked for by name is left only for a message that is very clearly in another.
VERY_CLEAR = 0.98

# Words that hold an English sentence together, and that none of the others in Latin letters has.
_ENGLISH = frozenset(words_meaning("holds a sentence"))
# What people call each language, in any script.
_NAMES = {
    language: tuple(
        name for one in LOCALES if one.language == language for name in of_locale(one.code, "its name")["words"]
    )
    for language in dict.fromkeys(locale.language for locale in LOCALES)
}
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?", re.UNICODE)


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


def tells(text: str) -> bool:
    """Whether a text tells anything about its language."""
    return script_locale(text) is not None or words_in(text) > 0


def words_in(text: str) -> int:
    """How many words there are to tell a language by."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


def choose(text: str, guesses: Mapping[str, float], current: str | None, *, asked_for: bool) -> str:
    """The locale of the answer.

    Args:
        text: what the customer wrote.
        guesses: probability of each Latin-letter locale (sums to 1); used when no native script decides.
        current: the customer's last locale; kept when the message does not tell clearly.
        asked_for: the customer asked for `current` by name.
    """
    native = script_locale(text)
    if native:
        return native
    words = words_in(text)
    best = max(guesses, key=lambda locale: guesses[locale], default=DEFAULT)
    if current is None:
        return best if words else DEFAULT
    # "ok", "hello", "pincode 226010": one word of everybody's English says nothing about the language.
    if words < 2:
        return current
    # "order cancel", "thank you", an address: English words that everybody uses make no English sentence.
    if best == DEFAULT and not _ENGLISH & set(map(fold, _WORD.findall(text))):
        return current
    return best if guesses.get(best, 0) >= (VERY_CLEAR if asked_for else CLEAR) else current


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
