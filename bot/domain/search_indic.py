"""How Hindi, Gujarati and Bengali letters sound, written in the few Latin letters of bot.domain.search_sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.search_key import Script, shifted

_VIRAMA, _NUKTA, _ANUSVARA, _CHANDRABINDU = "\u094d", "\u093c", "\u0902", "\u0901"
_ROWS = {
    "k": "कख",
    "g": "गघ",
    "c": "चछ",
    "j": "जझ",
    "t": "टठतथ",
    "d": "डढदध",
    "n": "ञणनङ",
    "p": "प",
    "f": "फ",
    "b": "बभव",
    "m": "म",
    "r": "रऱ",
    "l": "लळ",
    "s": "शषस",
    "h": "ह",
}
_CONSONANTS = {letter: sound for sound, letters in _ROWS.items() for letter in letters}
_VOWEL_ROWS = {
    "a": "अआा",
    "i": "इईिी",
    "u": "उऊुू",
    "e": "एऍऎऐेॅॆै",
    "o": "ओऑऒऔोॉॊौ",
    "r": "ऋृ",
}
_VOWELS = {letter: sound for sound, letters in _VOWEL_ROWS.items() for letter in letters}
_SIGNS = frozenset("ािीुूृेॅॆैोॉॊौ")
# Looked at in this order, before single letters.
_CLUSTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("dgb", "ज्ञ", ("gn", "g")),
    ("b", "क्ष", ("ks", "k")),
    ("b", "^होय़", ("b",)),  # of WhatsApp
    ("b", "(?<=[ओोउु])य़(?=[ाे])", ("b",)),
    ("b", f"{_VIRAMA}य(?!{_NUKTA})", ("",)),
    ("b", f"{_VIRAMA}ब", ("b", "")),
    ("dg", "व्ह", ("b",)),
    ("b", f"[ङ{_ANUSVARA}](?!्?[कखगघ])", ("n", "ng")),
    ("dgb", f"{_ANUSVARA}$", ("N", "")),
    ("dgb", f"{_ANUSVARA}|म्(?=[पफबभ])", ("N",)),
    ("dgb", _CHANDRABINDU, ("N", "")),
    ("dgb", f"[डढ]{_NUKTA}", ("d", "r")),
    ("dg", "(?<=[\u0904-\u0914\u093e-\u094c])ड(?!\u094d)", ("d", "r")),
    ("dg", "(?<=[क-ह])ड(?!\u094d)", ("d", "r")),
    ("b", f"य(?!{_NUKTA})", ("j",)),
    ("dgb", f"^य{_NUKTA}?", ("y",)),
    ("dgb", f"य{_NUKTA}?", ("",)),
)
_PATTERNS = {
    script: re.compile(
        "|".join(f"(?P<p{number}>{pattern})" for number, (of, pattern, _) in enumerate(_CLUSTERS) if script in of)
        + "|(?P<single>.)"
    )
    for script in (Script.DEVANAGARI, Script.GUJARATI, Script.BENGALI)
}


def indic_parts(written: str, script: Script) -> Iterator[tuple[str, ...]]:
    """Yield how each piece of an Indic word may sound, its vowels too, in its order."""
    word = shifted(unicodedata.normalize("NFC", written.replace("\u200d", "").replace("\u200c", "")))
    for found in _PATTERNS[script].finditer(word):
        kind = found.lastgroup or "single"
        yield (_single(found[0]),) if kind == "single" else _CLUSTERS[int(kind[1:])][2]
        if _has_inherent_vowel(found[0], word[found.end() :]):
            yield ("a",)


def _single(letter: str) -> str:
    return _CONSONANTS.get(letter) or _VOWELS.get(letter, "")


def _has_inherent_vowel(piece: str, rest: str) -> bool:
    """Whether an a that nobody writes follows: after a consonant without a sign, never at the end."""
    last = piece.rstrip(_NUKTA)[-1:]
    following = rest.lstrip(_NUKTA)[:1]
    return "क" <= last <= "ह" and following not in (*_SIGNS, _VIRAMA, "")
