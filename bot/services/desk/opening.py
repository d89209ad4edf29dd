"""When the shop's people are there, and what a customer is told who asks for one while they are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.shop import Merchant
from bot.domain.business_hours import find_opening
from bot.ports import Said
from bot.services.desk.inbox_settings import find_hours, read_settings

AWAY = "away.until"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the shop's people work now, and from when on they do; `at` is None when they will not within a year."""

    is_open: bool
    at: datetime | None
    zone: str

    @property
    def when(self) -> dict[str, Any]:
        """The next opening as a value of a sentence: day and time by the shop's clock. Only where `at` is known."""
        assert self.at is not None
        return {"time": self.at.isoformat(), "zone": self.zone}


def describe_opening(db: Session, shop: Merchant, now: datetime) -> Opening:
    """Return whether the people of a shop work now, and when they do next.

    For whoever tells a customer that a person comes: `Said("…", {"when": opening.when})` while `not opening.is_open`.
    Where this is said in a stretch, claim the stretch's one away message with `take_away_message` in the same
    transaction, or it would be said twice.
    """
    at = find_opening(find_hours(db, shop), now)
    return Opening(at is not None and at <= now, at, shop.zone)


def take_away_message(db: Session, conversation: Conversation, now: datetime) -> Said | None:
    """Return what to say to a customer who waits for a person outside hours, once a stretch; None: say nothing of it.

    The stretch counts as told from here on. None when the shop is open, never opens or wants no such message.
    """
    shop = conversation.merchant
    opening = describe_opening(db, shop, now)
    if opening.is_open or opening.at is None or not read_settings(db, shop.id).away_message:
        return None
    untold = update(Stretch).where(
        Stretch.conversation_id == conversation.id, Stretch.resolved_at.is_(None), Stretch.away_told_at.is_(None)
    )
    if not won(db, untold.values(away_told_at=now)):
        return None
    return Said(AWAY, {"when": opening.when})
