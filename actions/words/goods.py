"""What a question about goods asks for: a colour, a size, a sum, a picture, a blouse piece, word of what is back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from bot.domain.goods import Budget, ColourWish
from lexicon.folding import fold, unquoted_words
from lexicon.meanings import WordList, by_key, of_locale, pattern_meaning, words_meaning

_COLOURS = by_key("colour")
_SHADES = of_locale("en", "colour")
_THINGS = frozenset(words_meaning("colour or thing"))
_SIZES = by_key("size")
_PICTURE, _BLOUSE, _BACK, _MOST = (by_key(each) for each in ("picture", "blouse", "back again", "at most"))
_ASKS_PICTURE, _IS_BLOUSE = WordList(_PICTURE["asking"]), WordList(_BLOUSE["words"])
_IS_PIECE, _WISHES, _NOT_GOODS = (
    WordList(entries) for entries in (_BLOUSE["piece"], _BACK["wish"], _BACK["not about"])
)
_LEAST, _CHEAPEST, _THOUSAND = (words_meaning(each) for each in ("at least", "cheapest", "thousand"))
_PIECES = words_meaning("piece")
_RUNS = pattern_meaning("keeps its colour")
_NUMBERS = {word: int(number) for number, words in by_key("number").items() if number.isdigit() for word in words}
_NEGATIONS = frozenset(word for key in ("negation", "no") for word in by_key("answer")[key] if " " not in word)
_AMOUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{2,3})+|\d+)(?:\.(\d))?\s*([^\W\d_]+)?")
_LEAST_PRICE, _MOST_PRICE = 50, 10**9  # what is less counts pieces, not money
_FEW_WORDS = 4
_THOUSANDS = 1000
_APART = re.compile(r"(\d)(?=[^\W\d])")  # "2000thi"
_SIZE_WORD = re.compile(r"\b(?:size|saiz|saij|sais)\b|साइज|साईज|સાઇઝ|સાઈઝ|সাইজ")
_LETTER = re.compile(r"(?<!['’\w])(?:X{0,3}[SL]|M|[2-5]XL)(?![\w'’])")


def colours_in(text: str) -> tuple[ColourWish, ...]:
    """The colours that a text names, each once."""
    told, found = _padded(text), dict[str, frozenset[str]]()
    for family, words in _COLOURS.items():
        for word in words:
            if f" {word} " in told:
                found[word] = found.get(word, frozenset()) | frozenset(_SHADES[family])
    # "sky blue" is one colour and not blue besides
    whole = [word for word in found if not any(word != other and f" {word} " in f" {other} " for other in found)]
    return tuple(ColourWish(word, found[word], word in _THINGS) for word in whole)


def without_colours(text: str) -> str:
    """The text without the colours in it, for finding what is to have them."""
    told = _padded(text)
    for wish in colours_in(text):
        told = told.replace(f" {wish.said} ", " ")
    return told.strip()


def size_in(text: str, sizes: Collection[str]) -> str:
    """The size that a text asks for, as the labels have it, "" for none; letters alone need a sign that they are sizes.

    Args:
        sizes: those of the goods that are spoken of.
    """
    words = unquoted_words(text)
    labels = {size.casefold(): size for size in sizes}
    spoken = _SIZE_WORD.search(fold(text)) is not None or len(words) <= _FEW_WORDS
    letters = [*_LETTER.findall(text)]
    letters += [word.upper() for word in words if _LETTER.fullmatch(word.upper()) and (spoken or len(word) > 1)]
    if letters:
        return str(letters[0])
    told = _padded(text)
    named = [(name, label) for label, names in _SIZES.items() if spoken and label in labels for name in names]
    named += [(label, label) for label in labels if len(label) > 1]
    said = [(len(name), label) for name, label in named if f" {name} " in told]
    return labels[max(said)[1]] if said else ""


def budget_in(text: str, *, bare: bool = False) -> Budget | None:
    """The sums that a text sets for a price, None where it sets none.

    Args:
        bare: whether an amount with nothing beside it is the most that may be spent.
    """
    told, amounts = _padded(_APART.sub(r"\1 ", fold(text))), amounts_in(text)
    most, least = _has(told, _MOST["words"]), _has(told, _LEAST)
    if len(amounts) > 1 and _has(told, _MOST["of ends"] + ("between", "beech", "vache", "vachhe", "majhe")):
        return Budget(min(amounts[:2]), max(amounts[:2]))
    if not amounts or not (most or least or bare):
        return None
    return Budget(least=amounts[0]) if least else Budget(most=amounts[0])


def says_what_instead(text: str, *, names_a_thing: bool) -> bool:
    """Whether a wish for a change says what is to be: a colour, a size, how many.

    Args:
        names_a_thing: whether the text names goods; then a colour may be of what is to be changed ("the red saree").
    """
    told = _padded(text)
    colours = [colour for colour in colours_in(text) if not names_a_thing or f" to {colour.said} " in told]
    return bool(colours or size_in(text, _SIZES) or _has_number_beside(unquoted_words(text), _PIECES))


def asks_for_cheapest(text: str) -> bool:
    """Whether the lowest prices are asked for."""
    return _has(_padded(text), _CHEAPEST)


def asks_for_picture(text: str) -> bool:
    """Whether a picture is wanted; one that is only spoken of is not."""
    told, words = _padded(text), unquoted_words(text)
    if not _has(told, _PICTURE["words"]) or _has(told, _PICTURE["shown"]):
        return False
    return len(words) < _FEW_WORDS or _ASKS_PICTURE.is_among(words)


def asks_for_blouse(text: str) -> bool:
    """Whether a blouse piece is asked about."""
    words = unquoted_words(text)
    return _IS_BLOUSE.is_among(words) and (_IS_PIECE.is_among(words) or len(words) <= _FEW_WORDS)


def asks_whether_it_runs(text: str) -> bool:
    """Whether it is asked if the colour stays."""
    return _RUNS.search(fold(text)) is not None


def wants_word(text: str) -> bool:
    """Whether word is wanted of something that is back in stock."""
    told, words = _padded(text), unquoted_words(text)
    if _NOT_GOODS.is_among(words):
        return False
    return _has(told, _BACK["wait"]) or (_WISHES.is_among(words) and _has(told, _BACK["back"]))


def wants_no_word(text: str) -> bool:
    """Whether word of something that is back is not wanted any more: the no stands beside the telling."""
    if not wants_word(text):
        return False
    words = unquoted_words(text)
    return any(
        (one in _NEGATIONS and _WISHES.is_among([other])) or (other in _NEGATIONS and _WISHES.is_among([one]))
        for one, other in pairwise(words)
    )


def _has_number_beside(words: list[str], entries: Collection[str]) -> bool:
    return any(one.isdigit() and other in entries for pair in pairwise(words) for one, other in (pair, pair[::-1]))


def amounts_in(text: str) -> list[int]:
    """Return the sums of money that a text names, in whole units of its currency; what counts pieces is none."""
    folded = fold(text)
    found = []
    for match in _AMOUNT.finditer(folded):
        amount = int(match[1].replace(",", ""))
        thousands = match[3] is not None and match[3] in _THOUSAND
        if thousands:
            amount = amount * _THOUSANDS + int(match[2] or 0) * _THOUSANDS // 10
        if amount >= _LEAST_PRICE:
            found.append(min(amount, _MOST_PRICE))
    return found or _in_words(unquoted_words(text))


def _in_words(words: list[str]) -> list[int]:
    """ "do hazaar", "a thousand": in thousands."""
    return [
        _NUMBERS.get(words[place - 1] if place else "", 1) * _THOUSANDS
        for place, word in enumerate(words)
        if word in _THOUSAND and len(word) > 1
    ]


def _padded(text: str) -> str:
    return f" {' '.join(unquoted_words(text))} "


def _has(told: str, entries: Iterable[str]) -> bool:
    return any(f" {entry} " in told for entry in entries)
