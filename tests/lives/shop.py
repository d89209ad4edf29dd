"""What the shop and its carrier tell of one buyer, signed and over HTTP, at the time it is on the stage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from bot.db.connections import Connection
from tests.api.caller import new_key
from tests.carriers.bodies import fixture
from tests.cast import ASHA
from tests.lives.buyer import Buyer
from tests.lives.stage import INDIA, Stage
from tests.patience import PATIENCE
from tests.senders import DOORS, connect, signed
from tests.shops.shopify import ORDER_ID, shape

CUSTOMER, FULFILMENT, TRACKING = "7100112233445", "5900112233445", "1490812345678"
# A cart's three names; the order of the fixtures came of the first.
FIRST_CART: dict[str, str | int] = {
    "id": 37100112233445,
    "token": "bd5a8aa1ecd019dd3520ff791ee3a24c",
    "cart_token": "c1-7a2abe82733a34e84aa472d57fb5c3c1",
}
SECOND_CART: dict[str, str | int] = {
    "id": 37100112299440,
    "token": "0e1f5c0a7b6d4e1d8c2b3a4958677860",
    "cart_token": "c1-11c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
}
OUT_FOR_DELIVERY, UNDELIVERED, DELIVERED = (17, "OUT FOR DELIVERY"), (21, "UNDELIVERED"), (7, "DELIVERED")


@dataclass
class Shop:
    """Rangoli, connected to a Shopify shop and to Shiprocket."""

    stage: Stage
    merchant_id: int
    doors: dict[str, Connection] = field(default_factory=dict)
    key: str = ""

    def __post_init__(self) -> None:
        for kind in ("shopify", "shiprocket"):
            self.doors[kind] = connect(self.stage.bot, self.merchant_id, kind)
        self.key = new_key(self.stage.bot, self.merchant_id)

    def consent(self, buyer: Buyer) -> None:
        """The shop's own system passes on that the buyer agrees to marketing on WhatsApp (to SMS: at the checkout)."""
        said = {"type": "consent", "channel": "whatsapp", "granted": True, "at": self._now()}
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": buyer.name}
        self._post("/api/v1/events", json.dumps(said | {"customer": {"phone": buyer.number}}).encode(), headers)

    def cart(self, buyer: Buyer, names: Mapping[str, Any]) -> None:
        """The buyer puts a dupatta into a cart and goes away."""
        now = self._now()
        times = {"created_at": now, "updated_at": now}
        ticked = buyer.channel == "sms"  # the box for news by SMS
        box = {"buyer_accepts_sms_marketing": ticked}
        self._shopify(buyer, "checkouts/create", shape("checkout", **times, **names, **box))

    def order(self, buyer: Buyer) -> None:
        """The order of the first cart: 3098 rupees at the door, promised for the 25th."""
        now = self._now()
        times = {"created_at": now, "processed_at": now, "updated_at": now}
        self._shopify(buyer, "orders/create", shape("order", name=buyer.order, **times))

    def fulfilment(self, buyer: Buyer) -> None:
        """All of it leaves in one parcel."""
        now = self._now()
        lines = shape("order")["line_items"]
        body = shape("fulfillment", created_at=now, updated_at=now, line_items=lines)
        self._shopify(buyer, "fulfillments/create", body)

    def scan(self, buyer: Buyer, status: tuple[int, str], activity: str, expected: str) -> None:
        """Shiprocket tells of a scan just made, and which day (ISO) it names."""
        number, name = status
        now = self.stage.watch().astimezone(INDIA)
        scan = {
            "date": f"{now:%Y-%m-%d %H:%M:%S}",
            "activity": activity,
            "location": "Ahmedabad (Gujarat)",
            "sr-status": number,
            "sr-status-label": name,
        }
        body = fixture(
            "shiprocket_undelivered",
            awb=TRACKING,
            courier_name="Delhivery",
            order_id=f"{buyer.order}_150876814",
            current_status=name,
            shipment_status=name,
            shipment_status_id=number,
            current_timestamp=f"{now:%d %m %Y %H:%M:%S}",
            etd=f"{expected} 20:00:00",
            scans=[scan],
        )
        self._tell("shiprocket", "", _as_of(buyer, body))

    def _shopify(self, buyer: Buyer, topic: str, body: dict[str, Any]) -> None:
        self._tell("shopify", topic, _as_of(buyer, body))

    def _tell(self, kind: str, topic: str, body: bytes) -> None:
        self._post(f"/hooks/{DOORS[kind]}/{self.doors[kind].token}", body, signed(kind, body, topic))

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        url = self.stage.bot.settings.public_url + path
        headers = {"Content-Type": "application/json"} | headers
        answer = requests.post(url, data=body, headers=headers, timeout=PATIENCE)
        assert answer.ok, answer.text
        self.stage.work()

    def _now(self) -> str:
        return self.stage.watch().astimezone(INDIA).isoformat()


def _as_of(buyer: Buyer, body: dict[str, Any]) -> bytes:
    """The fixture's body, whose buyer is Asha, as it is for this one: name, numbers and every id."""
    text = json.dumps(body)
    swaps = {ASHA: buyer.number, "098000 00001": f"0{buyer.number[3:]}", "Asha": buyer.name, '"gu': f'"{buyer.locale}'}
    ids = (ORDER_ID, CUSTOMER, FULFILMENT, TRACKING, *FIRST_CART.values(), *SECOND_CART.values())
    swaps |= {str(one): str(one)[:-1] + str(buyer.place) for one in ids}
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text.encode()
