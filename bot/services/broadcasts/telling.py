"""Why a broadcast goes no further, and why somebody gets nothing, in words for the people of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.domain.broadcast_reasons import UNDESCRIBED, find_broadcast_reason
from bot.domain.broadcasts import BroadcastState, Standstill
from bot.locales.staff import ENGLISH, tell
from bot.services.desk import alerts

SAID: Mapping[Standstill, str] = {
    Standstill.LATE: "“{name}” did not begin: its time had long passed. Start it anew if it is still wanted.",
    Standstill.AWAY: "“{name}” waits: nothing ran for a while, after an outage or in a restored backup. "
    "Resume it if wanted.",
    Standstill.TEMPLATE: "“{name}” waits: WhatsApp does not take its template now. Look at the template, then resume.",
    Standstill.TERMS: "“{name}” stopped: WhatsApp's terms for marketing are not accepted. Accept them in "
    "WhatsApp Manager.",
    Standstill.FAILURES: "“{name}” stopped by itself: more than {percent} % of its newest messages failed. "
    "See the reasons.",
    Standstill.REFUSALS: "“{name}” stopped by itself: more than {percent} % of those who got it said stop or "
    "blocked you.",
    Standstill.BUDGET: "“{name}” waits: its budget is used up. Raise the budget and resume, or call off what is left.",
    Standstill.PILOT: "“{name}” waits for how its first share goes, and goes on by itself if that is fine. "
    "Resume it to go on now, pause it to decide yourself.",
    Standstill.PILOT_REFUSED: "“{name}” waits after its first share: {refused} of {people} people said stop "
    "or blocked you, "
    "more than the {percent} % you allow. Call it off, or resume it if it is wanted all the same.",
    Standstill.PILOT_FAILED: "“{name}” waits after its first share: {failed} of {people} messages failed, "
    "more than the {percent} % you allow. See the reasons, then resume.",
    Standstill.PILOT_UNREAD: "“{name}” waits after its first share: of {people} people {had} have it and "
    "{read} read it. "
    "Look at the text and at the reasons, then resume.",
    Standstill.ALLOWANCE: "“{name}” goes on by itself: as many new people have it as WhatsApp allows you in a day.",
    Standstill.EXPIRED: "“{name}” ended: its time was over before everybody had got it.",
}
_UNCOUNTED = {"people": 0, "had": 0, "read": 0, "refused": 0, "failed": 0}


def say_standstill(broadcast: Broadcast, locale: str = ENGLISH) -> str:
    """Return the sentence for why a broadcast goes no further by itself; "" where nothing keeps it."""
    waiting = broadcast.state == BroadcastState.RUNNING and broadcast.waits_until is not None
    reason = broadcast.reason or (Standstill.ALLOWANCE if waiting else "")
    if not reason:
        return ""
    numbers = _UNCOUNTED | broadcast.pilot_counts | {"percent": broadcast.stop_percent}
    return tell(locale, SAID[Standstill(reason)], numbers | {"name": broadcast.name})


def say_reason(name: str, locale: str = ENGLISH) -> tuple[str, str]:
    """Return what is said of a reason why somebody got nothing, and what to do; both "" where there is none."""
    if not name:
        return "", ""
    known = find_broadcast_reason(name)
    if known.is_described:
        return tell(locale, known.says), tell(locale, known.advice)
    return tell(locale, UNDESCRIBED, {"code": name}), tell(locale, known.advice)


def tell_standstill(db: Session, broadcast: Broadcast, now: datetime) -> None:
    """Tell the people of the shop why a broadcast goes no further."""
    cause = f"broadcast:{broadcast.id}:{broadcast.reason}"
    alerts.raise_alert(db, broadcast.merchant_id, cause, say_standstill(broadcast), now)
