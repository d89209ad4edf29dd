"""What a message mentions: numbers of every kind, days, products, stars; one way for all scripts. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lexicon.folding import normalise_with_origins
from lexicon.meanings import words_meaning
from lexicon.sounding import sound
from rasa_addons.dates import find_days
from rasa_addons.spoken_numbers import find_spoken_orders
from rasa_addons.vocabulary import NOT_A_PRODUCT, Word, about, products, words_of


class Mention(NamedTuple):
    """One thing that is mentioned: its kind, its value for machines, and where it stands in the text as typed."""

    kind: str
    value: str
    start: int
    end: int


class NormalisedMention(NamedTuple):
    """A mention, and where it stands in the normalised text."""

    kind: str
    value: str
    start: int
    end: int


_NOUN_ENDINGS = frozenset(words_meaning("ending of a noun"))
_EDGE, _CLOSE = r"(?<![\w₹#@.-])", r"(?![\w])"
_TRACKING = re.compile(_EDGE + r"[a-z0-9]{8,20}" + _CLOSE)
# Carriers write them in groups, "7830 1122 4509"; only what is named as one is read so.
_GROUPED = re.compile(_EDGE + r"\d{3,5}(?:[ -]\d{3,5}){1,4}" + _CLOSE)
_PHONE = re.compile(r"(?<![\w#+])(?:(?:\+|00)?91[ -]{0,2}|0)?([6-9]\d(?:[ -]?\d){8})" + _CLOSE)
_FOREIGN_PHONE = re.compile(r"(?<![\w#])\+([1-9]\d(?:[ -]?\d){6,13})" + _CLOSE)
_PIN = re.compile(r"(?:(?<=[^\W\d]-)|" + _EDGE + r")([1-9]\d{2})[ -]?(\d{3})" + _CLOSE)
_HASHED = re.compile(r"#\s{0,2}((?:[a-z]{1,4}-?)?\d{1,12})" + _CLOSE)
_PREFIXED = re.compile(_EDGE + r"([a-z]{2,4}-\d{3,8}|[a-z]{2}\d{3,5})" + _CLOSE)
_BARE = re.compile(r"(?:(?<=\border)|" + _EDGE + r")(\d{3,7})(?!\w|[.,/:]\d{1,3}(?!\d)|%)")
_NUMBER = re.compile(
    r"(?:(?<=\brs)|(?<=\binr)|(?<=\brs[.:-])|(?<=\binr[.:-])|(?<![\w#.,]))(\d{1,3}(?:,\d{2,3})+|\d{1,9})(\.\d{1,2})?(?!\d)"
)
# What stands before a number with a dash and makes it no order's.
_NO_PREFIX = frozenset({"rs", "inr", "pin", "code", "awb"})
_MARK = re.compile(r"(?<![\d/])([1-5])\s{0,2}(?:/|out of)\s{0,2}5(?![\d/])")
_STARS = re.compile(r"(?:[⭐★🌟]\s*){1,40}")
# Numbers stand near the start of what people write; what is searched is bounded because some searches look around.
_LONGEST = 1500
# Distance in characters within which "order" or "AWB" speaks about the number after it.
_REACH = 24
_LONGEST_NOUN = 40  # with its ending; a longer run of letters is no word


def find_mentions(text: str) -> list[Mention]:
    """Everything the text mentions, in order and without overlaps; the surer kinds are looked for first."""
    return list(_find_mentions(text[:_LONGEST]))


@lru_cache(maxsize=8)  # one message is asked about twice: for what it mentions, and whether that is all it says
def _find_mentions(text: str) -> tuple[Mention, ...]:
    normalised = normalise_with_origins(text)
    words = words_of(normalised.text)
    taken: list[NormalisedMention] = []
    for find in _FINDERS:
        for found in find(normalised.text, words):
            if not any(found.start < other.end and other.start < found.end for other in taken):
                taken.append(found)
    return tuple(
        Mention(found.kind, found.value, normalised.origins[found.start], normalised.origins[found.end - 1] + 1)
        for found in sorted(taken, key=lambda found: found.start)
    )


def _spoken_before(subject: str, words: Sequence[Word], position: int) -> bool:
    lexicon = about(subject)
    return any(position - _REACH <= word.end <= position and word.text in lexicon for word in words)


def _follows(subject: str, words: Sequence[Word], position: int) -> bool:
    index = next((i for i, word in enumerate(words) if word.start >= position), None)
    return index is not None and words[index].start - position <= 2 and about(subject).at(words, index) is not None


def _stars(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _STARS.finditer(normalised):
        count = sum(character in "⭐★🌟" for character in match.group())
        if count <= 5:
            yield NormalisedMention("rating", str(count), match.start(), match.end())


def _ratings(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _MARK.finditer(normalised):
        yield NormalisedMention("rating", match[1], *match.span())
    for index, word in enumerate(words):
        if word.text not in about("star"):
            continue
        for beside in (index - 1, index + 1):
            number = about("number").meaning([words[beside].text]) if 0 <= beside < len(words) else None
            digits = words[beside].text if 0 <= beside < len(words) else ""
            value = digits if re.fullmatch("[1-5]", digits) else number
            if value:
                first, last = sorted((word, words[beside]), key=lambda each: each.start)
                yield NormalisedMention("rating", value, first.start, last.end)


def _days(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for day in find_days(normalised, words):
        yield NormalisedMention("date", day.value, day.start, day.end)


def _amounts(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _NUMBER.finditer(normalised):
        before = re.search(r"(?:₹|[^\s\d₹]+)[\s.:-]{0,2}$", normalised[max(0, match.start() - _REACH) : match.start()])
        marker = before.group().strip(" .:-") if before else ""
        start, end = match.span()
        if marker == "₹" or (marker in about("money") and about("money").meaning([marker]) == "rupees"):
            start -= len(before.group()) if before else 0
        elif normalised.startswith(("/-", " /-"), end):
            end = normalised.index("/-", end) + 2
        elif normalised.startswith(("₹", " ₹"), end):
            end = normalised.index("₹", end) + 1
        elif _follows("money", words, end):
            end = next(word.end for word in words if word.start >= end)
        elif not (marker in about("money") and len(match[1]) <= 6):
            continue
        yield NormalisedMention("amount", match[1].replace(",", "") + (match[2] or ""), start, end)


def _tracking_numbers(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _TRACKING.finditer(normalised):
        token = match.group()
        digits = sum(map(str.isdigit, token))
        named = _spoken_before("tracking", words, match.start())
        is_phone = _PHONE.fullmatch(token) is not None
        if digits >= 6 and (named or not is_phone) and not _spoken_before("order", words, match.start()):
            yield NormalisedMention("tracking_number", token.upper(), *match.span())
    for match in _GROUPED.finditer(normalised):
        if _spoken_before("tracking", words, match.start()):
            yield NormalisedMention("tracking_number", re.sub(r"\D", "", match.group()), *match.span())


def _phones(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _FOREIGN_PHONE.finditer(normalised):
        yield NormalisedMention("phone", "+" + re.sub(r"\D", "", match[1]), *match.span())
    for match in _PHONE.finditer(normalised):
        yield NormalisedMention("phone", "+91" + re.sub(r"\D", "", match[1]), *match.span())


def _pin_codes(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _PIN.finditer(normalised):
        if not _spoken_before("order", words, match.start()):
            yield NormalisedMention("pin_code", match[1] + match[2], *match.span())


def _marked_orders(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _HASHED.finditer(normalised):
        yield NormalisedMention("order_number", match[1].upper(), *match.span())
    for match in _PREFIXED.finditer(normalised):
        if re.split(r"[^a-z]", match[1])[0] not in _NO_PREFIX:
            yield NormalisedMention("order_number", match[1].upper(), *match.span())


def _spoken_orders(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for number in find_spoken_orders(words):
        yield NormalisedMention("order_number", number.digits, number.start, number.end)


def _bare_orders(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    for match in _BARE.finditer(normalised):
        if not _follows("unit", words, match.end()):
            yield NormalisedMention("order_number", match[1], *match.span())


def _named_products(normalised: str, words: Sequence[Word]) -> Iterator[NormalisedMention]:
    index = 0
    while index < len(words):
        noun, count = products().at(words, index) or (_inflected(words[index].text), 1)
        if noun and noun != NOT_A_PRODUCT:
            yield NormalisedMention("product", noun, words[index].start, words[index + count - 1].end)
        index += count


def _inflected(word: str) -> str | None:
    """The noun of a word with a case ending; only words long enough not to meet another by accident."""
    if len(word) > _LONGEST_NOUN:
        return None
    for cut in range(len(word) - 1, 3, -1):
        if sound(word[cut:]) in _NOUN_ENDINGS:
            noun = products().meaning([word[:cut]])
            if noun and noun != NOT_A_PRODUCT:
                return noun
    return None


Finder = Callable[[str, Sequence[Word]], Iterator[NormalisedMention]]
# Surest first. A tracking number is looked for before a phone only because it must be named as one to win.
_FINDERS: tuple[Finder, ...] = (
    *(_stars, _ratings, _marked_orders, _spoken_orders, _amounts, _tracking_numbers, _phones),
    *(_days, _pin_codes, _bare_orders, _named_products),
)
