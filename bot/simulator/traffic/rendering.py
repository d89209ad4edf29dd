"""A content and its variables made into what a phone shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.simulator.world.contents import Content
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.objections import VARIABLE

# The richest first: Twilio picks the first that the channel can show.
RICHEST = (
    "whatsapp/authentication",
    "whatsapp/card",
    "twilio/carousel",
    "twilio/card",
    "twilio/list-picker",
    "twilio/quick-reply",
    "twilio/call-to-action",
    "twilio/catalog",
    "twilio/media",
    "twilio/location",
    "twilio/text",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: the text, the media addresses, and the buttons and the like for the phone."""

    content_type: str
    body: str
    media_urls: tuple[str, ...]
    rich: dict[str, Any]


def read_variables(text: str) -> dict[str, str]:
    """ContentVariables, a JSON object of strings.

    Raises:
        TwilioError: 21656 for anything else, and for a null or empty value.
    """
    try:
        values = json.loads(text) if text else {}
    except ValueError:
        raise TwilioError(21656) from None
    if not isinstance(values, dict) or any(not isinstance(value, str) or not value for value in values.values()):
        raise TwilioError(21656)
    if any(len(key) > 16 or len(value) > 1600 for key, value in values.items()):
        raise TwilioError(21656)
    return values


def breaks_policy(values: dict[str, str]) -> bool:
    """New lines, tabs and more than four blanks in a variable are refused by WhatsApp (63013)."""
    return any(re.search(r"[\n\t]| {5}", value) for value in values.values())


def render(content: Content, values: dict[str, str], channel: str) -> Rendered:
    """Fill in the variables; one that is missing shows its sample, as at Twilio."""
    given = {**content.variables, **values}
    name = _pick(content, channel)
    filled = _fill(content.types[name], given)
    if channel == "sms":
        return Rendered(name, _plain(filled), _media(filled) if name == "twilio/media" else (), {})
    return Rendered(name, _plain(filled), _media(filled), {"type": name, **_parts(name, filled)})


def _pick(content: Content, channel: str) -> str:
    if channel == "sms" and "twilio/text" in content.types:
        return "twilio/text"
    return next((name for name in RICHEST if name in content.types), next(iter(content.types)))


def _fill(value: Any, given: dict[str, str]) -> Any:
    if isinstance(value, str):
        return VARIABLE.sub(lambda found: given.get(found[1], found[0]), value)
    if isinstance(value, list):
        return [_fill(part, given) for part in value]
    if isinstance(value, dict):
        return {key: _fill(part, given) for key, part in value.items()}
    return value


def _plain(filled: dict[str, Any]) -> str:
    for key in ("body", "title", "label", "header_text"):
        if filled.get(key):
            return str(filled[key])
    return ""


def _media(filled: dict[str, Any]) -> tuple[str, ...]:
    media = filled.get("media") or []
    return tuple(media) if isinstance(media, list) else (str(media),)


def _parts(name: str, filled: dict[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    if name == "twilio/list-picker":
        parts["list"] = {"button": filled["button"], "items": _items(filled["items"])}
    if name == "twilio/location":
        keys = ("latitude", "longitude", "label", "address")
        parts["location"] = {key: filled[key] for key in keys if filled.get(key) is not None}
    if name == "twilio/carousel":
        parts["cards"] = [
            {"title": card.get("title", ""), "body": card.get("body", ""), "actions": _actions(card)}
            for card in filled["cards"]
        ]
    if filled.get("actions"):
        parts["actions"] = _actions(filled)
    parts |= {key: filled[key] for key in ("subtitle", "footer", "header_text") if filled.get(key)}
    return parts


def _items(items: Any) -> list[dict[str, str]]:
    if isinstance(items, str):
        try:
            items = json.loads(items)
        except ValueError:
            raise TwilioError(21656) from None
    if not isinstance(items, list) or not 1 <= len(items) <= 10:
        raise TwilioError(21656)
    return [
        {"id": str(item["id"]), "title": str(item["item"]), "description": str(item.get("description") or "")}
        for item in items
    ]


def _actions(filled: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "type": str(action.get("type") or "QUICK_REPLY"),
            "title": str(action.get("title") or action.get("code") or ""),
            "id": str(action.get("id") or action.get("title") or ""),
            "target": str(action.get("url") or action.get("phone") or action.get("code") or ""),
        }
        for action in filled.get("actions") or []
    ]
