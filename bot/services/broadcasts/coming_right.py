"""Which people of a broadcast that is over may still get it, from another one."""

from __future__ import annotations

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.domain.broadcast_reasons import RetryKind, list_broadcast_reasons
from bot.domain.broadcasts import OVER, Arm
from bot.services.broadcasts.outcomes import ReceiptPart, select_outcomes

_P, _R = ReceiptPart, RetryKind
# Of what was taken, only what WhatsApp itself did not bring: whoever may have it gets it never again.
_WITHHELD = (_R.LATER, _R.SLOWER)


def select_retried(db: Session, broadcast_id: int, window: tuple[int, int] | None = None) -> Select[int]:
    """Return the query of the customers of a broadcast with whom another try may come right; nobody while it goes.

    Those without WhatsApp only where the broadcast may leave by SMS. `window`: only people with ids above the first up
    to the second.
    """
    broadcast = db.get_one(Broadcast, broadcast_id)
    which = [BroadcastRecipient.arm != Arm.HOLDOUT]
    if window is not None:
        which.append(BroadcastRecipient.customer_id.between(window[0] + 1, window[1]))
    one = select_outcomes(broadcast_id, None, None, *which).subquery()
    never = _list_names(_R.NEVER) + ([] if broadcast.by_sms else _list_names(_R.SMS))
    not_taken = one.c.part.in_((_P.SKIPPED, _P.FAILED, _P.NOT_STARTED)) & one.c.reason.not_in(never)
    withheld = (one.c.part == _P.DROPPED) & one.c.reason.in_(_list_names(*_WITHHELD))
    found = select(one.c.customer_id).where(not_taken | withheld)
    return found if broadcast.state in OVER else found.where(false())


def _list_names(*kinds: RetryKind) -> list[str]:
    return [row.name for row in list_broadcast_reasons().values() if row.retry in kinds]
