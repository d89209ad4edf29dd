"""The clauses of a message, each with its words, and the words that say no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lexicon.folding import fold, unquoted_words
from lexicon.meanings import PhraseList, by_key, codes, of_locale, words_meaning

# What may stand beside a word without being a part of it.
_BESIDE = r"[^\s.,;:!?()…।-]"
_AT_START = r"(?<![\s\S])|(?<=[,;.!?।\n])|(?<=[,;.!?।\n] )"


def _next_clause() -> re.Pattern[str]:
    """What begins a clause: signs and words; some words only at the start, behind a sign or what ends a clause."""
    told = by_key("next clause")
    ends = "|".join(f"(?<={_end(entry)} )" for entry in by_key("ends a clause")["words"])
    always, behind_verbs = (f"(?:{'|'.join(map(re.escape, told[key]))})" for key in ("words", "behind a verb"))
    alone = f"{always}|(?={behind_verbs})(?:{_AT_START}|{ends}){behind_verbs}"
    return re.compile("|".join((*told["pattern"], f"(?<!{_BESIDE})(?:{alone})(?!{_BESIDE})")))


def _end(entry: str) -> str:
    """A word that ends a clause; behind a star, the end of one."""
    return re.escape(entry.removeprefix("*")) if entry.startswith("*") else f"(?<!{_BESIDE}){re.escape(entry)}"


NEXT_CLAUSE = _next_clause()
_BEHIND_VERBS = frozenset(by_key("next clause")["behind a verb"])
_ENDS = re.compile("|".join(re.escape(entry).replace(r"\*", ".*") for entry in by_key("ends a clause")["words"]))
_NOES = ("negation", "no")
_NO_DENIAL = frozenset(words_meaning("denies no wish"))


def _single(code: str) -> frozenset[str]:
    """The single words of a locale that say no, apostrophes away; "money back" says none."""
    entries = of_locale(code, "answer")
    return frozenset(word.replace("'", "") for key in _NOES for word in entries[key] if " " not in word) - _NO_DENIAL


# In English a no comes before its number ("not 1045"), in our other languages behind it ("1045 nahi").
NO_BEFORE = _single("en")
NO_BEHIND = frozenset().union(*(_single(code) for code in codes() if code != "en"))
NEGATIONS = NO_BEFORE | NO_BEHIND
# "Keep 1045", "1045 rehne do": nothing is to be done about it, without a word that says no.
_LEAVING = PhraseList(
    unquoted_words(phrase)
    for phrase in (*by_key("take back")["words"], *by_key("take back")["whole"], *by_key("answer")["no"])
)
CANCEL_VERBS = frozenset(word for word in by_key("answer")["of cancel"] if " " not in word)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text that says one thing: where it starts and ends, and its words, folded, apostrophes away."""

    start: int
    end: int
    words: tuple[str, ...]


def denies(words: Sequence[str]) -> bool:
    """Whether words (folded, apostrophes away) say no to what they name, or that it is to be left as it is."""
    return bool(NEGATIONS.intersection(words)) or _LEAVING.is_in(words)


def may_end_here(words: Sequence[str], place: int) -> bool:
    """Whether a clause may end before the word at a place: "mil gaya par …" does, "is number par …" does not.

    Only words of two meanings are told so ("par", "pan", "sathe"); before any other it may.
    """
    return place == 0 or words[place] not in _BEHIND_VERBS or _ENDS.fullmatch(words[place - 1]) is not None


def clauses_of(text: str, breaks: re.Pattern[str] = NEXT_CLAUSE) -> list[Clause]:
    """The clauses of a text in order; one that holds no word is among them. `breaks` finds what stands between them."""
    ends = [match.span() for match in breaks.finditer(_folded_in_place(text))]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [Clause(at, to, tuple(unquoted_words(text[at:to]))) for at, to in zip(starts, stops, strict=True)]


def _folded_in_place(text: str) -> str:
    """The text folded, each letter at its place; only its case is folded where letters would fold to several."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return text.casefold() if len(text.casefold()) == len(text) else text
