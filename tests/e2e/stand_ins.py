"""Shop systems and a carrier that somebody connects in the browser: hand-made servers on this machine."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests
from werkzeug import Request, Response

from tests.senders import signed

Row = dict[str, Any]
NUMBER, AWB = "1042", "149022"
FABRICS = [("Silk", "Dry clean only."), ("Cotton", "Wash cold, dry in the shade.")]


def as_json(values: object, **headers: str) -> Response:
    """An answer in JSON."""
    return Response(json.dumps(values).encode(), 200, headers)


@dataclass
class Woo:
    """A WooCommerce shop: its orders, its products by pages, the webhooks it was given."""

    phone: str
    products: int = 60
    orders: list[Row] = field(default_factory=list)
    hooks: list[Row] = field(default_factory=list)
    goes_on: threading.Event = field(default_factory=threading.Event)  # with the second page of its products

    def __call__(self, asked: Request) -> Response:
        what = asked.path.rpartition("/")[2]
        if asked.method == "POST":
            self.hooks.append(asked.get_json())
            return Response(b"{}", 201)
        if what == "webhooks":
            return as_json(self.hooks)
        if what == "orders":
            return as_json(self.orders)
        if what == "products":
            return self._shelf(int(asked.args.get("page", 1)), int(asked.args["per_page"]))
        return as_json({"name": "Mira's Sarees"})

    def _shelf(self, page: int, size: int) -> Response:
        if page > 1:
            self.goes_on.wait(10)
        rows = [_goods(number) for number in range(1, self.products + 1)][(page - 1) * size : page * size]
        pages = -(-self.products // size)
        return as_json(rows, **{"X-WP-Total": str(self.products), "X-WP-TotalPages": str(pages)})

    def place(self, number: str, status: str = "processing", **more: Any) -> Row:
        """Somebody orders: the order is there to be asked for."""
        at = datetime.now(UTC) - timedelta(hours=3)
        address = {"first_name": "Nandini", "last_name": "Joshi", "address_1": "B-14", "city": "Ahmedabad"}
        address |= {"postcode": "380006", "country": "IN", "phone": self.phone}
        line = {"id": 1, "name": "Bandhani saree 1", "product_id": 1, "quantity": 1, "price": 1200, "sku": "S1"}
        order = {"id": 6000 + int(number), "number": number, "status": status, "currency": "INR", "total": "1200.00"}
        order |= {"date_created_gmt": _moment(at), "date_modified_gmt": _moment(datetime.now(UTC)), "customer_id": 7}
        order |= {"billing": address, "shipping": address, "line_items": [line], "payment_method": "razorpay"}
        order |= {"date_paid_gmt": _moment(at), "meta_data": [], "refunds": []} | more
        self.orders = [one for one in self.orders if one["number"] != number] + [order]
        return order

    def tell(self, topic: str, order: Row) -> int:
        """Call the webhook of this topic that it was given; the status."""
        hook = next(one for one in self.hooks if one["topic"] == topic)
        body = json.dumps(order).encode()
        headers = signed("woocommerce", body, topic, hook["secret"]) | {"Content-Type": "application/json"}
        return requests.post(hook["delivery_url"], data=body, headers=headers, timeout=20).status_code


def sent(awb: str) -> dict[str, Any]:
    """What a plugin writes into an order once its parcel has a number."""
    yesterday = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
    shipment = {"tracking_provider": "Delhivery", "tracking_number": awb, "date_shipped": yesterday}
    return {"meta_data": [{"key": "_wc_shipment_tracking_items", "value": [shipment]}]}


def _goods(number: int) -> Row:
    fabric, care = FABRICS[number % 2]
    attributes = [{"name": "Fabric", "options": [fabric]}, {"name": "Size", "options": ["Free size"]}]
    return {
        "id": number,
        "sku": f"S{number}",
        "name": f"Bandhani saree {number}",
        "price": "1200",
        "status": "publish",
        "stock_status": "instock",
        "date_modified": "2026-11-20T10:00:00",
        "categories": [{"name": "Sarees"}],
        "attributes": attributes,
        "meta_data": [{"key": "wash_care", "value": care}, {"key": "warranty", "value": "6 months"}],
        "cross_sell_ids": [number + 1],
    }


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S")


class Shopify:
    """A Shopify shop with one order and two products, one of which has metafields."""

    def __init__(self) -> None:
        self.hooks: list[Row] = []

    def __call__(self, asked: Request) -> Response:
        what = asked.path.partition("/2026-04/")[2]
        if asked.method == "POST":
            self.hooks.append(asked.get_json()["webhook"])
            return Response(b"{}", 201)
        if what == "products/1/metafields.json":
            return as_json({"metafields": [{"key": "material", "type": "single_line_text_field", "value": "Khadi"}]})
        at = datetime.now(UTC).isoformat()
        goods = {"title": "Kurta", "updated_at": at, "variants": [{"sku": "K1", "price": "499.00"}]}
        order = {"id": 5001, "name": "#2001", "created_at": at, "updated_at": at, "currency": "INR"}
        order |= {"total_price": "499.00", "financial_status": "paid", "phone": "+919811600002"}
        order |= {"line_items": [{"id": 1, "title": "Kurta", "quantity": 1, "price": "499.00"}]}
        return as_json(
            {
                "shop.json": {"shop": {"name": "Mira Online"}},
                "webhooks.json": {"webhooks": self.hooks},
                "orders.json": {"orders": [order]},
                "products/count.json": {"count": 1},
                "products.json": {"products": [goods | {"id": 1}]},
            }[what]
        )


def shiprocket(asked: Request) -> Response:
    """Shiprocket's API, which lets one in and knows of no parcel more than its webhook says."""
    if asked.path.endswith("/login"):
        return as_json({"token": "jwt", "company_id": 25149})
    return as_json({"tracking_data": {"track_status": 0}})


def scan(order: str, awb: str) -> dict[str, Any]:
    """Shiprocket's webhook as a parcel goes out to the door."""
    return {
        "awb": awb,
        "courier_name": "Delhivery",
        "current_status": "OUT FOR DELIVERY",
        "shipment_status": "OUT FOR DELIVERY",
        "shipment_status_id": 17,
        "current_timestamp": datetime.now(ZoneInfo("Asia/Kolkata")).strftime("%d %m %Y %H:%M:%S"),
        "order_id": order,
        "is_return": 0,
        "scans": [],
    }
