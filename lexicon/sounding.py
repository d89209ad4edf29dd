"""One word as it is spoken, in plain Latin letters, so that "ऑर्डर", "અૉર્ડર" and "order" can meet."""

import re
from functools import lru_cache

# Devanagari, Gurmukhi, Gujarati and Bengali are laid out alike in Unicode (all follow ISCII): one table serves all.
_BLOCKS = (0x0900, 0x0980, 0x0A00, 0x0A80)
_VOWELS_FROM_05 = "a a i i u u ri l e e e e o o o o"
_CONSONANTS_FROM_15 = "k kh g gh n c ch j jh n t th d dh n t th d dh n n p f b bh m y r r l l l v s s s h"
_SIGNS_FROM_3E = "a i i u u ri ri e e e e o o o o"
_VOWELS = {**dict(enumerate(_VOWELS_FROM_05.split(), 0x05)), 0x10: "e", 0x14: "o", 0x60: "ri"}
_CONSONANTS = dict(enumerate(_CONSONANTS_FROM_15.split(), 0x15))
_SIGNS = dict(enumerate(_SIGNS_FROM_3E.split(), 0x3E))
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
    """A normalised word as it is spoken: one sound for its spellings in all our scripts, as far as spelling allows."""
    spoken = _romanise(word)
    for spelling, plain in _LATIN_SOUNDS:
        spoken = spoken.replace(spelling, plain)
    spoken = _SWALLOWED.sub("", spoken).replace(_SCHWA, "a").replace(_BENGALI_SCHWA, "o")
    spoken = _DOUBLED.sub(r"\1", spoken)
    return spoken[:-1] if len(spoken) > 2 and spoken.endswith("h") else spoken
