"""Segments by the API: kept, revised as they were seen, used by each other, counted and said; never another shop's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.people import Customer
from bot.db.segments import Segment
from bot.db.shop import Product
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.services.shelf import change, stock

PATH = "/segments"
ALL: dict[str, Any] = {"all": []}
GUJARATI = {"field": "customer.locale", "is": "one_of", "value": ["gu"]}
BOUGHT = {"field": "orders.count", "is": "at_least", "value": 1}


@pytest.fixture
def ravi(bot: Bot, cast: Cast) -> Browser:
    """A marketer."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def keep(browser: Browser, name: str = "Everybody", rule: Any = ALL) -> dict[str, Any]:
    """A segment that is kept."""
    answer = browser.call("POST", PATH, {"name": name, "rule": rule})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_a_segment_is_kept_revised_and_dropped(ravi: Browser) -> None:
    one = keep(ravi, "বাংলা", {"all": [GUJARATI]})
    assert (one["sentence"], one["version"], one["used_by"]) == ("Is answered in Gujarati", 1, [])
    here = f"{PATH}/{one['id']}"
    revised = ravi.call("PATCH", here, {"version": 1, "name": "ગુજરાતી", "rule": ALL}).get_json()
    assert (revised["name"], revised["version"], revised["sentence"]) == ("ગુજરાતી", 2, "Every customer")
    late = ravi.call("PATCH", here, {"version": 1, "name": "x"})
    assert (late.status_code, late.get_json()["present"]) == (409, revised)
    assert ravi.call("GET", PATH).get_json() == {"segments": [revised]}
    assert ravi.call("POST", PATH, {"name": "  ગુજરાતી", "rule": ALL}).status_code == 409
    assert ravi.call("DELETE", here).status_code == 204
    assert ravi.call("GET", here).status_code == 404


def test_one_that_cannot_be_read_any_more_means_nobody(bot: Bot, ravi: Browser) -> None:
    one = keep(ravi, "Old", GUJARATI)
    change(bot, Segment, one["id"], rule={"field": "customer.sign", "is": "ever"})
    assert ravi.call("GET", PATH).get_json()["segments"][0]["sentence"].startswith("Nobody")
    assert ravi.call("POST", f"{PATH}/count", {"rule": {"segment": one["id"]}}).status_code == 422
    mended = ravi.call("PATCH", f"{PATH}/{one['id']}", {"version": 1, "rule": GUJARATI}).get_json()
    assert mended["sentence"] == "Is answered in Gujarati"


def test_segments_use_each_other_and_never_in_a_circle(ravi: Browser) -> None:
    one = keep(ravi, "Gujarati", GUJARATI)
    two = keep(ravi, "Two", {"all": [{"segment": one["id"]}, BOUGHT]})
    assert two["sentence"] == "In “Gujarati”, and 1 or more orders"
    used = ravi.call("GET", f"{PATH}/{one['id']}").get_json()["used_by"]
    assert used == [{"id": two["id"], "name": "Two"}]
    refused = ravi.call("DELETE", f"{PATH}/{one['id']}")
    assert (refused.status_code, "“Two” use it" in refused.get_json()["detail"]) == (409, True)
    circle = {"version": 1, "rule": {"any": [GUJARATI, {"not": {"segment": two["id"]}}]}}
    told = ravi.call("PATCH", f"{PATH}/{one['id']}", circle)
    assert (told.status_code, told.get_json()["errors"][0]["pointer"]) == (422, "/rule/any/1/not/segment")
    deeper = two["id"]
    for level in range(3):
        deeper = keep(ravi, f"Level {level}", {"segment": deeper})["id"]
    told = ravi.call("POST", PATH, {"name": "Too deep", "rule": {"segment": deeper}})
    assert told.get_json()["errors"][0]["detail"] == "uses segments too deeply"


def test_segments_that_use_many_come_to_an_end(ravi: Browser) -> None:
    many = keep(ravi, "Many", {"any": [GUJARATI] * 48})["id"]
    twice = ravi.call("POST", PATH, {"name": "Twice", "rule": {"any": [{"segment": many}] * 3}})
    assert (twice.status_code, twice.get_json()["errors"][0]["detail"]) == (422, "comes to too many conditions")
    user = keep(ravi, "User", {"any": [{"segment": many}] * 2})
    grown = ravi.call("PATCH", f"{PATH}/{user['id']}", {"version": 1, "rule": {"any": [{"segment": many}] * 50}})
    assert grown.status_code == 422


def test_whom_a_rule_means_is_counted_shown_and_said(bot: Bot, cast: Cast, ravi: Browser) -> None:
    stock(bot, cast)
    told = ravi.call("POST", f"{PATH}/count", {"rule": {"any": [BOUGHT, {"not": GUJARATI}]}}).get_json()
    assert (told["count"], told["more_than"]) == (2, None)
    assert [one["name"] for one in told["sample"]] == ["John D'Souza", "Asha Patel"]
    assert told["sentence"] == "1 or more orders, or not (is answered in Gujarati)"
    assert ravi.call("POST", f"{PATH}/explain", {"rule": BOUGHT}).get_json() == {"sentence": "1 or more orders"}
    asked = {"rule": {"all": [BOUGHT, GUJARATI]}, "customer_id": cast.john}
    fit = ravi.call("POST", f"{PATH}/try", asked).get_json()
    assert (fit["fits"], [part["fits"] for part in fit["parts"]]) == (False, [False, False])
    assert ravi.call("POST", f"{PATH}/try", asked | {"customer_id": cast.asha}).get_json()["fits"]
    assert ravi.call("POST", f"{PATH}/try", asked | {"customer_id": cast.meera}).status_code == 404
    change(bot, Customer, cast.asha, merged_into=cast.john)
    assert ravi.call("POST", f"{PATH}/count", {"rule": BOUGHT}).get_json()["count"] == 0


def test_nothing_of_another_shop_is_named_or_found(bot: Bot, cast: Cast, ravi: Browser) -> None:
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    theirs = keep(stranger)["id"]
    with bot.database.writing.begin() as db:
        product = Product(merchant_id=cast.other_shop, sku="x", title="Secret saree", category="saree", price=1)
        db.add(product)
        db.flush()
        product_id = product.id
    bought = {"field": "bought.product", "is": "one_of", "value": [product_id]}
    labelled = {"field": "labels.has", "is": "none_of", "value": [999]}
    for route in ("explain", "count"):
        answer = ravi.call("POST", f"{PATH}/{route}", {"rule": {"all": [bought, {"segment": theirs}, labelled]}})
        pointers = [one["pointer"] for one in answer.get_json()["errors"]]
        assert pointers == ["/rule/all/0/value", "/rule/all/2/value", "/rule/all/1/segment"]
        assert "Secret" not in answer.text
    assert ravi.call("GET", f"{PATH}/{theirs}").status_code == 404
    assert ravi.call("PATCH", f"{PATH}/{theirs}", {"version": 1, "rule": ALL}).status_code == 404
    assert ravi.call("DELETE", f"{PATH}/{theirs}").status_code == 404
    assert [one["name"] for one in stranger.call("POST", f"{PATH}/count", {"rule": ALL}).get_json()["sample"]] == [
        "Meera Iyer"
    ]


def test_what_is_wrong_is_named_by_its_place(bot: Bot, cast: Cast, ravi: Browser) -> None:
    rule = {"all": [BOUGHT | {"value": "5"}, {"any": []}, {"field": "nmae"}]}
    errors = ravi.call("POST", PATH, {"name": "x", "rule": rule}).get_json()["errors"]
    assert [one["pointer"] for one in errors] == ["/rule/all/0/value", "/rule/all/1/any", "/rule/all/2/field"]
    assert all(one["remedy"] for one in errors)
    many = ravi.call("POST", PATH, {"name": "x", "rule": {"segment": 9}}, Accept_Language="gu").get_json()["errors"]
    assert [(one["detail"], one["remedy"]) for one in many] == [("તમારું સેગમેન્ટ નથી", "સેગમેન્ટની યાદીમાંથી એક પસંદ કરો")]
    deep: Any = GUJARATI
    for shape in ("all", "any", "all", "any", "all"):
        deep = {shape: [deep]}
    assert ravi.call("POST", f"{PATH}/count", {"rule": deep}).status_code == 200
    hostile: list[Any] = [{"all": [deep]}, {"all": [{"segment": 1}] * 5000}, [], "x", None]
    for rule in hostile:
        assert ravi.call("POST", f"{PATH}/count", {"rule": rule}).status_code == 422
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert agent.call("GET", PATH).status_code == 403
    fields = {one["name"] for one in ravi.call("GET", f"{PATH}/fields").get_json()["fields"]}
    assert {"orders.count", "chat.missed", "links.clicked"} <= fields
