"""WooCommerce's list of products, page by page."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from werkzeug import Request, Response

from bot.domain.news import ProductNews
from bot.outside import Outside
from bot.shops.woocommerce.api import WooCommerceApi
from bot.shops.woocommerce.source import WooCommerceSource
from tests.http_server import serving
from tests.shops.woocommerce_cases import KNOWN

SINCE = datetime(2026, 11, 20, 18, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))


def test_it_asks_for_products_and_tells_how_many_there_are() -> None:
    row = {"id": 7, "name": "Sari", "price": "900", "cross_sell_ids": [8], "date_modified": "2026-11-20T10:00:00"}
    row["attributes"] = [{"name": "Fabric", "options": ["Silk"]}]

    def answer(asked: Request) -> Response:
        return Response(json.dumps([row]).encode(), 200, {"X-WP-Total": "142", "X-WP-TotalPages": "3"})

    with serving(answer) as server:
        api = WooCommerceApi(Outside(trusted=frozenset({server.netloc})), server.url, "ck_1", "cs_2", "s3cret")
        whole, changed = api.products(None, None), api.products(SINCE, "3")
    asked = [one.args.to_dict() for one in server.asked]
    assert asked[0] == {"orderby": "id", "order": "asc", "per_page": "50", "page": "1"}
    assert asked[1] == asked[0] | {"page": "3", "modified_after": "2026-11-20T12:30:00", "dates_are_gmt": "true"}
    assert (whole.total, whole.cursor, changed.cursor) == (142, "2", None)
    [product] = WooCommerceSource().read(whole.deliveries[0], KNOWN)
    assert isinstance(product, ProductNews)
    assert (product.facts.material, product.facts.matches) == ("Silk", ("8",))
