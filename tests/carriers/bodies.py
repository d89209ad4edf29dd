"""Own payloads of carriers, and how a test reads them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.carriers.aftership.source import AfterShipSource
from bot.carriers.shiprocket.source import ShiprocketSource
from bot.domain.news import Delivery, News, Nothing, ParcelNews
from bot.ports import Known, Source
from tests.strictly import strictly

NOW = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
KNOWN = Known("INR", "Asia/Kolkata", "IN", NOW)
SHIPROCKET, AFTERSHIP = ShiprocketSource(), AfterShipSource()
FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name: str, **changes: Any) -> dict[str, Any]:
    """A payload of ours with some of its top fields changed."""
    payload: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text())
    return payload | changes


def read(source: Source, payload: object, topic: str = "") -> tuple[News, ...]:
    """What a source makes of a payload; raises Unreadable for what is odd about it."""
    return strictly(source.read(Delivery(topic, json.dumps(payload).encode()), KNOWN))


def parcels(news: tuple[News, ...]) -> list[ParcelNews]:
    """The news, all of which must be of parcels."""
    found = [one for one in news if isinstance(one, ParcelNews)]
    assert len(found) == len(news)
    return found


def reason(news: tuple[News, ...]) -> str:
    """Why there was nothing to do; there must be nothing else."""
    (only,) = news
    assert isinstance(only, Nothing)
    return only.why


def tracking(tag: str, subtag: str = "", **msg: Any) -> dict[str, Any]:
    """An AfterShip update without checkpoints."""
    named = {"tracking_number": "BD900100", "tag": tag, "subtag": subtag}
    return {"event": "tracking_update", "event_id": "e1", "msg": named | msg, "ts": 1794818400}
