"""A customer's text freed of what carries no meaning: two folds, made of the same steps.

| step                                              | `fold`      | `normalise`                    |
|---------------------------------------------------|-------------|--------------------------------|
| one form for a letter, width and ligatures        | NFKC        | NFKC, Latin accents come off   |
| case; digits of all scripts to 0-9                | yes         | yes                            |
| nukta, invisible and unassigned characters        | come off    | come off                       |
| curly apostrophes                                 | to '        | come off, and ' and ` with them |
| blanks, dashes, full stops of all scripts         | stay        | one of each                    |
| candra vowels, chandrabindu                       | stay        | to plain vowel, to anusvara    |
| stretched letters (pleaaase); emoji               | stay        | once; apart, like a word       |

`fold` compares: the search, order numbers, word lists, button titles, whatever the app reads off a text.
`normalise` hears: Rasa's classifier and its finder of numbers and days. The trained model has learned from what it
gives, so a change of it needs a new training (`make nlu-report` measures it). It is too rough to compare with:
"don't" and "dont", which the lists tell from "don t", would be one, and so would names that differ by a sign.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

# WhatsApp ends a message at 4,096 characters; a longer text is not a message a person typed.
MAX_CHARACTERS = 4096

_NUKTAS = "\u093c\u09bc\u0abc\u0a3c"
_INVISIBLE = ("Cf", "Cs", "Co", "Cn")
_APOSTROPHES = "’‘"

_BENGALI_CHANDRABINDU = "\u0981"  # silent for most typists, who leave it out
_CHANDRABINDUS = "\u0901\u0a81"  # typed for anusvara and the other way round
# Candra vowels ("ऑर्डर", "ઑર્ડર") are typed as plain e and o just as often.
_CANDRAS = {
    **{"\u0945": "\u0947", "\u0949": "\u094b", "\u0ac5": "\u0ac7", "\u0ac9": "\u0acb"},
    **{"ऍ": "ए", "ऑ": "ओ", "ઍ": "એ", "ઑ": "ઓ"},
}
_NO_QUOTES = dict.fromkeys(f"{_APOSTROPHES}'`", "")
_SPELLINGS = {"।": ".", "॥": ".", "\u200b": " ", "“": '"', "”": '"', "⁄": "/", **_NO_QUOTES, **_CANDRAS}
# Bengali o and au arrive as one sign or as two, depending on the keyboard.
_SPLIT_SIGNS = {"\u09c7\u09be": "\u09cb", "\u09c7\u09d7": "\u09cc"}
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_INDIC = range(0x0900, 0x0E00)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What was typed as it is compared: one case, one form of each letter, digits 0-9, nothing invisible."""
    if text.isascii():
        return text.lower()
    return _each(unicodedata.normalize("NFKC", text).casefold(), _compared)


def fold_pattern(pattern: str) -> str:
    """A regular expression for folded text: its letters as `fold` leaves them, its \\S still no \\s."""
    return _each(unicodedata.normalize("NFKC", pattern), _compared)


def ascii_digits(text: str) -> str:
    """The text as it is, with digits of every script as 0-9: ૫૮૨૧૩ is 58213."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def words_of(text: str) -> list[str]:
    """The words of a text, folded; vowel signs stay with their letters."""
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in fold(text))
    return kept.split()


def unquoted_words(text: str) -> list[str]:
    """The words of a text, folded, apostrophes away: "don't", "don’t" and "dont" are one."""
    return words_of(fold(text).replace("'", ""))


def bare(text: str) -> str:
    """The text for comparing whole messages: folded, one spacing, no punctuation at its ends."""
    return " ".join(fold(text).split()).strip(" .!?।,*\"'“”")


def _each(text: str, step: Callable[[str, str], str]) -> str:
    return "".join(step(character, unicodedata.category(character)) for character in text)


def _compared(character: str, category: str) -> str:
    return "'" if character in _APOSTROPHES else _plain(character, category)


def _plain(character: str, category: str) -> str:
    """The steps that both folds take with a character: its digit 0-9, nothing for a nukta or the invisible."""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category in _INVISIBLE or character in _NUKTAS else character


class Normalised(NamedTuple):
    """A normalised text, and for each of its characters the index of the character it came from."""

    text: str
    origins: tuple[int, ...]


def normalise(text: str) -> str:
    """What was typed as the classifier hears it, blanks merged; at most MAX_CHARACTERS of it are read."""
    return " ".join(normalise_with_origins(text).text.split())


def normalise_with_origins(text: str) -> Normalised:
    """The normalised text with the way back to the original; at most MAX_CHARACTERS of it are read.

    A letter typed three times or more is typed once ("pleaaase"); digits are never merged.
    """
    characters: list[str] = []
    origins: list[int] = []
    run = 0
    for index, original in enumerate(text[:MAX_CHARACTERS]):
        for character in _heard_character(original):
            if characters and characters[-1] + character in _SPLIT_SIGNS:
                characters[-1] = _SPLIT_SIGNS[characters[-1] + character]
                continue
            run = run + 1 if characters and characters[-1] == character else 1
            if run >= 3 and not character.isdigit():
                if characters[-2:] == [character, character]:
                    characters.pop()
                    origins.pop()
                continue
            characters.append(character)
            origins.append(index)
    return Normalised("".join(characters), tuple(origins))


@lru_cache(maxsize=8192)
def _heard_character(character: str) -> str:
    """What one character becomes: nothing, itself, or several."""
    # Indic vowel signs must stay whole; Latin accents must come off. The nukta comes off either way.
    is_indic = ord(character) in _INDIC
    one_form = unicodedata.normalize("NFKC", character) if is_indic else unicodedata.normalize("NFKD", character)
    return _each(one_form.casefold(), _heard)


def _heard(character: str, category: str) -> str:
    if character in _SPELLINGS:
        return _SPELLINGS[character]
    if category.startswith("Z") or category == "Cc":
        return " "
    if character in _CHANDRABINDUS:
        return chr(ord(character) + 1)
    if category == "Pd":
        return "-"
    if _is_silent(character, category):
        return ""
    plain = _plain(character, category)
    return f" {plain} " if _EMOJI.match(plain) else plain


def _is_silent(character: str, category: str) -> bool:
    """Marks that people leave out or add without meaning anything by them."""
    code = ord(character)
    return character == _BENGALI_CHANDRABINDU or code in _SKIN_TONES or (category == "Mn" and code not in _INDIC)


# Python's \w leaves out the vowel signs of Indic scripts, so a word is told by what it is not.
WORD = re.compile(r"[^\s.,;:!?\"()\[\]{}<>|/\\*_=~+\-–—#@&%^$₹…]+")
# What is kept of the punctuation: these change what a message means.
_TOKEN = re.compile(WORD.pattern + r"|[?₹#]")


def tokens(normalised: str) -> list[str]:
    """The words, emoji, and the few signs that mean something of a normalised text."""
    return _TOKEN.findall(normalised)
