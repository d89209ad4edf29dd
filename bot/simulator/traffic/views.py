"""Messages and phones as the phone page and the command line see them."""

from __future__ import annotations

from typing import Any

from bot.simulator.world import ledger, media
from bot.simulator.world.ledger import Message
from bot.simulator.world.phones import Phone
from bot.simulator.world.world import World

PRIVATE = ("form", "template_button", "message_type", "problem")


def message(world: World, row: Message) -> dict[str, Any]:
    """One bubble. `direction` is the customer's view: "out" is what the customer wrote."""
    rich = {key: value for key, value in row.rich.items() if key not in PRIVATE}
    files = media.of_message(world.store, row.sid) if row.media else []
    error = {"code": row.error_code, "text": row.error_text} if row.error_text else None
    return {
        "seq": row.shown or 0,
        "sid": row.sid,
        "phone": row.phone,
        "channel": row.channel,
        "direction": "out" if row.inbound else "in",
        "body": row.body,
        "at": round(row.created * 1000),
        "status": row.status,
        "error": error,
        "rich": rich,
        "media": [
            {"sid": file.sid, "url": f"/sim/media/{file.sid}", "kind": file.kind, "type": file.content_type}
            | {"filename": file.filename}
            for file in files
        ],
    }


def phone(world: World, row: Phone) -> dict[str, Any]:
    """One line of the list."""
    last = ledger.last_of_phone(world.store, row.number)
    closes = world.window_closes(row.last_inbound)
    return {
        "number": row.number,
        "name": row.name,
        "locale": row.locale,
        "story": row.story,
        "suggestions": list(row.suggestions),
        "read_receipts": row.read_receipts,
        "on_whatsapp": row.on_whatsapp,
        "blocked": row.blocked,
        "hide_number": row.hide_number,
        "window_closes": round(closes * 1000) if closes else None,
        "unread": unread(world, row.number),
        "last": message(world, last) if last else None,
    }


def unread(world: World, number: str) -> dict[str, int]:
    """How many of the shop's messages the customer has not opened, by channel."""
    rows = world.store.rows(
        "SELECT channel, count(*) AS unread FROM messages WHERE phone = ? AND shown > 0 AND direction <> 'inbound'"
        " AND status IN ('delivered', 'sent') AND shown > coalesce("
        "(SELECT value FROM marks WHERE name = 'read ' || phone || ' ' || channel), 0) GROUP BY channel",
        (number,),
    )
    return {"whatsapp": 0, "sms": 0} | {row["channel"]: int(row["unread"]) for row in rows}
