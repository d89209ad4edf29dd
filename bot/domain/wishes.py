"""Reads off a message, without a model, which of its clauses wish something: thanks before a question, two wishes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.clauses import NEGATIONS, NEXT_CLAUSE, Clause, clauses_of, denies
from bot.domain.locale import DEFAULT, Locale
from bot.domain.polarity import Act, Polarity, polarity
from lexicon.folding import ascii_digits, unquoted_words
from lexicon.meanings import WordList, by_key, of_locale

# Answered rather than done: a "not" beside them is part of a story ("hasn't come").
_ASKED = frozenset({"track", "offers", "points", "cash"})
_NO_WISH = frozenset({"told", "parcel", "asks", "money"})
# One thing and its end: "cancel it and give me the refund", "I have changed my flat, bring it to the new address".
_STORIES = (
    frozenset({"cancel", "return", "refund", "exchange", "money", "cash", "offers"}),
    frozenset({"exchange", "address"}),
    frozenset({"points", "offers"}),
    frozenset({"messages", "track"}),
)
_TOKEN = re.compile(r"\S+")
_LONGEST_PHRASE = 4  # words
# Longer messages are stories; the model reads them whole.
_MOST_CLAUSES = 8
_ORDER = re.compile(r"(?<![\w₹.])\d{3,8}(?!\w|\.\d)")
_PIN_DIGITS = 6
_LOOSE = " ,;\n"


@dataclass(frozen=True, slots=True)
class TwoWishes:
    """A message that wishes two things: each in the customer's words, in their order."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _Lists:
    """The word lists of a locale, its language's other script and English."""

    kinds: Mapping[str, WordList]
    courtesies: frozenset[tuple[str, ...]]
    greetings: frozenset[tuple[str, ...]]
    breaks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with what it wishes and the order numbers in it; `before` is where the one before it ends."""

    before: int
    clause: Clause
    kinds: frozenset[str]
    numbers: frozenset[str]


def speaks_of_something(text: str) -> bool:
    """Whether any word of a text wishes, asks or tells something that a shop is written for, in any locale."""
    return _spoken_of().is_among(unquoted_words(text))


def is_courtesy(text: str, locale: str) -> bool:
    """Whether a message holds nothing but greetings and thanks."""
    words = unquoted_words(text)
    return bool(words) and _after_phrases(words, _lists(locale).courtesies) == len(words)


def only_greets(text: str, locale: str) -> bool:
    """Whether a greeting is all there is."""
    words = unquoted_words(text)
    return bool(words) and _after_phrases(words, _lists(locale).greetings) == len(words)


def without_courtesy(text: str, locale: str) -> str:
    """The question of a message that begins with thanks or a greeting; the text as it is where none follows.

    After a greeting alone only a wish counts: "hello, how are you?" is all greeting.
    """
    lists, tokens = _lists(locale), list(_TOKEN.finditer(text))
    words = [" ".join(unquoted_words(token[0])) for token in tokens]
    said = _after_phrases(words, lists.courtesies)
    if not 0 < said < len(tokens):
        return text
    between = text[tokens[said - 1].start() : tokens[said].end()]
    closed = lists.breaks.search(between) is not None
    thanked = _after_phrases(words, lists.greetings) < said
    while said < len(tokens) - 1 and (not words[said] or lists.breaks.fullmatch(words[said])):
        said += 1
    rest = text[tokens[said].start() :]
    wishes = bool(_kinds(unquoted_words(rest), locale) - _NO_WISH)
    return rest if (thanked and _asks(rest, locale)) or (wishes and closed) else text


def two_wishes(text: str, locale: str) -> TwoWishes | None:
    """The two things a message wishes; None where it wishes one, or where a "not" makes one of them none.

    A number with no wish of its own shares its neighbour's: "cancel 1045 and 1048" are two cancellations.
    """
    parts = _parts(text, locale)
    if (
        len(parts) < 2
        or _leaves_one(text, locale)
        or any(_refuses(part, locale) for part in parts)
        or _answers(text[: parts[0].clause.end], locale)
    ):
        return None
    so_far = parts[0]
    for at, part in enumerate(parts[1:], 1):
        if _apart(so_far, part):
            return _cut(text, parts, at)
        so_far = replace(so_far, kinds=so_far.kinds | part.kinds, numbers=so_far.numbers | part.numbers)
    return None


def _asks(rest: str, locale: str) -> bool:
    """Whether what follows thanks is a question; an exclamation is none ("thanks, what a saree!")."""
    if "?" in rest:
        return bool(unquoted_words(rest))
    return not rest.rstrip().endswith("!") and _lists(locale).kinds["asks"].is_among(unquoted_words(rest))


def _parts(text: str, locale: str) -> list[_Part]:
    """The clauses that wish something or name an order; none of a text with too many of them."""
    clauses = [clause for clause in clauses_of(text, _lists(locale).breaks) if clause.words]
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return []
    told = [
        _Part(before, each, _wished(each.words, locale), _numbers(text[each.start : each.end]))
        for before, each in zip((0, *(clause.end for clause in clauses)), clauses, strict=False)
    ]
    return [part for part in told if part.kinds or (part.numbers and _is_bare(part))]


def _wished(words: Sequence[str], locale: str) -> frozenset[str]:
    """What a clause wishes; a question of where and when only if it names a parcel, and nothing else."""
    kinds = _kinds(words, locale)
    is_of_parcel = "parcel" in kinds or any(map(str.isdigit, words))
    wished = kinds - _NO_WISH - {"track"}
    if wished or "track" not in kinds:
        return wished
    return kinds & {"money"} or (kinds & {"track"} if is_of_parcel else frozenset())


def _kinds(words: Sequence[str], locale: str) -> frozenset[str]:
    return frozenset(kind for kind, listed in _lists(locale).kinds.items() if listed.is_among(words))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_ORDER.findall(ascii_digits(text)))


def _is_bare(part: _Part) -> bool:
    """Whether a clause holds a number that may be an order's and hardly a word beside it."""
    return len(part.clause.words) <= 2 and not any(len(number) == _PIN_DIGITS for number in part.numbers)


def _refuses(part: _Part, locale: str) -> bool:
    """Whether a clause says not to do it; "wrong" and "back" tell something else here."""
    noes = [word for word in part.clause.words if word in NEGATIONS]
    if part.numbers and not part.kinds & _ASKED and denies(part.clause.words):
        return True
    return bool(part.kinds - _ASKED) and not all(_kinds([word], locale) for word in noes)


def _leaves_one(text: str, locale: str) -> bool:
    """Whether a clause says to leave something as it is, and speaks of nothing else: "1045, don't touch that"."""
    clauses = clauses_of(text, _lists(locale).breaks)
    return any(denies(clause.words) and not _kinds(clause.words, locale) for clause in clauses)


def _answers(clause: str, locale: str) -> bool:
    """Whether a clause is a yes or a no to something we asked: what follows belongs to it."""
    return polarity(clause, locale, Act.CONFIRM) in (Polarity.YES, Polarity.NO)


def _apart(first: _Part, other: _Part) -> bool:
    if not (first.kinds | other.kinds):
        return False
    if first.numbers and other.numbers and not first.numbers & other.numbers:
        return True
    if not first.kinds or not other.kinds or first.kinds & other.kinds:
        return False
    return not any(first.kinds | other.kinds <= story for story in _STORIES)


def _cut(text: str, parts: Sequence[_Part], at: int) -> TwoWishes:
    """The text before and from the clause `at`; a clause that names only numbers takes the words of its neighbour."""
    first, other = parts[0], parts[at]
    one, rest = text[: other.before].strip(_LOOSE), text[other.clause.start :].strip(_LOOSE)
    if not other.kinds:
        return TwoWishes(one, _renumbered(one, first.numbers, rest))
    if any(part.kinds for part in parts[:at]):
        return TwoWishes(one, rest)
    return TwoWishes(_renumbered(rest, other.numbers, min(first.numbers)), text[parts[1].clause.start :].strip(_LOOSE))


def _renumbered(text: str, numbers: frozenset[str], then: str) -> str:
    return re.sub("|".join(map(re.escape, numbers)), then, ascii_digits(text), count=1)


def _after_phrases(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> int:
    """How many of these words are taken up by phrases from the first on; what holds no letters passes for one."""
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST_PHRASE, len(words) - at), 0, -1)
        size = next((size for size in sizes if tuple(words[at : at + size]) in phrases), 0 if words[at] else 1)
        if not size:
            break
        at += size
    return at


@lru_cache(maxsize=1)
def _spoken_of() -> WordList:
    wishes = by_key("wish")
    kinds = (words for kind, words in wishes.items() if kind != "parcel" and not kind.startswith("pattern"))
    return WordList([*(word for words in kinds for word in words), *by_key("answer")["question"]])


@lru_cache(maxsize=16)
def _lists(locale: str) -> _Lists:
    codes = Locale.of(locale).falls_back_to
    wishes = by_key("wish", codes)
    kinds = {kind: WordList(words) for kind, words in wishes.items() if not kind.startswith("pattern")}
    # Of what bars a yes in English ("is", "will") only some words ask by themselves.
    native = [word for code in codes if code != DEFAULT for word in of_locale(code, "answer")["question"]]
    asks = [*wishes["asks"], *native]
    hello = by_key("hello and thanks", codes)
    return _Lists(
        kinds=kinds | {"asks": WordList(asks)},
        courtesies=_phrases(hello["words"] + hello["thanks"]),
        greetings=_phrases(hello["words"]),
        breaks=re.compile("|".join((NEXT_CLAUSE.pattern, *wishes["pattern of break"]))),
    )


def _phrases(entries: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(unquoted_words(entry)) for entry in entries)
