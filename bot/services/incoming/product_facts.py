"""What a shop's system tells of a product beside its price: written where the shop's people wrote nothing."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant, Product
from bot.domain.product_facts import (
    LONGEST_CARE,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_DAYS,
    MOST_MATCHES,
    MOST_MONTHS,
    MOST_WORDS,
    ProductFacts,
)
from bot.domain.shortening import beginning


def fill_facts(db: Session, product: Product, facts: ProductFacts) -> None:
    """Write what was told; what was not told stays, and so does what the shop's people wrote."""
    told: dict[str, object] = {
        "sizes": _words(facts.sizes),
        "colours": _words(facts.colours),
        "material": beginning(facts.material, LONGEST_NAME),
        "warranty_months": _bounded(facts.warranty_months, MOST_MONTHS),
        "lasts_days": _bounded(facts.lasts_days, MOST_DAYS),
    }
    for name, value in told.items():
        if value and name not in product.typed:
            setattr(product, name, value)
    if facts.care and "care" not in product.typed:
        locale = db.get_one(Merchant, product.merchant_id).locale
        product.care = {**product.care, locale: beginning(facts.care, LONGEST_CARE)}
    if facts.matches:
        product.matches_told = list(dict.fromkeys(facts.matches))[:MOST_MATCHES]
    _match(db, product)


def _match(db: Session, product: Product) -> None:
    """Find by their ids what goes with it, and whatever it goes with: either may be told first."""
    if product.matches_told and "goes_with" not in product.typed:
        _write_matches(db, product)
    if not product.external_id:
        return
    named = cast(Product.matches_told, String).contains(f'"{product.external_id}"', autoescape=True)
    mine = (Product.merchant_id == product.merchant_id, Product.source == product.source)
    for other in db.scalars(select(Product).where(*mine, named, Product.id != product.id)):
        if product.sku not in other.goes_with and "goes_with" not in other.typed:
            _write_matches(db, other)


def _write_matches(db: Session, product: Product) -> None:
    mine = (Product.merchant_id == product.merchant_id, Product.source == product.source)
    query = select(Product.external_id, Product.sku).where(*mine, Product.external_id.in_(product.matches_told))
    known = {external_id: sku for external_id, sku in db.execute(query)}
    found = [known[one] for one in product.matches_told if one in known and known[one] != product.sku]
    product.goes_with = found or product.goes_with


def _words(words: Collection[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word and len(word) <= LONGEST_WORD][:MOST_WORDS]


def _bounded(number: int | None, most: int) -> int:
    return number if number is not None and 0 < number <= most else 0
