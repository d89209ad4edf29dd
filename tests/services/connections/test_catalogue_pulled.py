"""A shop's catalogue: read whole at connecting and when asked for again, by pages, never over what was typed."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import update
from werkzeug import Request, Response

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Pull, RawEvent
from bot.db.shop import Product
from bot.domain.access import StaffRole
from bot.services.connections import pulls
from tests.api.people import browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START, Watch
from tests.http_server import serving
from tests.services.connections.shops import row, run, shopify

CARE = {"type": "root", "children": [{"type": "paragraph", "children": [{"type": "text", "value": "Wash cold"}]}]}


def _field(key: str, kind: str, value: Any) -> dict[str, Any]:
    return {"namespace": "custom", "key": key, "type": kind, "value": value}


class Shelf:
    """Shopify's products, a page each; their metafields by id. `busy_at`: what it has no time for."""

    def __init__(self, many: int) -> None:
        self.many, self.fields = many, dict[str, list[dict[str, Any]]]()
        self.asked, self.busy_at, self.headers = list[str](), "", dict[str, str]()

    def __call__(self, asked: Request) -> Response:
        path = asked.full_path.partition("2026-04/")[2].rstrip("?")
        self.asked.append(path)
        if path.startswith("products/count"):
            return Response(json.dumps({"count": self.many}).encode())
        if self.busy_at and self.busy_at in path:
            return Response(status=429, headers={"Retry-After": "7"})
        if "metafields" in path:
            fields = self.fields.get(path.split("/")[1])
            return Response(status=403) if fields is None else Response(json.dumps({"metafields": fields}).encode())
        place = int(asked.args.get("page_info", 1))
        link = {"Link": f'<https://x/products.json?page_info={place + 1}>; rel="next"'} if place < self.many else {}
        return Response(json.dumps({"products": [_product(place)]}).encode(), 200, link | self.headers)


def _product(number: int) -> dict[str, Any]:
    sizes = {"name": "Size", "values": ["S", "M"]}
    return {
        "id": number,
        "title": f"Kurta {number}",
        "updated_at": START.isoformat(),
        "product_type": "kurta",
        "variants": [{"sku": f"K{number}", "price": "499.00"}],
        "options": [sizes],
    }


def _apply(bot: Bot) -> dict[str, Product]:
    for event in rows(bot, RawEvent):
        tasks.apply_event(bot, event.id)
    return {one.sku: one for one in rows(bot, Product) if one.source != "own"}


def test_it_reads_all_there_is_and_goes_on_where_it_stopped(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = Shelf(3)
    shelf.fields["1"] = [
        _field("care_instructions", "rich_text_field", json.dumps(CARE)),
        _field("material", "list.single_line_text_field", '["Cotton", "Silk"]'),
        _field("warranty_months", "number_integer", 6),
        _field("shade", "list.metaobject_reference", '["gid://shopify/Metaobject/1"]'),
        _field("complementary_products", "list.product_reference", '["gid://shopify/Product/3"]'),
    ]
    with serving(shelf) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        shelf.busy_at = "products/3/metafields"
        pull = run(bot, "products")
        assert (pull.seen, pull.total, pull.cursor, pull.last_error is None) == (2, 3, "3", False)
        owner = browser_of(bot, cast.shop, StaffRole.OWNER)
        told = owner.call("GET", "/connections").get_json()["connections"][0]
        assert {"whole": True, "under_way": True, "seen": 2, "total": 3}.items() <= told["catalogue"].items()
        assert told["pull"]["what"] == "orders"
        step = next(one for one in owner.call("GET", "/setup").get_json()["steps"] if one["name"] == "system")
        assert step["facts"]["reading"] == [{"seen": 2, "total": 3}]
        shelf.busy_at = ""
        watch.advance(seconds=31)
        done = run(bot, "products")
        assert (done.seen, done.complete_until, done.cursor) == (3, START, None)
        assert sum("page_info" not in one for one in shelf.asked if one.startswith("products.json")) == 1
        goods = _apply(bot)
        assert set(goods) == {"K1", "K2", "K3"}
        assert (goods["K1"].care, goods["K1"].material) == ({"en": "Wash cold"}, "Cotton, Silk")
        assert (goods["K1"].warranty_months, goods["K1"].colours, goods["K1"].goes_with) == (6, [], ["K3"])
        assert (goods["K3"].sizes, goods["K3"].price) == (["S", "M"], 49900)
        shelf.asked.clear()
        watch.advance(seconds=pulls.PRODUCTS_EVERY.total_seconds())
        run(bot, "products")
        assert all("updated_at_min=2026-" in one for one in shelf.asked if "page_info" not in one and "meta" not in one)


def test_it_is_read_again_and_what_was_typed_stays(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = Shelf(2)
    shelf.fields = {"1": [_field("material", "single_line_text_field", "Cotton")], "2": []}
    with serving(shelf) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        run(bot, "products")
        _apply(bot)
        with bot.database.writing.begin() as db:
            db.execute(update(Product).where(Product.sku == "K1").values(material="Khadi", typed=["material"]))
        shelf.fields["1"].append(_field("warranty", "single_line_text_field", "2 years"))
        owner, path = browser_of(bot, cast.shop, StaffRole.OWNER), f"/connections/{row(bot, 'products').connection_id}"
        assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("POST", f"{path}/catalogue").status_code == 404
        for _ in range(2):  # twice is as once
            again = owner.call("POST", f"{path}/catalogue")
            assert (again.status_code, again.get_json()["whole"], again.get_json()["seen"]) == (200, True, 0)
        watch.advance(seconds=1)
        run(bot, "products")
        goods = _apply(bot)
    assert (goods["K1"].material, goods["K1"].warranty_months, goods["K1"].sizes) == ("Khadi", 24, ["S", "M"])
    assert len([one for one in rows(bot, Pull) if one.what == "products"]) == 1


def test_it_waits_as_the_bucket_asks(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = Shelf(2)
    shelf.headers = {"X-Shopify-Shop-Api-Call-Limit": "39/40"}
    with serving(shelf) as shop:
        bot = shopify(bot, cast.shop, shop.netloc)
        pull = run(bot, "products")
        assert (pull.seen, pull.lease_until, (pull.next_at - watch()).total_seconds()) == (1, None, 2)
        assert run(bot, "products").seen == 1  # not before its time
        watch.advance(seconds=2)
        assert run(bot, "products").seen == 2
