"""Facts of products as a shop's system tells them: written where its people wrote nothing, and found again by id."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.shop import Product
from bot.domain.news import Line, ProductNews
from bot.domain.product_facts import ProductFacts
from bot.services.catalogue import facts
from tests.fakes import START
from tests.teller import Teller, order_news

KURTA = ProductNews("KUR", "Kurta", START, price=89900, external_id="11", category="Kurta")
STOLE = ProductNews("STO", "Stole", START, price=49900, external_id="12")
TOLD = ProductFacts(("S", "M"), ("Indigo",), "Cotton", 6, 40, "Cold hand wash", ("12",))


def _news(news: ProductNews, told: ProductFacts) -> ProductNews:
    return ProductNews(news.sku, news.title, news.at, news.price, external_id=news.external_id, facts=told)


def product(teller: Teller, sku: str = "KUR") -> Product:
    """A product by its SKU."""
    return teller.db.scalars(select(Product).where(Product.sku == sku)).one()


def test_they_are_written_and_what_goes_with_it_is_found_when_it_is_told(teller: Teller) -> None:
    teller.tell(_news(KURTA, TOLD))
    kurta = product(teller)
    assert (kurta.sizes, kurta.colours, kurta.material) == (["S", "M"], ["Indigo"], "Cotton")
    assert (kurta.warranty_months, kurta.lasts_days, kurta.care) == (6, 40, {"en": "Cold hand wash"})
    assert kurta.goes_with == [], "nobody knows yet what that id is"
    teller.tell(STOLE)
    assert product(teller).goes_with == ["STO"]


def test_what_its_people_wrote_stays_until_they_give_it_back(teller: Teller) -> None:
    teller.tell(KURTA)
    kurta = product(teller)
    written = {"material": "Khadi", "care": {"gu": "ઠંડા પાણીમાં"}, "warranty_months": 0, "category": "Kurti"}
    assert facts.change_facts(teller.db, kurta, kurta.version, written, (), START)
    teller.tell(_news(KURTA, TOLD))
    kurta = product(teller)
    assert (kurta.material, kurta.care, kurta.warranty_months) == ("Khadi", {"gu": "ઠંડા પાણીમાં"}, 0)
    assert (kurta.category, kurta.sizes) == ("Kurti", ["S", "M"])
    assert facts.change_facts(teller.db, kurta, kurta.version, {}, ("material",), START)
    teller.tell(_news(KURTA, TOLD))
    assert (product(teller).material, product(teller).warranty_months) == ("Cotton", 0)


def test_a_size_that_was_bought_is_its_product(teller: Teller) -> None:
    teller.tell(KURTA)
    teller.tell(order_news(lines=(Line("Kurta - M", 1, 89900, sku="KUR-M", product_id="11"),)))
    [item] = teller.order().items
    assert (item.product_id, item.title) == (product(teller).id, "Kurta - M")
