"""What became of the events, and how long after each its message was at Twilio's door."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from bench.journeys import ORDER, Said
from bot.db.connections import RawEvent
from bot.db.engine import Database
from bot.db.notices import Moment, Notice
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState
from bot.domain.notices import NoticeState

# What is told because of something else that happened.
CAUSE = {"points.earned": "parcel.delivered"}
LEFT = ("waiting", "parked", "kept")
UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN)


def waiting(database: Database) -> int:
    """How many events have not been looked at."""
    with database.reading.begin() as db:
        query = select(func.count()).select_from(RawEvent).where(RawEvent.state == "waiting")
        return int(db.scalar(query) or 0)


def is_quiet(database: Database) -> bool:
    """Whether nothing is left to be told now."""
    with database.reading.begin() as db:
        due = select(Notice.id).where(Notice.state == NoticeState.PLANNED, Notice.due_at <= datetime.now(UTC))
        leaving = select(OutgoingMessage.id).where(OutgoingMessage.state.in_(UNDER_WAY))
        return db.scalar(due.limit(1)) is None and db.scalar(leaving.limit(1)) is None


def is_done(database: Database) -> bool:
    """Whether every event was looked at, and what it makes known has left."""
    return not waiting(database) and is_quiet(database)


def report(
    title: str, database: Database, sent: Mapping[Said, float], arrived: Mapping[str, Sequence[float]], aim: float
) -> None:
    """Print states, messages and the times to them.

    A time runs from the first event that could tell it, as its sender began to post it, to the message at Twilio's
    door: through every queue, and the tries again.

    Args:
        sent: when each thing was first posted to us, and `arrived`: when each token's message came to Twilio (seconds
            of one clock).
        aim: for the 95th percentile, in seconds; 0 where there is none.
    """
    _print_states(database)
    by_token = _what_they_tell(database)
    latencies, unexplained = [], Counter[str]()
    for token, times in arrived.items():
        order, kind = by_token.get(token, ("", "nothing of ours"))
        caused = sent.get((order, CAUSE.get(kind, kind)))
        if caused is None:
            unexplained[kind] += 1
        else:
            # An event that came before its order could tell nothing until the order came.
            latencies.append(times[0] - max(caused, sent.get((order, ORDER), caused)))
    _print_latencies(title, sorted(latencies), aim)
    _print_repeats(by_token, arrived, unexplained)


def _what_they_tell(database: Database) -> dict[str, Said]:
    """Token of each message -> (the order's id at the shop, the kind of moment)."""
    query = (
        select(OutgoingMessage.token, Order.external_id, Moment.kind)
        .join(Notice, Notice.id == OutgoingMessage.notice_id)
        .join(Moment, Moment.id == Notice.moment_id)
        .outerjoin(Order, Order.id == Moment.order_id)
    )
    with database.reading.begin() as db:
        return {token: (order or "", kind) for token, order, kind in db.execute(query)}


def _print_states(database: Database) -> None:
    tables = {
        "events": (RawEvent.state, RawEvent.reason),
        "notices": (Notice.state, Notice.reason),
        "messages": (OutgoingMessage.state, func.coalesce(OutgoingMessage.ended_because, OutgoingMessage.held_because)),
    }
    with database.reading.begin() as db:
        for name, columns in tables.items():
            rows = db.execute(select(*columns, func.count()).group_by(*columns).order_by(func.count().desc()))
            counts = [f"{state}{f' ({reason})' if reason else ''} {count}" for state, reason, count in rows]
            print(f"  {name}: " + ", ".join(counts))
        left = db.execute(select(RawEvent.state, func.count()).where(RawEvent.state.in_(LEFT)).group_by(RawEvent.state))
        print("  events left behind: " + (", ".join(f"{state} {count}" for state, count in left) or "none"))


def _print_latencies(title: str, seconds: Sequence[float], aim: float) -> None:
    if not seconds:
        print("  no message left")
        return
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    note = f"{len(seconds)} messages" + (f"; p95 is {p95 / aim:.2f} of the aim of {aim:.0f} s" if aim else "")
    print(
        f"{f'event to its message {title}':44} p50 {statistics.median(seconds):7.2f}  p95 {p95:7.2f}  "
        f"max {seconds[-1]:7.2f} s   {note}"
    )


def _print_repeats(
    by_token: Mapping[str, Said], arrived: Mapping[str, Sequence[float]], unexplained: Counter[str]
) -> None:
    told = Counter(by_token.get(token, ("", "")) for token, times in arrived.items() for _ in times)
    twice = {said: count for said, count in told.items() if count > 1 and said[0]}
    print(f"  told twice: {len(twice)} of {len(told)}" + (f", such as {next(iter(twice.items()))}" if twice else ""))
    if unexplained:
        print(f"  messages that no event of the load explains: {dict(unexplained)}")
