"""A broadcast is started, begins at its time, is paused, goes on, is called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.claims import won
from bot.db.shop import Merchant, is_open
from bot.domain.broadcasts import GOING, OVER, BroadcastState, Standstill
from bot.locales.staff import ENGLISH, tell
from bot.services.broadcasts import allowance, draft, piloting, series
from bot.services.broadcasts.audience import count_audience
from bot.services.broadcasts.refusing import StartRefusal, describe_other_number, list_refusals
from bot.services.broadcasts.telling import tell_standstill
from bot.services.messages import broadcasts, held, states

# What begins so long after its time may be yesterday's news: after an outage, or in a backup that was restored.
LATE = timedelta(hours=1)
# Later than so it may have begun once before: Twilio's list is asked about each person.
PUNCTUAL = timedelta(minutes=1)
# What is to begin at once waits so long for who has pressed the button too soon.
UNDO_FOR = timedelta(seconds=10)
_S = BroadcastState


class OtherNumber(Exception):
    """Raised when the audience is not of the size that was confirmed; `present` is what it is."""

    def __init__(self, present: int) -> None:
        self.present, self.refusal = present, describe_other_number(present)
        super().__init__(self.say(ENGLISH))

    def say(self, locale: str) -> str:
        """Return what it is, and what to do."""
        return f"{self.refusal.say(locale)} {self.refusal.advise(locale)}"


class NotStarted(Exception):
    """Raised for a broadcast that cannot be started; says why and what to do, and which rules it breaks."""

    def __init__(self, says: str = "", refusals: Sequence[StartRefusal] = ()) -> None:
        self.says, self.refusals = says, tuple(refusals)
        super().__init__(self.say(ENGLISH))

    def say(self, locale: str) -> str:
        """Return why not, and what to do."""
        broken = (f"{one.say(locale)} {one.advise(locale)}" for one in self.refusals)
        return tell(locale, self.says) if self.says else " ".join(broken)


def start(
    db: Session, broadcast: Broadcast, expected: int, account: str, staff_id: int | None, now: datetime
) -> Broadcast:
    """Confirm a draft for its time, in UNDO_FOR if it has none; returns it. Once more, it is left as it is.

    Args:
        expected: how many people the audience has, as whoever starts it was told.
        account: Twilio's, whose templates are used.

    Raises:
        NotStarted, OtherNumber.
    """
    if broadcast.state != _S.DRAFT:
        if broadcast.state in (_S.CANCELED, _S.STOPPED):
            raise NotStarted(f"It is {broadcast.state}: make a new one.")
        return broadcast
    starts_at = broadcast.starts_at or now + UNDO_FOR
    if starts_at < now - LATE:
        raise NotStarted("Its time has passed: make a draft with a new one.")
    if missing := draft.list_missing(db, broadcast):
        raise NotStarted(f"The draft is not whole: give {', '.join(missing)}.")
    present = count_audience(db, broadcast.merchant_id, broadcast.audience, now)
    if refusals := list_refusals(db, broadcast, account, present, starts_at, now):
        raise NotStarted(refusals=refusals)
    if present != expected:
        raise OtherNumber(present)
    shop = db.get_one(Merchant, broadcast.merchant_id)
    days = allowance.plan_days(allowance.find_allowance(db, shop, now), present, starts_at)
    # Wanted for as long after each day's share as it would be after the first.
    expires_at = days[-1].begins_at + timedelta(hours=broadcast.lasts_hours)
    values: dict[str, Any] = {"starts_at": starts_at, "expires_at": expires_at, "staff_id": staff_id}
    values["alive_at"] = now
    values["pilot_percent"] = piloting.fix_pilot(db, broadcast, present)
    broadcasts.take_step(db, broadcast.id, _S.SCHEDULED, now, **values)
    return broadcast


def begin(db: Session, broadcast_id: int, now: datetime) -> bool:
    """Begin a broadcast whose time has come; False when it has begun, or is so late that somebody is asked first."""
    broadcast = db.get_one(Broadcast, broadcast_id, populate_existing=True)
    starts_at = broadcast.starts_at
    if broadcast.state != _S.SCHEDULED or starts_at is None or starts_at > now:
        return False
    scheduled = (_S.SCHEDULED,)
    if starts_at >= now - LATE and not broadcasts.has_been_away(broadcast.alive_at, now):
        values: dict[str, Any] = {"began_at": now, "alive_at": now}
        values |= _note_gap(broadcast, starts_at, now) if starts_at < now - PUNCTUAL else {}
        moved = begun = broadcasts.take_step(db, broadcast.id, _S.FREEZING, now, only_from=scheduled, **values)
    else:
        begun = False
        asked: dict[str, Any] = {"reason": Standstill.LATE, "starts_at": None, "expires_at": None}
        asked |= _note_gap(broadcast, starts_at, now)
        moved = broadcasts.take_step(db, broadcast_id, _S.DRAFT, now, only_from=scheduled, **asked)
        if moved:
            tell_standstill(db, broadcast, now)
    if moved:
        series.plan_next(db, broadcast, starts_at, now)
    return begun


def note_alive(db: Session, now: datetime) -> None:
    """Note that the scheduler sees what is to begin: after a time in which it did not, somebody is asked first."""
    later = (Broadcast.state == _S.SCHEDULED, Broadcast.starts_at > now)
    broadcasts.note_alive(db, now, *later, is_open(Broadcast.merchant_id))


def undo_start(db: Session, broadcast_id: int, now: datetime) -> bool:
    """Make a started broadcast that has not begun a draft again; False when it has begun, or was never started."""
    broadcast = db.get_one(Broadcast, broadcast_id, populate_existing=True)
    starts_at = broadcast.starts_at
    if starts_at is not None and starts_at <= now + UNDO_FOR:
        starts_at = None
    return broadcasts.take_step(db, broadcast_id, _S.DRAFT, now, starts_at=starts_at, expires_at=None)


def pause(db: Session, broadcast_id: int, now: datetime, reason: str = "") -> bool:
    """Let nothing more of a broadcast leave until it is resumed; False when it does not go.

    Its messages that wait for their turn are held when they are claimed (bot.services.sending.outbox).
    """
    if broadcasts.take_step(db, broadcast_id, _S.PAUSED, now, reason=reason, only_from=GOING):
        return True
    # It waits for how its first share goes: by a person's word it does not go on by itself any more.
    return not reason and broadcasts.change_reason(db, broadcast_id, Standstill.PILOT, "", now)


def resume(db: Session, broadcast_id: int, now: datetime) -> bool:
    """Let a paused broadcast go on where it was, after its first share with everybody; False when it is not paused."""
    broadcast = db.get_one(Broadcast, broadcast_id, populate_existing=True)
    was_away = broadcast.reason == Standstill.AWAY
    gap = _note_gap(broadcast, broadcast.alive_at or broadcast.created_at, now) if was_away else {}
    if broadcast.frozen_at:
        goes_on = piloting.go_on(db, broadcast_id, now, broadcast.reason, **gap)
    else:
        values: dict[str, Any] = {"alive_at": now, "fed_at": None} | gap
        goes_on = broadcasts.take_step(db, broadcast_id, _S.FREEZING, now, only_from=(_S.PAUSED,), **values)
    if goes_on and was_away:
        states.doubt_unsent(db, broadcast_id, now)
    elif goes_on:
        held.look_again_at_broadcast(db, broadcast_id, now)
    return goes_on


def _note_gap(broadcast: Broadcast, since: datetime, now: datetime) -> dict[str, datetime]:
    """What is set for a time in which messages may have left that we know nothing of; an earlier one is part of it."""
    return {"unsure_from": min(since, broadcast.unsure_from or since), "unsure_to": now}


def raise_budget(db: Session, broadcast_id: int, budget_micros: int | None, now: datetime) -> bool:
    """Give a started broadcast another budget, or none; False when it is over. It goes on when it is resumed."""
    mine = update(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state.not_in((_S.DRAFT, *OVER)))
    changed = won(db, mine.values(budget_micros=budget_micros))
    if changed:
        db.expire_all()
        broadcasts.note_progress(db, broadcast_id, now)
    return changed


def cancel(db: Session, broadcast_id: int, now: datetime) -> bool:
    """Call a broadcast off: what has not left never leaves; False when it was over."""
    return broadcasts.conclude(db, broadcast_id, _S.CANCELED, "", now)
