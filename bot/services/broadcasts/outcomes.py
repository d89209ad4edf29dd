"""What became of each person of a broadcast: one row each, in exactly one part of the receipt."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.domain.broadcasts import OVER, OWN_HOUR, BroadcastState, RecipientState, Standstill
from bot.domain.delivery import FAILURES, UNSENT, DeliveryState
from bot.services.messages.broadcasts import CALLED_OFF, PAUSED

NO_REASON, TOO_LATE = "no_reason", "too_late"
IN_HAND, NO_ANSWER, NEVER_KNOWN = "in_hand", "no_answer", "never_known"


class ReceiptPart(StrEnum):
    """Where a person stands. Held to dropped are the parts of what was accepted."""

    HELD = "held"  # by WhatsApp: accepted, and no further yet
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    DROPPED = "dropped"  # accepted, and never delivered
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"  # it may have left or not
    NOT_STARTED = "not_started"


_P, _D = ReceiptPart, DeliveryState
ACCEPTED = (_P.HELD, _P.SENT, _P.DELIVERED, _P.READ, _P.DROPPED)


def select_outcomes(
    broadcast_id: int, after: int | None = None, until: int | None = None, *also: ColumnElement[bool]
) -> Select[Any]:
    """Return the query of (recipient_id, customer_id, part, reason, cost_micros, locale, variant, state) a person.

    What was handed over is read from its newest message: the first, or the last of those that repeat it.

    Args:
        after: only recipients with a higher id.
        until: only recipients with this id at most.
        also: what else has to be so of a recipient.
    """
    which = [BroadcastRecipient.broadcast_id == broadcast_id, *also]
    if after is not None:
        which.append(BroadcastRecipient.id > after)
    if until is not None:
        which.append(BroadcastRecipient.id <= until)
    return _select(which)


def select_outcomes_of(broadcast_ids: Collection[int]) -> Select[Any]:
    """Return the same query of several broadcasts, with the broadcast of each person as `broadcast_id` besides."""
    which: list[ColumnElement[bool]] = [BroadcastRecipient.broadcast_id.in_(broadcast_ids)]
    return _select(which).add_columns(BroadcastRecipient.broadcast_id.label("broadcast_id"))


def _select(which: list[ColumnElement[bool]]) -> Select[Any]:
    tries = _sum_tries(_follow_tries(which))
    newest = aliased(OutgoingMessage)
    part = _find_part(tries, newest)
    return (
        select(
            BroadcastRecipient.id.label("recipient_id"),
            BroadcastRecipient.customer_id.label("customer_id"),
            part.label("part"),
            _find_reason(part, tries, newest).label("reason"),
            (func.coalesce(tries.c.cost, 0) + func.coalesce(BroadcastRecipient.kept_cost, 0)).label("cost_micros"),
            func.coalesce(newest.locale, "").label("locale"),  # "" where no message is kept
            BroadcastRecipient.variant.label("variant"),
            func.coalesce(newest.state, BroadcastRecipient.kept_state, "").label("state"),  # of the message
        )
        .outerjoin(tries, tries.c.recipient_id == BroadcastRecipient.id)
        .outerjoin(newest, newest.id == tries.c.newest)
        .where(*which)
    )


def _follow_tries(which: list[ColumnElement[bool]]) -> CTE:
    """Every message of every person: the first and, one after the other, those that repeat it."""
    first = select(
        BroadcastRecipient.id.label("recipient_id"), BroadcastRecipient.outgoing_id.label("outgoing_id")
    ).where(*which, BroadcastRecipient.outgoing_id.is_not(None))
    chain = first.cte("tries", recursive=True)
    again = select(chain.c.recipient_id, OutgoingMessage.id).join(
        OutgoingMessage, OutgoingMessage.retry_of == chain.c.outgoing_id
    )
    return chain.union_all(again)


def _sum_tries(chain: CTE) -> CTE:
    was_taken = or_(OutgoingMessage.accepted_at.is_not(None), OutgoingMessage.sid.is_not(None))
    return (
        select(
            chain.c.recipient_id,
            func.max(chain.c.outgoing_id).label("newest"),
            func.max(case((was_taken, 1), else_=0)).label("taken"),
            func.max(OutgoingMessage.error_code).label("code"),
            func.sum(case((was_taken, OutgoingMessage.cost_micros), else_=0)).label("cost"),
        )
        .join(OutgoingMessage, OutgoingMessage.id == chain.c.outgoing_id)
        .group_by(chain.c.recipient_id)
        .cte("tried")
    )


def _find_part(tries: CTE, newest: Any) -> ColumnElement[str]:
    state = func.coalesce(newest.state, BroadcastRecipient.kept_state)
    taken = or_(func.coalesce(tries.c.taken, 0) == 1, func.coalesce(BroadcastRecipient.kept_taken, False))
    ended_early = or_(state == _D.EXPIRED, state == _D.CANCELED)
    turn_never_came = and_(ended_early, _find_end(newest).in_((CALLED_OFF, TOO_LATE)))
    return case(
        (BroadcastRecipient.state == RecipientState.PENDING, _P.NOT_STARTED),
        (BroadcastRecipient.state == RecipientState.SKIPPED, _P.SKIPPED),
        (state == _D.READ, _P.READ),
        (state == _D.DELIVERED, _P.DELIVERED),
        (state == _D.SENT, _P.SENT),
        (state == _D.ACCEPTED, _P.HELD),
        (state.in_((_D.SENDING, _D.UNKNOWN)), _P.UNKNOWN),
        (and_(state.in_(UNSENT), taken), _P.HELD),
        (state.in_(UNSENT), _P.NOT_STARTED),
        (taken, _P.DROPPED),
        (state.in_(FAILURES), _P.FAILED),
        (turn_never_came, _P.NOT_STARTED),
        (ended_early, _P.SKIPPED),
        else_=_P.UNKNOWN,
    )


def _waits_for_nothing() -> ColumnElement[bool]:
    return and_(BroadcastRecipient.state == RecipientState.PENDING, BroadcastRecipient.reason.in_(("", OWN_HOUR)))


def _find_standstill() -> ColumnElement[str]:
    """Why somebody's turn never came, or not yet, where the reason is none of theirs."""
    why = case(
        (Broadcast.state == BroadcastState.ENDED, TOO_LATE),
        (Broadcast.state.in_(OVER), CALLED_OFF),
        (Broadcast.state != BroadcastState.PAUSED, ""),
        (Broadcast.reason == Standstill.BUDGET, Standstill.BUDGET.value),
        else_=PAUSED,
    )
    return select(why).where(Broadcast.id == BroadcastRecipient.broadcast_id).scalar_subquery()


def _find_end(newest: Any) -> ColumnElement[str]:
    """Why a message was ended by us; of one that is no longer kept, what was kept of that."""
    return func.coalesce(newest.ended_because, BroadcastRecipient.reason)


def _find_doubt(newest: Any) -> ColumnElement[str]:
    """Where it stands that it is not known whether a message left."""
    return case((newest.id.is_(None), NEVER_KNOWN), (newest.state == _D.SENDING, IN_HAND), else_=NO_ANSWER)


def _find_reason(part: ColumnElement[str], tries: CTE, newest: Any) -> ColumnElement[str]:
    code = cast(func.coalesce(newest.error_code, tries.c.code, BroadcastRecipient.kept_code), String)
    return case(
        (_waits_for_nothing(), func.coalesce(func.nullif(_find_standstill(), ""), BroadcastRecipient.reason)),
        (BroadcastRecipient.state != RecipientState.HANDED_OVER, BroadcastRecipient.reason),
        (part.in_((_P.FAILED, _P.DROPPED)), func.coalesce(code, func.nullif(_find_end(newest), ""), NO_REASON)),
        (part == _P.HELD, func.coalesce(code, newest.held_because, "")),
        (part.in_((_P.SKIPPED, _P.NOT_STARTED)), func.coalesce(newest.held_because, _find_end(newest), "")),
        (part == _P.UNKNOWN, _find_doubt(newest)),
        else_="",
    )
