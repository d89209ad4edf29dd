"""Order numbers that are said in words: "order number ten forty two", "एक हजार तैंतालीस वाला". Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lexicon.folding import normalise
from lexicon.meanings import by_key, codes, of_locale
from lexicon.sounding import sound
from rasa_addons.vocabulary import Word, about, words_of

_MEANING = "number in words"
_HUNDRED, _THOUSAND = 100, 1000
_FEWEST_WORDS, _MOST_WORDS = 2, 7
_SHORTEST, _LONGEST = 3, 6  # digits of an order number
# Prices and sums are round; a number of an order that nothing names must not be one.
_ROUND = 50
# How many words may stand between "order" and its number: "order number is …".
_NEAR = 3
_SILENT_N = re.compile(r"n(?=[^aeiou])")


class SpokenNumber(NamedTuple):
    """A number in words: its digits, and where its words stand in the normalised text."""

    digits: str
    start: int
    end: int


def find_spoken_orders(words: Sequence[Word]) -> Iterator[SpokenNumber]:
    """Yield the order numbers in words: named as one before or after, and no count, price or time."""
    index = 0
    while index < len(words):
        count = _run_length(words, index)
        digits = _digits([_value(word.text) or 0 for word in words[index : index + count]])
        if digits and _is_named(words, index, count, digits):
            yield SpokenNumber(digits, words[index].start, words[index + count - 1].end)
        index += max(1, count)


def with_digits(normalised: str) -> str:
    """Return the normalised text with order numbers that are said in words written as digits."""
    written, end = [], 0
    for number in find_spoken_orders(words_of(normalised)):
        written += [normalised[end : number.start], number.digits]
        end = number.end
    return "".join([*written, normalised[end:]])


def _run_length(words: Sequence[Word], index: int) -> int:
    count = 0
    while count < _MOST_WORDS and index + count < len(words) and _value(words[index + count].text) is not None:
        count += 1
    return count


def _digits(values: Sequence[int]) -> str:
    """The digits these words say together ("ten forty two" is 1042); none for what is no number of an order."""
    if len(values) < _FEWEST_WORDS:
        return ""
    said = _joined(values)
    if _THOUSAND in said:
        place = said.index(_THOUSAND)
        total = (said[0] if place else 1) * _THOUSAND + _below_thousand(said[place + 1 :])
        digits = str(total)
    elif _HUNDRED in said:
        digits = str(_below_thousand(said))
    else:
        digits = "".join(map(str, said))
    return digits if _SHORTEST <= len(digits) <= _LONGEST else ""


def _joined(values: Sequence[int]) -> list[int]:
    """English says 42 in two words."""
    said: list[int] = []
    for value in values:
        if said and said[-1] in range(20, 100, 10) and value in range(1, 10):
            said[-1] += value
        else:
            said.append(value)
    return said


def _below_thousand(said: Sequence[int]) -> int:
    if _HUNDRED not in said:
        return sum(said)
    place = said.index(_HUNDRED)
    return (said[place - 1] if place else 1) * _HUNDRED + sum(said[place + 1 :])


def _is_named(words: Sequence[Word], index: int, count: int, digits: str) -> bool:
    after = words[index + count].text if index + count < len(words) else ""
    if after in about("money") or after in about("unit"):
        return False
    near = [word.text for word in words[max(0, index - _NEAR) : index]]
    if any(_is_order(word) or word in _named("before") for word in near):
        return True
    return (_is_order(after) or after in _named("after")) and int(digits) % _ROUND != 0


def _is_order(word: str) -> bool:
    """Whether a word is "order", with or without an ending ("অর্ডারটা")."""
    return any(word[:length] in about("order") for length in range(len(word), _SHORTEST, -1))


@lru_cache(maxsize=4096)
def _value(word: str) -> int | None:
    spelled, spoken = _numbers()
    return spelled[word] if word in spelled else spoken.get(_key(word))


@lru_cache(maxsize=1)
def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    """What each word says, by its spelling and by its sound; ten words a key, in their order."""
    spelled: dict[str, int] = {}
    spoken: dict[str, int] = {}
    for code in codes():
        for key, entries in of_locale(code, _MEANING).items():
            if not key.isdigit():
                continue
            step = 0 if int(key) >= _HUNDRED else 1
            for place, entry in enumerate(entries):
                for word in map(normalise, entry.split("/")):
                    spelled.setdefault(word, int(key) + step * place)
                    spoken.setdefault(_key(word), int(key) + step * place)
    return spelled, spoken


def _key(word: str) -> str:
    return _SILENT_N.sub("", sound(word))


@lru_cache(maxsize=2)
def _named(place: str) -> frozenset[str]:
    return frozenset(map(normalise, by_key(_MEANING)[place]))
