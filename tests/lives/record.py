"""The record of a fortnight: each message of ours beside what the phone showed of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.db.outgoing import OutgoingMessage
from tests.lives.buyer import Buyer
from tests.lives.stage import INDIA


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was handed over: our row, the bubble on the phone, and when (in India)."""

    row: OutgoingMessage
    bubble: dict[str, Any]
    at: datetime

    @property
    def body(self) -> str:
        """What the phone shows."""
        return str(self.bubble["body"])

    @property
    def how(self) -> str:
        """As what the phone got it: template (an approved one), text (free words) or sms."""
        if self.bubble["channel"] == "sms":
            return "sms"
        return "template" if self.bubble["rich"].get("template", {}).get("approved") else "text"

    @property
    def line(self) -> tuple[str, str, str, str]:
        """When, for which purpose, as what, and which sentence."""
        key = (self.row.key or "").removeprefix("notice.")
        return (f"{self.at:%a %d %H:%M}", self.row.purpose, self.how, key)


def tried(buyer: Buyer) -> list[Said]:
    """What was handed over for this buyer in order, each on the phone once, and nothing besides on the phone."""
    rows = {row.sid: row for row in _rows(buyer) if row.sid}
    sids = [bubble["sid"] for bubble in buyer.seen]
    assert sorted(sids) == sorted(rows)
    said = [Said(row, bubble, _handed_over(row)) for bubble in buyer.seen if (row := rows[bubble["sid"]])]
    return sorted(said, key=lambda one: (one.at, one.row.id))


def told(buyer: Buyer) -> list[Said]:
    """Those that reached the phone."""
    return [one for one in tried(buyer) if one.bubble["error"] is None]


def untold(buyer: Buyer) -> list[tuple[str, str, str | None]]:
    """What was composed and never handed over, in these words or newer ones: the sentence, its end and the reason."""
    return [
        ((row.key or "").removeprefix("notice."), row.state, row.ended_because or row.held_because)
        for row in _rows(buyer)
        if not row.sid and row.ended_because != "said_anew"
    ]


def _rows(buyer: Buyer) -> list[OutgoingMessage]:
    query = select(OutgoingMessage).options(joinedload(OutgoingMessage.conversation)).order_by(OutgoingMessage.id)
    with buyer.stage.bot.database.reading.begin() as db:
        return [row for row in db.scalars(query) if row.conversation.customer_id == buyer.customer_id]


def _handed_over(row: OutgoingMessage) -> datetime:
    assert row.accepted_at is not None
    return row.accepted_at.astimezone(INDIA)


def kept(buyer: Buyer, table: type[Any]) -> list[Any]:
    """Every row of a table that is this buyer's, oldest first."""
    with buyer.stage.bot.database.reading.begin() as db:
        return list(db.scalars(select(table).where(table.customer_id == buyer.customer_id).order_by(table.id)))
