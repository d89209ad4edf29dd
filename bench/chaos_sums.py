"""Whether the receipt of a broadcast is true: held against the log of whoever delivered it, person by person."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.havoc import Steering
from bot.db.broadcasts import BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.domain.broadcasts import RecipientState
from bot.domain.delivery import DeliveryState

ACCEPTED = ("held", "sent", "delivered", "read", "dropped")
OTHERS = ("skipped", "failed", "unknown", "not_started")
_D = DeliveryState
_OPEN = (_D.QUEUED, _D.HELD, _D.SENDING, _D.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Sums:
    """What the receipt says, and how far that is from the log.

    `doubled`: messages beyond the first to somebody; `lost`: people whom the receipt calls accepted and the log does
    not know; `unasked`: people of the log whom the receipt does not call accepted; `forgotten`: people and messages
    that wait for something although it is over; `faults`: sums that do not add up.
    """

    parts: Mapping[str, int]
    sent: int
    doubled: int
    lost: int
    unasked: int
    forgotten: int
    faults: Sequence[str] = field(default_factory=tuple)

    @property
    def hold(self) -> bool:
        """Whether the ledger has held."""
        return not (self.doubled or self.lost or self.unasked or self.forgotten or self.faults)


def compare(db: Session, steering: Steering, phones: Mapping[int, str], log: Sequence[str]) -> Sums:
    """Compare the receipt and its CSV with the log: the numbers it was sent to, one for each message."""
    one = f"/broadcasts/{steering.broadcast_id}"
    told = steering.call("GET", f"{one}/receipt").json()
    written = steering.call("GET", f"{one}/receipt.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    accepted = {phones[int(row["customer_id"])] for row in rows if row["accepted"] == "yes"}
    there = Counter(log)
    return Sums(
        parts={name: told[name] for name in ("audience", "accepted", *ACCEPTED, *OTHERS)},
        sent=len(log),
        doubled=len(log) - len(there),
        lost=len(accepted - there.keys()),
        unasked=len(there.keys() - accepted),
        forgotten=len(list_forgotten(db, steering.broadcast_id)),
        faults=tuple(_find_faults(told, rows, len(phones))),
    )


def list_forgotten(db: Session, broadcast_id: int) -> list[int]:
    """List the people of a broadcast of whom it is not decided what becomes of them."""
    mine = select(BroadcastRecipient.id).where(BroadcastRecipient.broadcast_id == broadcast_id)
    waiting = mine.where(BroadcastRecipient.state == RecipientState.PENDING)
    going = select(OutgoingMessage.id).where(
        OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state.in_(_OPEN)
    )
    return [*db.scalars(waiting), *db.scalars(going)]


def count_wordless(db: Session, broadcast_id: int) -> int:
    """Count the messages of a broadcast that left, and of which Twilio has not said how they ended."""
    left = OutgoingMessage.state.in_((_D.ACCEPTED, _D.SENT))
    mine = select(func.count(OutgoingMessage.id)).where(OutgoingMessage.broadcast_id == broadcast_id, left)
    return db.scalar(mine) or 0


def _find_faults(told: Mapping[str, int], rows: Sequence[Mapping[str, str]], people: int) -> list[str]:
    """Every sum that does not add up, in the receipt or in its CSV."""
    parts = Counter(row["part"] for row in rows)
    pairs = {
        "audience = its people": (told["audience"], people),
        "audience = its parts": (told["audience"], told["accepted"] + sum(told[name] for name in OTHERS)),
        "accepted = its parts": (told["accepted"], sum(told[name] for name in ACCEPTED)),
        "CSV = audience": (len(rows), told["audience"]),
        "CSV, accepted": (sum(row["accepted"] == "yes" for row in rows), told["accepted"]),
        "CSV, one row each": (len({row["customer_id"] for row in rows}), len(rows)),
        **{f"CSV, {name}": (parts[name], told[name]) for name in (*ACCEPTED, *OTHERS)},
    }
    return [f"{name}: {one} and {other}" for name, (one, other) in pairs.items() if one != other]
