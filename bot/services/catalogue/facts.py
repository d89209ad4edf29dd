"""What is known of the shop's products, as its people write it: listed with what is missing, changed, given back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.db.shop import Product
from bot.domain.product_facts import COUNTED, FACTS, WANTED, BadProduct, check_facts


def list_products(db: Session, merchant_id: int, typed: str, lacking: str, after: int, limit: int) -> list[Product]:
    """List products by id, those whose title, SKU or category has some words, and that lack something."""
    mine = select(Product).where(Product.merchant_id == merchant_id, Product.id > after)
    for word in typed.split():
        columns = (Product.title, Product.sku, Product.category, cast(Product.titles, String))
        mine = mine.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if lacking:
        mine = mine.where(_lacks(lacking))
    return list(db.scalars(mine.order_by(Product.id).limit(limit)))


def count_lacking(db: Session, merchant_id: int) -> dict[str, int]:
    """Count the products there are ("all"), and those that lack each of what answers and notices want."""
    columns = [func.count().filter(_lacks(name)) for name in WANTED]
    row = db.execute(select(func.count(), *columns).where(Product.merchant_id == merchant_id)).one()
    return dict(zip(("all", *WANTED), map(int, row), strict=True))


def find_product(db: Session, merchant_id: int, product_id: int) -> Product | None:
    """Return a product of the shop, None without."""
    mine = select(Product).where(Product.merchant_id == merchant_id, Product.id == product_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def name_lacking(product: Product) -> tuple[str, ...]:
    """Return what a product lacks of what answers and notices want."""
    return tuple(name for name in WANTED if not getattr(product, name))


def change_facts(
    db: Session, product: Product, version: int, facts: Mapping[str, Any], give_back: Collection[str], now: datetime
) -> bool:
    """Change facts of a product as it was at `version`; False when it has moved on.

    What is changed is the shop's own from then on, and no system's news changes it, until it is given back.

    Raises:
        BadProduct: something that cannot be.
    """
    check_facts(facts)
    values = {name: _tidy(value) for name, value in facts.items()}
    if "goes_with" in values:
        _check_matches(db, product.merchant_id, product.sku, values["goes_with"])
    if all(getattr(product, name) == value for name, value in values.items()) and not give_back:
        return True
    typed = [name for name in FACTS if (name in product.typed or name in values) and name not in give_back]
    seen = update(Product).where(Product.id == product.id, Product.version == version)
    if not won(db, seen.values(version=version + 1, typed=typed, **values)):
        return False
    db.refresh(product)
    note_change(db, product.merchant_id, ChangeKind.SETTINGS, 0, now)
    return True


def list_known_skus(db: Session, merchant_id: int, skus: Collection[str]) -> set[str]:
    """List which of these SKUs the shop has."""
    mine = select(Product.sku).where(Product.merchant_id == merchant_id, Product.sku.in_(skus))
    return set(db.scalars(mine))


def _check_matches(db: Session, merchant_id: int, sku: str, matches: Collection[str]) -> None:
    if sku in matches:
        raise BadProduct("goes_with", "a product does not go with itself", "write the SKU of another one")
    unknown = sorted(set(matches) - list_known_skus(db, merchant_id, matches))
    if unknown:
        raise BadProduct("goes_with", f"the shop has no product {unknown[0]}", "write the SKU of one it has")


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {locale: text.strip() for locale, text in value.items() if text.strip()}
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(word.strip() for word in value))
    return value


def _lacks(name: str) -> ColumnElement[bool]:
    column = getattr(Product, name)
    if name in COUNTED:
        return and_(column == 0)
    if name in ("category", "material"):
        return and_(column == "")
    return cast(column, String).in_(("[]", "{}"))
