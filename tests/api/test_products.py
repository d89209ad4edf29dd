"""Facts of products by the API: what is missing, changed at a version, and as a table."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.shop import Product
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.tables import maya, upload
from tests.cast import Cast

__all__ = ["maya"]
PATH = "/products"
HEAD = "sku,title,price,category,sizes,care_gu,goes_with,lasts_days\n"


@pytest.fixture
def saree(bot: Bot, cast: Cast) -> int:
    """A saree that nobody has told anything of."""
    with bot.database.writing.begin() as db:
        row = Product(merchant_id=cast.shop, sku="SAR", title="Bandhani saree", category="", price=349900, stock=3)
        db.add(row)
        db.flush()
        return row.id


def one(browser: Browser, product_id: int) -> dict[str, Any]:
    """A product as it is told."""
    told: dict[str, Any] = browser.call("GET", f"{PATH}/{product_id}").get_json()
    return told


def test_it_is_found_by_what_it_lacks_and_changed(bot: Bot, cast: Cast, maya: Browser, saree: int) -> None:
    listed = maya.call("GET", f"{PATH}?q=bandhani&lacks=care").get_json()
    assert ([p["sku"] for p in listed["products"]], listed["lacking"]["care"]) == (["SAR"], 1)
    changes = {"version": 1, "care": {"en": "Dry clean", "hi": " "}, "warranty_months": 6, "sizes": ["S", "S", "M"]}
    changed = maya.call("PATCH", f"{PATH}/{saree}", changes).get_json()
    assert (changed["care"], changed["sizes"], changed["version"]) == ({"en": "Dry clean"}, ["S", "M"], 2)
    assert changed["typed"] == ["sizes", "warranty_months", "care"]
    assert "care" not in changed["lacks"]
    assert maya.call("GET", f"{PATH}?lacks=care").get_json()["products"] == []
    late = maya.call("PATCH", f"{PATH}/{saree}", {"version": 1, "material": "silk"})
    assert (late.status_code, late.get_json()["present"]["version"]) == (409, 2)
    back = maya.call("PATCH", f"{PATH}/{saree}", {"version": 2, "give_back": ["care"]}).get_json()
    assert back["typed"] == ["sizes", "warranty_months"]
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert agent.call("PATCH", f"{PATH}/{saree}", {"version": 3, "material": "x"}).status_code == 403
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("GET", f"{PATH}/{saree}").status_code == 404
    assert stranger.call("GET", PATH).get_json()["products"] == []


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"warranty_months": -1}, "/warranty_months"),
    ({"lasts_days": 401}, "/lasts_days"),
    ({"sizes": [""]}, "/sizes/0"),
    ({"care": {"xx": "y"}}, "/care/xx/[key]"),
    ({"goes_with": ["NONE"]}, "/goes_with"),
    ({"goes_with": ["SAR"]}, "/goes_with"),
    ({"care": {"en": "x" * 601}}, "/care/en"),
]


def test_what_cannot_be_is_named(maya: Browser, saree: int) -> None:
    for change, pointer in SENSELESS:
        answer = maya.call("PATCH", f"{PATH}/{saree}", {"version": 1} | change)
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer)
    assert one(maya, saree)["version"] == 1


def test_a_table_fills_what_is_missing_and_makes_new_products(maya: Browser, saree: int) -> None:
    table = HEAD + 'SAR,,,saree,"S, M",ડ્રાય ક્લીન,STO,40\nSTO,Stole,"1,099.50",stole,,,SAR,\n'
    foreseen = upload(maya, "/products/import?dry_run=true", table).get_json()
    assert (foreseen["new"], foreseen["changed"], one(maya, saree)["version"]) == (1, 1, 1)
    assert upload(maya, "/products/import", table).get_json()["new"] == 1
    told = one(maya, saree)
    assert (told["title"], told["price"], told["sizes"], told["care"], told["goes_with"], told["lasts_days"]) == (
        "Bandhani saree",
        349900,
        ["S", "M"],
        {"gu": "ડ્રાય ક્લીન"},
        ["STO"],
        40,
    )
    whole = maya.client.get("/api/v1/products.csv")
    assert "1099.5" in whole.text
    again = upload(maya, "/products/import", whole.data).get_json()
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 2)
    assert upload(maya, "/products/import", "sku,sizes,care_gu\nSAR,-,-\n").get_json()["changed"] == 1
    assert (one(maya, saree)["sizes"], one(maya, saree)["care"]) == ([], {})


BAD_ROWS = [
    ("NEW,,,,,,,\n", [("new_product", "sku")]),
    ("SAR,,,,,,NONE,\n", [("sku", "goes_with")]),
    ("SAR,,,,,,SAR,\n", [("itself", "goes_with")]),
    (",,,,,,,\nSAR,,,,,,,\nSAR,,,,,,,\n", [("doubled_row", "sku")]),
    ("SAR,,free,,,,,many\n", [("amount", "price"), ("number", "lasts_days")]),
    (f"SAR,{'x' * 201},,,,{'y' * 601},,\n", [("long", "title"), ("long", "care_gu")]),
    ("SAR,@SUM(A1),,,,,,\n", [("formula", "title")]),
]


def test_a_row_that_cannot_be_taken_is_named_with_its_column(maya: Browser, saree: int) -> None:
    for rows, faults in BAD_ROWS:
        answer = upload(maya, "/products/import", HEAD + rows)
        found = [(fault["name"], fault["column"]) for fault in answer.get_json()["present"]["faults"]]
        assert (answer.status_code, found) == (422, faults)
    assert one(maya, saree)["version"] == 1
