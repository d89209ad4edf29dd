"""One script-aware normaliser for everything a customer types; pure, needs neither Rasa nor numpy.

Two views of a text:
``fold``   what was typed, freed of what means nothing: case, zero-width marks, native digits, nukta, stretched letters;
``sound``  one word as it is spoken, in plain Latin letters, so that "ऑर्डर", "અૉર્ડર" and "order" can meet.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# WhatsApp ends a message at 4,096 characters; a longer text is not a message a person typed.
MAX_CHARACTERS = 4096

_NUKTAS = "\u093c\u09bc\u0abc\u0a3c"
_BENGALI_CHANDRABINDU = "\u0981"  # silent for most typists, who leave it out
_CHANDRABINDUS = "\u0901\u0a81"  # typed for anusvara and the other way round
_QUOTES = dict.fromkeys("’‘'`", "")
# Candra vowels ("ऑर्डर", "ઑર્ડર") are typed as plain e and o just as often.
_CANDRAS = {
    **{"\u0945": "\u0947", "\u0949": "\u094b", "\u0ac5": "\u0ac7", "\u0ac9": "\u0acb"},
    **{"ऍ": "ए", "ऑ": "ओ", "ઍ": "એ", "ઑ": "ઓ"},
}
_SPELLINGS = {"।": ".", "॥": ".", "\u200b": " ", "“": '"', "”": '"', "⁄": "/", **_QUOTES, **_CANDRAS}
# Bengali o and au arrive as one sign or as two, depending on the keyboard.
_SPLIT_SIGNS = {"\u09c7\u09be": "\u09cb", "\u09c7\u09d7": "\u09cc"}
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class Folded(NamedTuple):
    """A folded text, and for each of its characters the index of the character it came from."""

    text: str
    origins: tuple[int, ...]


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """What one character becomes: nothing, itself, or several; an emoji stands apart like a word."""
    folded = []
    # Indic vowel signs must stay whole; Latin accents must come off. The nukta comes off either way.
    form = "NFKC" if 0x0900 <= ord(character) <= 0x0DFF else "NFKD"
    for part in unicodedata.normalize(form, character).casefold():
        category = unicodedata.category(part)
        if part in _SPELLINGS:
            folded.append(_SPELLINGS[part])
        elif category == "Nd":
            folded.append(str(unicodedata.decimal(part)))
        elif category.startswith("Z") or category == "Cc":
            folded.append(" ")
        elif part in _CHANDRABINDUS:
            folded.append(chr(ord(part) + 1))
        elif category in ("Cf", "Cs", "Co", "Cn") or _is_silent(part, category):
            continue
        elif category == "Pd":
            folded.append("-")
        else:
            folded.append(f" {part} " if _EMOJI.match(part) else part)
    return "".join(folded)


def _is_silent(part: str, category: str) -> bool:
    """Marks that people leave out or add without meaning anything by them."""
    code = ord(part)
    return (
        part in _NUKTAS
        or part == _BENGALI_CHANDRABINDU
        or code in _SKIN_TONES
        or (category == "Mn" and (code < 0x0900 or code > 0x0DFF))
    )


def fold_with_origins(text: str) -> Folded:
    """The folded text with the way back to the original; at most MAX_CHARACTERS of it are read.

    A letter typed three times or more is typed once ("pleaaase"); digits are never merged.
    """
    characters: list[str] = []
    origins: list[int] = []
    run = 0
    for index, original in enumerate(text[:MAX_CHARACTERS]):
        for character in _fold_character(original):
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
    return Folded("".join(characters), tuple(origins))


def fold(text: str) -> str:
    """The folded text alone, blanks merged."""
    return " ".join(fold_with_origins(text).text.split())


# Devanagari, Gurmukhi, Gujarati and Bengali are laid out alike in Unicode (all follow ISCII): one table serves all.
_BLOCKS = (0x0900, 0x0980, 0x0A00, 0x0A80)
_VOWELS = dict(enumerate(["a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "e", "o", "o", "o", "o"], 0x05))
_VOWELS.update({0x10: "e", 0x14: "o", 0x60: "ri"})
_CONSONANTS = dict(
    enumerate(
        [
            "k",
            "kh",
            "g",
            "gh",
            "n",
            "c",
            "ch",
            "j",
            "jh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "n",
            "p",
            "f",
            "b",
            "bh",
            "m",
            "y",
            "r",
            "r",
            "l",
            "l",
            "l",
            "v",
            "s",
            "s",
            "s",
            "h",
        ],
        0x15,
    )
)
_SIGNS = dict(enumerate(["a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "e", "o", "o", "o", "o"], 0x3E))
_NASALS = {0x01: "n", 0x02: "n", 0x03: ""}
_KHANDA_TA = "\u09ce"


# The vowel a consonant has when nothing is written: spoken o in Bengali and a elsewhere, or not at all (see `sound`).
_SCHWA, _BENGALI_SCHWA = "ə", "ɔ"
_BENGALI_BLOCK, _YA = 0x0980, 0x2F


def _romanise(word: str) -> str:
    """Indic letters by their sound, anything else as it is. The inherent vowel is silent at a word's end."""
    spoken: list[str] = []
    schwa = ""
    for index, character in enumerate(word.replace(_KHANDA_TA, "\u09a4\u09cd")):
        block = ord(character) & ~0x7F
        if block not in _BLOCKS:
            spoken.append(character)
            schwa = ""
            continue
        offset = ord(character) - block
        is_consonant = offset in _CONSONANTS
        if is_consonant or offset in _NASALS:
            spoken.append(schwa)
        if block == _BENGALI_BLOCK and offset in (_YA, 0x05):
            spoken.append("o" if offset == 0x05 else "j" if index == 0 else "y")
        else:
            spoken.append(_letter(offset))
        schwa = "" if not is_consonant else _BENGALI_SCHWA if block == _BENGALI_BLOCK else _SCHWA
    return "".join(spoken)


def _letter(offset: int) -> str:
    return _CONSONANTS.get(offset) or _VOWELS.get(offset) or _SIGNS.get(offset) or _NASALS.get(offset, "")


# People spell the same sound in many ways in Latin letters. Order matters: the longer spelling goes first.
_LATIN_SOUNDS = (
    *(("chh", "c"), ("ch", "c"), ("ck", "k"), ("sh", "s"), ("ph", "f"), ("aa", "a"), ("ee", "i"), ("oo", "u")),
    *(("ai", "e"), ("ei", "e"), ("ay", "e"), ("ey", "e"), ("au", "o"), ("ou", "o"), ("ow", "o"), ("q", "k")),
    *(("x", "ks"), ("w", "v"), ("z", "j"), ("y", "i")),
    *(("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("jh", "j")),
)
# Between two spoken syllables the inherent vowel is swallowed: karana is said karna.
_SWALLOWED = re.compile(r"(?<=[aeiouəɔ][b-df-hj-np-tv-z])[əɔ](?=[b-df-hj-np-tv-z][aeiou])")
_DOUBLED = re.compile(r"(\D)\1+")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """One folded word as it is spoken: the same for its spellings in any of our scripts, as far as spelling allows."""
    spoken = _romanise(word)
    for spelling, plain in _LATIN_SOUNDS:
        spoken = spoken.replace(spelling, plain)
    spoken = _SWALLOWED.sub("", spoken).replace(_SCHWA, "a").replace(_BENGALI_SCHWA, "o")
    spoken = _DOUBLED.sub(r"\1", spoken)
    return spoken[:-1] if len(spoken) > 2 and spoken.endswith("h") else spoken


# Python's \w leaves out the vowel signs of Indic scripts, so a word is told by what it is not.
WORD = re.compile(r"[^\s.,;:!?\"()\[\]{}<>|/\\*_=~+\-–—#@&%^$₹…]+")
# What is kept of the punctuation: these change what a message means.
_TOKEN = re.compile(WORD.pattern + r"|[?₹#]")


def tokens(folded: str) -> list[str]:
    """Words, emoji, and the few signs that mean something."""
    return _TOKEN.findall(folded)
