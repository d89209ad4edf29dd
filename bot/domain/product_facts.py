"""What is known of a product besides its price and stock: its fields, their bounds, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.locale import CODES

LONGEST_NAME, LONGEST_CARE, LONGEST_WORD, MOST_WORDS, MOST_MATCHES = 200, 600, 60, 40, 20
MOST_MONTHS, MOST_DAYS = 600, 400
# What a shop's people write, or its system tells; in this order on a page and in a table.
FACTS = ("category", "sizes", "colours", "material", "warranty_months", "lasts_days", "goes_with", "care", "titles")
# What an answer or a notice wants and a product may lack.
WANTED = ("category", "sizes", "colours", "material", "warranty_months", "lasts_days", "goes_with", "care")
COUNTED = {"warranty_months": MOST_MONTHS, "lasts_days": MOST_DAYS}


class BadProduct(ValueError):
    """Raised for a product that cannot be: names the field, what is wrong and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}: {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What a shop's system tells of a product besides its price and stock; what is None or empty was not told.

    `matches` are ids, at that system, of what goes with it.
    """

    sizes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    material: str = ""
    warranty_months: int | None = None
    lasts_days: int | None = None
    care: str = ""
    matches: tuple[str, ...] = ()


NO_FACTS = ProductFacts()


def check_facts(facts: Mapping[str, Any]) -> None:
    """Look whether facts can be kept.

    Raises:
        BadProduct: too much of something, or a language that is none.
    """
    for name, value in facts.items():
        if name in COUNTED:
            if not 0 <= value <= COUNTED[name]:
                raise BadProduct(name, "is out of bounds", f"write 0 to {COUNTED[name]}")
        elif name in _LISTS:
            _check_words(name, value)
        elif name in _TEXTS:
            if len(value) > _TEXTS[name]:
                raise BadProduct(name, "is too long", f"write at most {_TEXTS[name]} letters")
        else:
            _check_texts(name, value)


def _check_words(name: str, words: Collection[str]) -> None:
    if len(words) > _LISTS[name]:
        raise BadProduct(name, "has too many", "keep those that matter most")
    if any(not word.strip() or len(word) > LONGEST_WORD for word in words):
        raise BadProduct(name, "has an empty or a long one", f"write each with 1 to {LONGEST_WORD} letters")


def _check_texts(name: str, texts: Mapping[str, str]) -> None:
    most = LONGEST_CARE if name == "care" else LONGEST_NAME
    for locale, text in texts.items():
        if locale not in CODES:
            raise BadProduct(name, "has a language that is none", f"write one of {', '.join(CODES)}")
        if len(text) > most:
            raise BadProduct(name, "is too long", f"write at most {most} letters")


_LISTS = {"sizes": MOST_WORDS, "colours": MOST_WORDS, "goes_with": MOST_MATCHES}
_TEXTS = {"category": LONGEST_WORD, "material": LONGEST_NAME}
