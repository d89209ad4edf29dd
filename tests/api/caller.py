"""Calls the API as a merchant's own system does."""

from __future__ import annotations

import itertools
import json
from typing import Any

from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.services.shop import api_keys
from tests.apps import app_of

_numbers = itertools.count(1)


def new_key(bot: Bot, merchant_id: int) -> str:
    """A key of the merchant."""
    with bot.database.writing.begin() as db:
        return api_keys.add(db, merchant_id, "warehouse", f"{next(_numbers):040d}", bot.now())[1]


def tell(bot: Bot, key: str, body: Any, **headers: str) -> TestResponse:
    """POST events; `body` as JSON, or as it is when it is bytes. A header given as "" is left out."""
    whole = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"request-{next(_numbers)}",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    kept = {name: value for name, value in whole.items() if value}
    return app_of(bot).test_client().post("/api/v1/events", data=sent, headers=kept)


def ask(bot: Bot, key: str, path: str) -> TestResponse:
    """GET below /api/v1."""
    return app_of(bot).test_client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {key}"})


def order(number: str = "1042", **more: Any) -> dict[str, Any]:
    """An order event as it should be; `more` replaces or adds fields."""
    return {
        "type": "order",
        "number": number,
        "placed_at": "2026-11-21T12:00:00+05:30",
        "customer": {"name": "Asha Patel", "phone": "98000 00001", "country": "IN"},
        "items": [{"title": "Bandhani saree", "price": 189900}],
        "total": 189900,
        "payment": "cod",
    } | more
