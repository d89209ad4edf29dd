"""How a word sounds, in a few Latin letters: by this an Indic word is found by its Latin spelling and the reverse.

Consonants alone, since typists agree on little else: ऑर्डर, ઓર્ડર, অর্ডার, order and ordr are `rdr`. Sounds that
are written in several ways are one letter (ph and f; w, v, b and bh; sh and s; aspirates and their plain ones); where a
spelling may be read in two ways (c, g, z, ड़, a nasal at the end) the word has a sound for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

from bot.domain.search_indic import indic_parts
from bot.domain.search_key import Script, TextWord

MOST = 4  # sounds of one word
SHORTEST = 2  # consonants; what has fewer keeps its vowels, or "pay", "hope" and "up" were one
Part = tuple[str, ...]  # how a piece of a word may sound; vowels as aeiou, N a nasal that takes on the next consonant
_VOWELS = re.compile("[aeiou]+")
_TWICE = re.compile(r"([^aeiou])\1+")
_R_LEFT_OUT = re.compile("o[dtgkj][aeiou.]*[^aeiou.]")
# First match counts. Aspirates are taken whole, so that an h that is left is an h.
_LATIN: tuple[tuple[str, Part], ...] = (
    ("ss?ion|tion|cion", ("s.n",)),
    ("ture(?=s?$)", ("c.r",)),
    ("ght", ("t",)),
    ("^kn|^gn", ("n",)),
    ("^wr", ("r",)),
    ("^sch", ("sk",)),
    ("tch|cch+|chh?", ("c",)),
    ("ck+|cc(?=[aou])|kh", ("k",)),
    ("sc(?=[eiy])", ("s",)),
    ("c(?=[eiy])", ("s",)),
    ("(?<=[^aeiouy])c(?=[^aeiouyht])", ("k", "s")),
    ("c|kh?", ("k",)),
    ("ph|f", ("f",)),
    ("qu(?=[aeiou])", ("kb",)),
    ("q", ("k",)),
    ("x", ("ks",)),
    ("wh|w(?=[aeiouy])|^w|v|bh?", ("b",)),
    ("w", ("u",)),
    ("dg(?=e)|jh?", ("j",)),
    ("gh|gg", ("g",)),
    ("g(?=[eiy])|(?<=[^aeiouy])g$", ("g", "j")),
    ("g", ("g",)),
    ("th?", ("t",)),
    ("dh?", ("d",)),
    ("(?<=[aeiouy])s(?=[aeiouy])", ("s", "j")),
    ("sh?", ("s",)),
    ("z", ("j", "s")),
    ("m(?=[pb])", ("N",)),
    ("[lmnpr]", ("",)),
    ("h(?=[aeiouy])|^h", ("h",)),
    ("h", ("h", "")),
    ("^y(?=[aeiou])", ("y",)),
    ("aa+", ("a",)),
    ("ee+|ea|ie", ("i",)),
    ("oo+", ("u",)),
    ("[ae][iy]", ("e",)),
    ("au|ou", ("o",)),
    ("[aeiou]", ("",)),
    ("y", ("i",)),
)
_SPELLING = re.compile("|".join(f"(?P<p{number}>{pattern})" for number, (pattern, _) in enumerate(_LATIN)))


def sounds_of(word: TextWord) -> tuple[str, ...]:
    """Return how a word may sound, the likeliest first, at most MOST; () for numbers and for scripts we don't know."""
    if any(character.isdigit() for character in word.key):
        return ()
    parts = list(_latin_parts(word.key) if word.script is Script.LATIN else indic_parts(word.written, word.script))
    read = ("".join(one) for one in islice(product(*parts), MOST))
    spelled = [each for one in read for each in _with_r(one)]
    return tuple(dict.fromkeys(sound for one in spelled if (sound := _consonants(one))))[:MOST]


def _latin_parts(key: str) -> Iterator[Part]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", key) if "a" <= one <= "z")
    for found in _SPELLING.finditer(plain):
        heard = _LATIN[int((found.lastgroup or "p0")[1:])][1]
        yield (found[0],) if heard == ("",) else heard


def _with_r(spelled: str) -> tuple[str, ...]:
    """The spelling, and the one with an r that many leave out after an o: odr, oder, ઓડર."""
    return (spelled, f"or{spelled[1:]}") if _R_LEFT_OUT.match(spelled) else (spelled,)


def _consonants(spelled: str) -> str:
    once = _TWICE.sub(r"\1", spelled)
    # After that: the two n of नंबर and nmbr are two.
    whole = re.sub("N(?=[mn])", "", once).replace("N", "n").replace(".", "")
    bare = _VOWELS.sub("", whole)
    return bare if len(bare) >= SHORTEST else re.sub(r"(.)\1+", r"\1", whole)
