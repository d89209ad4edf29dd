"""What a shop calls its categories, and the nouns customers ask for."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.db.shop import Product
from bot.services.catalogue.products import find_products, is_of, suggest
from tests.services.conftest import NOW, Demo


@pytest.mark.parametrize(
    ("noun", "category", "title"),
    [
        ("saree", "saree", ""),
        ("saree", "Sarees", "Patola, blue"),
        ("saree", "Sarees & Dupattas", ""),
        ("dupatta", "SAREES & DUPATTAS", ""),
        ("saree", "", "Patola saree (blue)"),
        ("dress", "Dresses", ""),
        ("blouse", "Blouses", ""),
        ("scarf", "Scarves", ""),
        ("watch", "Men's Watches", ""),
        ("earrings", "Earring", ""),
        ("shoes", "Shoe", ""),
        ("cushion cover", "Home", "Cushion Covers, set of 5"),
    ],
)
def test_it_is_of_the_noun(noun: str, category: str, title: str) -> None:
    assert is_of(noun, category, title)


@pytest.mark.parametrize(
    ("noun", "category", "title"),
    [
        ("saree", "", ""),
        ("kurta", "Kurtis", "Cotton kurti"),
        ("pan", "Pants", "Panjabi"),
        ("cushion cover", "Cushions", "Cover for a cushion"),
        ("dress", "Dr. Scholl", ""),
        ("lamp", "Lampshades", ""),
    ],
)
def test_it_is_of_another_noun_or_none(noun: str, category: str, title: str) -> None:
    assert not is_of(noun, category, title)


def test_it_finds_products_in_categories_as_shops_write_them(db: Session, demo: Demo) -> None:
    _add(db, demo.other_shop, "Patola, blue", "Sarees")
    _add(db, demo.other_shop, "Banarasi saree", "")
    _add(db, demo.other_shop, "Brass lamp", "Lamps")
    assert _titles(db, demo, "do you have a patola saree?", "saree") == ["Patola, blue"]
    assert _titles(db, demo, "", "saree") == ["Patola, blue", "Banarasi saree"]
    assert _titles(db, demo, "lamp?", "lamp") == ["Brass lamp"]
    assert _titles(db, demo, "a brass bottle", "bottle") == []
    suggested = suggest(db, demo.other_shop, demo.stranger, "saree", 5, NOW)
    assert [view.title for view in suggested] == ["Patola, blue", "Banarasi saree"]


def test_it_knows_what_a_product_is_called_now(db: Session, demo: Demo) -> None:
    product = _add(db, demo.other_shop, "Patola", "Sarees")
    _add(db, demo.other_shop, "Banarasi", "Sarees")
    assert _titles(db, demo, "patola", None) == ["Patola"]
    product.title, product.category = "Bandhani", "Dupattas"
    db.flush()
    assert _titles(db, demo, "patola", None) == []
    assert _titles(db, demo, "bandhani dupatta", "dupatta") == ["Bandhani"]


def _titles(db: Session, demo: Demo, words: str, noun: str | None) -> list[str]:
    return [view.title for view in find_products(db, demo.other_shop, words, noun)]


def _add(db: Session, shop: int, title: str, category: str) -> Product:
    product = Product(merchant_id=shop, sku=title, title=title, category=category, price=1, stock=9)
    db.add(product)
    db.flush()
    return product
