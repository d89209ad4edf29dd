"""Records what came of many messages that left together, in a few statements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import provided
from bot.db.outgoing import OutgoingMessage, in_hand
from bot.domain import delivery
from bot.domain.delivery import FAILURES, DeliveryState
from bot.ports import Accepted
from bot.services.messages import accepted
from bot.services.sending import outbox, statuses
from bot.services.sending.taken import Claimed

# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_NEXT_OF = (
    select(func.min(_TABLE.c.id))
    .where(
        _TABLE.c.conversation_id.in_(bindparam("conversations", expanding=True)),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state == DeliveryState.QUEUED),
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
    )
    .group_by(_TABLE.c.conversation_id)
)


def record_many(
    db: Session, answers: Mapping[int, tuple[Claimed, Accepted]], now: datetime
) -> tuple[list[int], list[int]]:
    """Record by its id what Twilio took of many rows; returns the ids that call for a reaction, and those that follow.

    These are the next of the conversations, which may leave now.
    """
    taken = {
        one: (answer.sid, *(delivery.from_twilio(answer.status) or (DeliveryState.ACCEPTED, 1)))
        for one, (_, answer) in answers.items()
    }
    odd = accepted.record_taken(db, taken, now)
    names = {one: (claimed.letter.token, answer.sid) for one, (claimed, answer) in answers.items()}
    told = statuses.list_told(db, [token for token, _ in names.values()], [sid for _, sid in names.values()])
    odd += [one for one, pair in names.items() if not told.isdisjoint(pair)]
    failed = [one for one in dict.fromkeys(odd) if outbox.record_accepted(db, one, answers[one][1], None, now)]
    failed += [one for one, (_, state, _) in taken.items() if state in FAILURES and one not in odd]
    asked = {"conversations": [claimed.conversation_id for claimed, _ in answers.values()], "now": now}
    return failed, list(db.connection().execute(_NEXT_OF, asked).scalars())
