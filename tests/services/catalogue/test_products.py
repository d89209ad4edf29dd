"""Finding and suggesting products."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.domain.money import Money
from bot.services.catalogue.products import find_products, suggest
from tests.services.conftest import NOW, Demo

ASKED = {
    ("bandhani saree price?", "saree"): "SAR-BANDHANI",
    ("बांधनी साड़ी कितने की है", "saree"): "SAR-BANDHANI",
    ("બાંધણી સાડીનો ભાવ", "saree"): "SAR-BANDHANI",
    ("বেনারসি শাড়ির দাম কত", "saree"): "SAR-BANARASI",
    ("banarsi saree", None): "SAR-BANARASI",
    ("do you have chikankari kurtas", "kurta"): "KUR-CHIKAN",
    ("તાંબાની બોટલ", "bottle"): "BOT-COPPER",
    ("pital na diva", "diya"): "DIY-BRASS",
    ("kantha runner", None): "RUN-KANTHA",
    ("lamp", None): "LMP-BLOCK",
}


def test_it_finds_what_is_meant_in_any_script(db: Session, demo: Demo) -> None:
    found = {asked: [view.sku for view in find_products(db, demo.shop, *asked)][:1] for asked in ASKED}
    assert found == {asked: [sku] for asked, sku in ASKED.items()}


def test_it_shows_a_whole_category_when_nothing_more_is_said(db: Session, demo: Demo) -> None:
    assert {view.category for view in find_products(db, demo.shop, "", "saree", 10)} == {"saree"}
    assert len(find_products(db, demo.shop, "साड़ी दिखाओ", "saree", 10)) == 5
    assert len(find_products(db, demo.shop, "", "saree", 2)) == 2


def test_it_finds_nothing_rather_than_anything(db: Session, demo: Demo) -> None:
    for words in ("", "hello", "iska price kya hai", "%", "' OR 1=1 --", "laptop", "x" * 5000):
        assert find_products(db, demo.shop, words, None) == []
    assert find_products(db, demo.shop, "red shirt", "shirt") == []


def test_it_shows_only_its_own_shops_products(db: Session, demo: Demo) -> None:
    assert find_products(db, demo.other_shop, "bandhani saree", None) == []
    assert suggest(db, demo.other_shop, demo.customers["Asha"], None, 5, NOW) == []


def test_it_tells_price_title_and_care_in_the_customers_language(db: Session, demo: Demo) -> None:
    bottle = find_products(db, demo.shop, "copper bottle", None)[0]
    assert (bottle.price, bottle.warranty_months) == (Money(749_00), 6)
    assert bottle.title_in("bn") == "তামার বোতল"
    assert bottle.title_in("ta") == "Copper bottle"
    assert bottle.care_in("gu").startswith("લીંબુ")


def test_it_suggests_what_goes_with_past_orders(db: Session, demo: Demo) -> None:
    skus = [view.sku for view in suggest(db, demo.shop, demo.customers["Asha"], None, 3, NOW)]
    assert set(skus) == {"KUR-BLOCK", "KUR-CHIKAN", "BAG-KUTCH"}


def test_it_suggests_new_things_to_somebody_new(db: Session, demo: Demo) -> None:
    assert all(view.is_new for view in suggest(db, demo.shop, demo.stranger, None, 3, NOW))


def test_it_suggests_nothing_bought_before_or_sold_out(db: Session, demo: Demo) -> None:
    views = suggest(db, demo.shop, demo.customers["Farida"], None, 50, NOW)
    assert not {view.sku for view in views} & {"SAR-PATOLA", "DIY-BRASS", "BED-JAIPUR", "KTI-AJRAKH", "TOR-MIRROR"}
    assert {view.category for view in suggest(db, demo.shop, demo.customers["Farida"], "saree", 9, NOW)} == {"saree"}
