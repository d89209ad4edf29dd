"""Reads an answer to a question that acts ("shall I cancel it?"): a plain yes, a no, neither for sure, something else.

A yes is what holds nothing but yes: every word of it is a yes, a courtesy, a filler, or names what was asked about, and
one of them is a yes. A negation, a doubt, a condition or a question anywhere makes it none, and so does the same wish
said again. What is no plain yes never acts; it is asked once more, with the buttons.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from bot.domain.clauses import may_end_here
from lexicon.folding import unquoted_words
from lexicon.meanings import codes, of_locale


class Polarity(StrEnum):
    """What an answer says of what was asked."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"  # yes and no, a doubt, a condition, a question, the wish itself
    OTHER = "other"  # nothing that speaks of yes or no


class Act(StrEnum):
    """What the question is about: its words may stand beside a yes, and alone are the wish said again."""

    CANCEL = "of cancel"
    CONFIRM = "of confirm"
    STOP = "of stop"
    SUBSCRIBE = "of subscribe"
    WITHDRAW = "of withdraw"


_YES, _DO_IT, _NO, _NEGATION = "yes", "do it", "no", "negation"
_DOUBT, _CONDITION, _IF = "doubt", "condition", "if"
_BARRED = frozenset({"question", _DOUBT})
_CONDITIONS = frozenset({_CONDITION, _IF})
_SEND_IT, _WANT_IT, _GOODS = "send it", "want it", "goods"
# "Send it", "I want it" agree to what gives something, and to what ends something hardly.
_GIVING = frozenset({Act.CONFIRM, Act.SUBSCRIBE})
_SIGNS = {
    **dict.fromkeys("👍👌✅✔☑🆗💯", _YES),
    **dict.fromkeys("👎❌🚫✖🙅", _NO),
    **dict.fromkeys("🤔😕🧐😂🤣😡😠🤬🙄😏😤", _DOUBT),
    **dict.fromkeys("?؟❓❔⁉", "question"),
}
_LONGEST_PHRASE, _BEGINNING = 5, 2  # words, phrases
# More than this is no answer but a story, and stories are read by the model.
_MOST_WORDS = 25
Phrase = tuple[str, ...]


def polarity(text: str, locale: str, act: Act, number: str = "", *, asked_by_us: bool = False) -> Polarity:
    """What a message says to a question that acts, in any of our locales.

    Args:
        locale: the customer's; where locales differ on a word ("na", "par") theirs counts.
        number: of the order asked about, which may be named beside a yes.
        asked_by_us: the customer had not wished it before: "confirm" below our notice is no wish said again.
    """
    said, unknown = _read(text, locale, act, number)
    said = _weigh_wishes(said, act, unknown=unknown)
    if asked_by_us and act in said:
        said = said - {act} | {_DO_IT}
    agrees = bool(said & {_YES, _DO_IT})
    refuses = bool(said & {_NO, _NEGATION})
    if said & _BARRED:
        return Polarity.UNSURE
    if refuses and not agrees and not begins_with_if(text, locale):
        return Polarity.NO
    if refuses or said & _CONDITIONS:
        return Polarity.UNSURE
    if not unknown and (_YES in said or (_DO_IT in said and act not in said)):
        return Polarity.YES
    return Polarity.UNSURE if agrees or act in said else Polarity.OTHER


def has_reservation(text: str, locale: str) -> bool:
    """Whether a doubt or a condition stands in a text."""
    return any(meanings & {_DOUBT, *_CONDITIONS} for _, meanings in _phrases(_words(text), locale, Act.STOP))


def is_reserved_yes(text: str, locale: str, act: Act) -> bool:
    """Whether a yes stands in a text beside a no, a doubt or a condition: "yes, if I get my money back"."""
    said, _ = _read(text, locale, act, "")
    return bool(said & {_YES, _DO_IT}) and bool(said & {_NO, _NEGATION, _DOUBT, *_CONDITIONS})


def begins_with_if(text: str, locale: str) -> bool:
    """Whether a text sets a condition by its first words: "only if it is free"."""
    phrases = list(_phrases(_words(text), locale, Act.STOP))[:_BEGINNING]
    return any(_IF in meanings for _, meanings in phrases)


def holds_unknown(text: str, locale: str) -> bool:
    """Whether a text has a word that neither answers a question nor stands beside an answer."""
    return _read(text, locale, Act.STOP, "")[1]


def is_all_no(text: str, locale: str, act: Act, number: str = "") -> bool:
    """Whether a text is a no with no word in it that we don't know: whatever it was read as, it is one."""
    _, unknown = _read(text, locale, act, number)
    return not unknown and polarity(text, locale, act, number) is Polarity.NO


def _weigh_wishes(said: set[str], act: Act, *, unknown: bool) -> set[str]:
    """What "send it" and "I want it" come to: "yes, I want it" below "shall I cancel it?" may well keep it."""
    wishes = said & {_SEND_IT, _WANT_IT}
    if not wishes:
        return said
    if act is Act.SUBSCRIBE and _GOODS in said:
        return said - wishes | {_DOUBT}  # "send my order" agrees to no offers
    if act in _GIVING:
        return said - wishes | {_DO_IT}
    if act is Act.CANCEL and not unknown and not said & {_YES, _DO_IT, act}:
        return said - wishes | {_NO}  # "I want my order" keeps it
    return said - wishes | ({_DOUBT} if _SEND_IT in wishes or act not in said else set())


def _read(text: str, locale: str, act: Act, number: str) -> tuple[set[str], bool]:
    """What the words and signs of a text mean, and whether any of them is none we know."""
    words = _words(text)
    # All of it is read: what stands behind an unknown word still bars a yes.
    phrases = list(_phrases(words, locale, act))
    said = {meaning for sign, meaning in _SIGNS.items() if sign in text}.union(*(meanings for _, meanings in phrases))
    unknown = any(not meanings and phrase != (number,) for phrase, meanings in phrases)
    return said, unknown or len(words) > _MOST_WORDS


def _phrases(words: Sequence[str], locale: str, act: Act) -> Iterator[tuple[Phrase, frozenset[str]]]:
    """The phrases of a text in order, each with what it means; a word we don't know means nothing."""
    at = 0
    while at < len(words):
        phrase, meanings = _longest(words[at:], locale, act)
        yield phrase, meanings if may_end_here(words, at) else meanings - {_CONDITION}
        at += len(phrase)


def _longest(words: Sequence[str], locale: str, act: Act) -> tuple[Phrase, frozenset[str]]:
    """The longest phrase that these words begin with and that means something, or their first word and nothing."""
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        phrase = tuple(words[:size])
        for table in _tables(locale):
            meanings = frozenset(one for one in table.get(phrase, ()) if not one.startswith("of ") or one == act)
            if meanings:
                # "Stop" is a no, except where stopping is what was asked about.
                return phrase, meanings - {_NEGATION} if act in meanings else meanings
    return (words[0],), frozenset()


@lru_cache(maxsize=16)
def _tables(locale: str) -> tuple[Mapping[Phrase, frozenset[str]], ...]:
    """What phrases mean, by locale: the customer's, English, theirs in the other script, then all others."""
    language = locale.partition("-")[0]
    first = (locale, "en", language, f"{language}-Latn")
    return tuple(_table(code) for code in dict.fromkeys((*first, *codes())) if code in codes())


@lru_cache(maxsize=16)
def _table(code: str) -> Mapping[Phrase, frozenset[str]]:
    found: dict[Phrase, set[str]] = {}
    for meaning, phrases in of_locale(code, "answer").items():
        for phrase in phrases:
            found.setdefault(tuple(_words(phrase)), set()).add(meaning)
    return {phrase: frozenset(meanings) for phrase, meanings in found.items() if phrase}


def _words(text: str) -> list[str]:
    """The words as they are compared: apostrophes away, stretched letters once (haaan, yesss, okkk)."""
    return [
        word if word.isdigit() else "".join(letter for letter, _ in itertools.groupby(word))
        for word in unquoted_words(text)
    ]
