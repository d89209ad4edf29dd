"""The demo's pictures: one of every product, for everybody, and nothing else of that folder."""

from __future__ import annotations

import pytest

from bot.demo.pictures import FOLDER
from bot.demo.shop import read
from tests.storefront.conftest import Front


def test_it_has_a_picture_of_every_product_light_enough_for_a_phone(home: Front) -> None:
    for product in read("products.toml")["product"]:
        answer = home.get(f"/demo/pictures/{product['sku'].lower()}.png")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert len(answer.data) <= 25_000, product["sku"]
    assert home.get("/demo/pictures/logo.png").status_code == 200


@pytest.mark.parametrize("name", ["__init__.py", "../day.py", "..%2f..%2fconfig.py", "nothing.png", "%00.png"])
def test_it_shows_nothing_but_pictures(home: Front, name: str) -> None:
    assert (FOLDER / "__init__.py").exists()
    assert home.get(f"/demo/pictures/{name}").status_code == 404
