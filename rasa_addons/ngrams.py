"""What the classifier sees of a message, in three views: as written, as spoken, and by what its words mean. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar

from lexicon.folding import normalise, tokens
from lexicon.sounding import sound
from rasa_addons.glosses import gloss, is_romanised
from rasa_addons.spoken_numbers import with_digits

# Of a longer message the beginning and the end are seen: what is wished stands in one of them. It bounds the work too.
MOST_TOKENS = 60
# The same of what is embedded, in characters: the cost grows with the length.
MOST_EMBEDDED = 300
LONGEST_TOKEN = 30
_MOST_MEANINGS_PAIRED = 14
_MOST_CLAUSES, _MOST_IN_CLAUSE, _MOST_MEANINGS_IN_CLAUSE = 12, 30, 8
_DIGITS = re.compile(r"[0-9]{2,}")
_SAMPLE = "123456789012"
# A dot within a number and a word within another begin none; "par" and "pan" only behind a verb: "gate par" is at it.
_NEXT_CLAUSE = re.compile(
    r"[,;!?\n]+|\.+(?!(?<=\d\.)\d)(?!(?<=\S\.)\S{0,20}\d{3})|\b(?:but|and|lekin|aur|ane|kintu|ar)\b"
    r"|(?:(?<=hai )|(?<=gaya )|(?<=nahi ))par\b|(?:(?<=he )|(?<=yu )|(?<=thi ))pan\b"
    r"|(?<!\S)(?:लेकिन|और|અને|কিন্তু|আর)(?!\S)|(?:(?<=છે )|(?<=યું )|(?<=નથી ))પણ(?!\S)"
)


Whole = TypeVar("Whole", str, list[str])


class MessageFeatures(NamedTuple):
    """How often each feature occurs, and the text to make a sentence embedding of, if one is of use."""

    features: Counter[str]
    embeddable: str | None


def see(text: str) -> MessageFeatures:
    """The features of a message; their first letter tells the view.

    w, p: words and pairs as written; c: pieces of 2 to 5 characters. s, q, d: the same as spoken.
    g, h: meanings and pairs of them in order; j: any two meanings in the message.
    n, y: meanings of a clause that says no, and of one that doesn't: "not cancel" is not "cancel".
    """
    normalised = with_digits(normalise(text))
    written = [shape(token) for token in ends_of(tokens(normalised), MOST_TOKENS)]
    spoken = [sound(word) for word in written]
    meanings = gloss(spoken)
    found = [*_words("wp", written), *_words("sq", spoken), *_words("gh", meanings)]
    for word in written:
        found += ["c" + piece for piece in _pieces(word, 2, 5)]
    for word in spoken:
        found += ["d" + piece for piece in _pieces(word, 2, 4)]
    different = sorted(set(meanings))[:_MOST_MEANINGS_PAIRED]
    found += [f"j{one} {two}" for one, two in combinations(different, 2)]
    found += _by_clause(normalised)
    # The embedding model knows our languages in their own scripts; in Latin letters it does harm (docs/nlu.md).
    return MessageFeatures(Counter(found), None if is_romanised(written, spoken) else to_embed(normalised))


def to_embed(normalised: str) -> str:
    """The beginning and end of a text, its numbers as `shape` tells them: 1042 and 58213 are one to the embedding."""
    ends = ends_of(normalised, MOST_EMBEDDED)
    return _DIGITS.sub(lambda number: _SAMPLE[: _like(len(number[0]))], ends)


def ends_of(whole: Whole, most: int) -> Whole:
    """The whole, or where it is longer than `most`, its first and its last half of so many."""
    return whole if len(whole) <= most else whole[: most // 2] + whole[-(most // 2) :]


def _by_clause(normalised: str) -> Iterator[str]:
    for clause in _NEXT_CLAUSE.split(normalised)[:_MOST_CLAUSES]:
        meanings = gloss([sound(shape(token)) for token in tokens(clause)[:_MOST_IN_CLAUSE]])
        denied = "not" in meanings
        for meaning in meanings[:_MOST_MEANINGS_IN_CLAUSE]:
            if meaning != "not":
                yield f"{'n' if denied else 'y'}{meaning}"
        if denied and len(meanings) == 1:
            yield "n^"


def shape(token: str) -> str:
    """A number is told by what it can be, not by its digits; a single digit may be a choice or a mark and stays."""
    digits = sum(character.isdigit() for character in token)
    if digits == 0 or (token.isdigit() and digits == 1):
        return token[:LONGEST_TOKEN]
    return f"#{_like(digits)}" if digits == len(token) else f"#a{min(digits, 12)}"


def _like(digits: int) -> int:
    """How many digits stand for numbers of so many: an order's has 3 to 7, and only a PIN code has 6."""
    return 4 if digits in (3, 4, 5, 7) else min(digits, 12)


def _words(views: str, words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield views[0] + word
    for one, two in pairwise(["^", *words, "$"]):
        yield f"{views[1]}{one} {two}"


def _pieces(word: str, shortest: int, longest: int) -> Iterator[str]:
    padded = f" {word} "
    for size in range(shortest, longest + 1):
        if len(padded) <= size:
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
