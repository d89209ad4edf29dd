"""Conversations of the cast and what is done with them by the API."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from tests.api.people import Browser
from tests.cast import Cast

ALL = "/conversations"


def add(bot: Bot, cast: Cast, number: int = 1, **more: Any) -> int:
    """A conversation of Asha's in which she has written."""
    with bot.database.writing.begin() as db:
        values = {
            "merchant_id": cast.shop,
            "customer_id": cast.asha,
            "last_inbound_at": bot.now(),
            "active_at": bot.now(),
        } | more
        row = Conversation(
            public_id=f"c{number}",
            channel="whatsapp",
            address=f"+9198000001{number:02d}",
            our_address="",
            created_at=bot.now(),
            **values,
        )
        db.add(row)
        db.flush()
        return row.id


def write(bot: Bot, cast: Cast, conversation: int, text: str = "hello") -> str:
    """A message of the customer's, answered; returns what the thread calls it."""
    with bot.database.writing.begin() as db:
        message = InboundMessage(
            merchant_id=cast.shop,
            provider="twilio",
            provider_sid=f"SM{conversation}{bot.now()}{text}",
            conversation_id=conversation,
            receiver="",
            kind="text",
            text=text,
            raw={},
            state="answered",
            received_at=bot.now(),
        )
        db.add(message)
        db.flush()
        return f"in-{message.id}"


def ids(browser: Browser, path: str = ALL) -> list[int]:
    """Ids of the conversations on a page."""
    return [one["id"] for one in browser.call("GET", path).get_json()["conversations"]]


def told(browser: Browser, conversation: int) -> dict[str, Any]:
    """A conversation as it is told by itself."""
    found: dict[str, Any] = browser.call("GET", f"{ALL}/{conversation}").get_json()
    return found


def mine(browser: Browser) -> int:
    """The id of whoever is logged in."""
    staff_id: int = browser.call("GET", "/session").get_json()["staff"]["id"]
    return staff_id


def happened(bot: Browser, conversation: int) -> list[tuple[str, int | None, dict[str, Any]]]:
    """Kind, by whom, values of each event of a conversation, the first first."""
    items = bot.call("GET", f"{ALL}/{conversation}/timeline").get_json()["items"]
    return [(one["kind"], one["staff_id"], one["values"]) for one in reversed(items) if one["what"] == "event"]
