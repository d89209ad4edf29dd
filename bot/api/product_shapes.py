"""What is sent and told of the shop's products."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.asked import LARGEST_ID, PAGE, Number, Query, Version
from bot.api.canned_shapes import CustomerLocale
from bot.api.staff_shapes import Body
from bot.domain.product_facts import (
    LONGEST_CARE,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_DAYS,
    MOST_MATCHES,
    MOST_MONTHS,
    MOST_WORDS,
)
from bot.shops.own import kinds

Fact = Literal[
    "category", "sizes", "colours", "material", "warranty_months", "lasts_days", "goes_with", "care", "titles"
]
Lacking = Literal["", "category", "sizes", "colours", "material", "warranty_months", "lasts_days", "goes_with", "care"]
FactWord = Annotated[kinds.Needed, Field(max_length=LONGEST_WORD)]
CareText = Annotated[kinds.Lines, Field(max_length=LONGEST_CARE)]
FactName = Annotated[kinds.Words, Field(max_length=LONGEST_NAME)]


class ProductsQuery(Query):
    """Which products: some words of title, SKU or category, and what they lack."""

    q: str = Field(default="", max_length=100)
    lacks: Lacking = ""
    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=100)


class ProductChange(Body):
    """What is to be changed of a product as it was at `version`; texts by language come whole.

    `give_back`: facts that the shop's system may tell of again.
    """

    version: Version
    category: Annotated[kinds.Words, Field(max_length=LONGEST_WORD)] | None = None
    sizes: tuple[FactWord, ...] | None = Field(default=None, max_length=MOST_WORDS)
    colours: tuple[FactWord, ...] | None = Field(default=None, max_length=MOST_WORDS)
    material: FactName | None = None
    warranty_months: int | None = Field(default=None, ge=0, le=MOST_MONTHS)
    lasts_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    goes_with: tuple[FactWord, ...] | None = Field(default=None, max_length=MOST_MATCHES)
    care: dict[CustomerLocale, CareText] | None = None
    titles: dict[CustomerLocale, FactName] | None = None
    give_back: tuple[Fact, ...] = ()


class ProductWhole(Shown):
    """A product; `price` in minor units (paise). `typed`: facts its people wrote, which no system's news changes.

    `lacks`: what answers and notices want of it and nobody has told. `goes_with` are SKUs.
    """

    id: Id
    sku: str
    title: str
    titles: dict[str, str]
    price: int
    stock: int
    category: str
    sizes: tuple[str, ...]
    colours: tuple[str, ...]
    material: str
    warranty_months: int
    lasts_days: int
    goes_with: tuple[str, ...]
    care: dict[str, str]
    url: str
    picture_url: str
    source: str
    typed: tuple[str, ...]
    lacks: tuple[str, ...]
    version: int


class ProductList(Shown):
    """Products by their ids; `lacking`: of all products, how many there are and how many lack each fact."""

    products: tuple[ProductWhole, ...]
    lacking: dict[str, int]
    currency: str
    next: Id | None
