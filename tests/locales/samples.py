"""Every sentence with sample values, as customers may read it: `python -m tests.locales.samples hi` writes them out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.locale import CODES
from bot.domain.names import address
from bot.locales.catalogue import fields, say, sentence, sentences

DEMO = Path(__file__).resolve().parents[2] / "bot" / "demo"
_MONEY = {"money": [219_900, "INR"]}
_SAMPLES: Mapping[str, Any] = {
    "number": "1044",
    "reference": "RQ-7K3M",
    "items": "Bandhani saree, 2 × Stole",
    "item": "Bandhani saree",
    "title": "Bandhani saree",
    "other": "Stole",
    "courier": "Delhivery",
    "tracking": "1490823456789",
    "place": "Ahmedabad",
    "name": address("Asha Patel"),
    "shop": "Rangoli Handlooms",
    "url": "https://rangoli.example/t/x",
    "day": {"date": "2026-12-02", "today": "2026-11-28"},
    "time": {"time": "2026-11-30T10:30:00Z"},
    "amount": _MONEY,
    "minimum": {"money": [99_900, "INR"]},
    "price": _MONEY,
    "total": _MONEY,
    "limit": {"money": [500_000, "INR"]},
    "least": {"money": [50_000, "INR"]},
    "kind": {"key": "request.kind.return"},
    "before": {"key": "request.kind.exchange"},
    "stage": {"key": "stage.in_transit"},
    "part": {"key": "part.morning"},
    "why": {"key": "late.why.hub"},
    "rest": {"key": "rest.asked_after", "values": {"courier": "Delhivery"}},
    "cheer": {"key": "delivered.cheer_points", "values": {"points": 1200, "balance": 12_400}},
    "instead": {"key": "instead.lost.paid"},
    "details": {"lines": [{"key": "pin.cod_yes"}]},
    "days": 7,
    "code": "RANG100",
    "pin": "380015",
    "phone": "+91 79000 00000",
}


def render(locale: str, key: str) -> str:
    """The sentence with a sample for each field; a field without one is given a number."""
    return say(locale, key, {field: _SAMPLES.get(field, 12) for field in fields(sentence(locale, key))})


if __name__ == "__main__":
    for code in sys.argv[1:] or CODES:
        for name in sentences(code):
            sys.stdout.write(f"{code} {name}: {render(code, name)}\n")
