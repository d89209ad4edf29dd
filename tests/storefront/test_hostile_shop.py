"""What shops and carriers write reaches the page as text, or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.db.orders import Order, OrderItem, Parcel, Sighting
from bot.db.shop import Product
from bot.domain.colours import STANDARD, colour_of, contrast, text_on
from tests.storefront.conftest import Front

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
EVIL_URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt://%0aalert(1)",
    "data:text/html,<script>",
    "//evil.example",
    "https://a@evil.example",
    "https:\\\\evil.example",
    "https://ok.example/\nX: y",
    "file:///etc/passwd",
    " javascript:alert(1)",
]


def test_it_shows_names_as_text(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Product).values(title=SCRIPT, titles={}, category=SCRIPT))
        db.execute(update(OrderItem).values(title=SCRIPT))
        db.execute(update(Order).values(ship_name=SCRIPT, ship_city=SCRIPT))
        db.execute(update(Parcel).values(courier=SCRIPT, tracking_number=SCRIPT, contents=[{"title": SCRIPT}]))
        db.execute(update(Sighting).where(Sighting.milestone == "out_for_delivery").values(place=SCRIPT))
    front.change(name=SCRIPT)
    page = front.page("1042")
    assert page.count("&lt;script&gt;") > 5
    assert "<script" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("url", EVIL_URLS)
def test_it_points_nowhere_but_at_plain_addresses(front: Front, url: str) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Product).values(picture_url=url, url=url))
        db.execute(update(Parcel).values(tracking_url=url))
    front.change(logo_url=url, site_url=url)
    page = front.page("1042")
    assert "evil.example" not in page
    assert "alert" not in page
    assert "javascript" not in page.lower()
    assert "<img" not in page


@pytest.mark.parametrize(
    "colour", ["red;}", "#12345", "#1234567", "#12345g", "url(x)", "</style><script>", "", "#12345\n"]
)
def test_it_takes_only_colours_into_the_style(front: Front, colour: str) -> None:
    front.change(colour=colour)
    assert f"--brand:{STANDARD};" in front.page("1042")
    assert colour_of(colour) == STANDARD


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#777777", "#e8b04a", "#8a1f4b", "#00ff00", "#2467c9", "#767676"]
)
def test_it_writes_on_the_shops_colour_so_that_it_can_be_read(front: Front, colour: str) -> None:
    front.change(colour=colour.upper())
    assert f"--brand:{colour};--on-brand:{text_on(colour)}" in front.page("1042")
    assert contrast(text_on(colour), colour) >= 4.5


def test_it_measures_contrast_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_it_survives_a_parcel_that_says_odd_things(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Parcel).values(courier="", tracking_number="", contents=[{"quantity": 2}], expected_on=None))
        db.execute(update(Sighting).values(milestone=""))
    assert "1042" in front.page("1042")
