"""A shop of some years, written into PostgreSQL by COPY: what it sold, sent, heard and said in 400 days.

As bench/inbox_rows.py, whose rows these are where both have them; in the proportions of a shop that sells: two orders
and ten messages to a customer, a parcel to an order, what became known of it, and what the notices of it left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg

from bench.copying import copy, count_on, without_indexes
from bench.crowd import Crowd
from bench.inbox_rows import Row, entry, last_of_each, note_indexed, person, received, told
from bench.inbox_said import make_names, make_sentences
from bench.journeys import phone
from bench.trade_rows import FIRST, Trade

# Rows of the stage have numbers below; no message of it is younger than the first of these.
FIRST_MESSAGE = 10_001
READ, CALLED = timedelta(days=90), timedelta(days=90)  # how long readings and callbacks are kept
_STATES = ("delivered", "undelivered", *("read",) * 12, *("delivered",) * 5, "sent")
_NULL = "\\N"


def crowd_of(customers: int, messages: int) -> Crowd:
    """So many customers, and messages of both sides."""
    return Crowd(range(FIRST, FIRST + customers), range(FIRST_MESSAGE, FIRST_MESSAGE + messages))


def fill(cursor: psycopg.Cursor[tuple[object, ...]], crowd: Crowd) -> None:
    """Write them all, with two orders to a customer; every table has one row already, as the system stored it."""
    trade = Trade(crowd.customers, 2 * len(crowd.customers))
    tables = [*_people(crowd), *trade.tables(), *_messages(crowd, trade)]
    with without_indexes(cursor, [name for name, _ in tables]):
        for name, rows in tables:
            copy(cursor, name, rows)
    count_on(cursor, [name for name, _ in tables])
    note_indexed(cursor, crowd.messages[-1])
    cursor.execute("VACUUM ANALYZE")  # as its own daemon does behind so many new rows


def _people(crowd: Crowd) -> list[tuple[str, Iterator[Row]]]:
    people, last = make_names(), last_of_each(crowd)
    return [
        ("customer", (person(n, people) for n in crowd.customers)),
        ("identity", ({"id": n, "customer_id": n, "value": phone(n)} for n in crowd.customers)),
        ("consent", ({"id": n, "customer_id": n} for n in crowd.customers if n % 3)),
        ("conversation", (_talk(n, crowd, last[n]) for n in crowd.customers)),
    ]


def _messages(crowd: Crowd, trade: Trade) -> list[tuple[str, Iterator[Row]]]:
    said, count = make_sentences(1), len(crowd.messages)
    back = crowd.messages[-int(count * (READ / timedelta(days=400))) :]
    return [
        ("inbound_message", (_in(n, crowd, said) for n in crowd.messages[::2])),
        ("outgoing_message", (_out(n, crowd, said, trade) for n in crowd.messages[1::2])),
        ("search_entry", (entry(n, crowd, said) for n in crowd.messages)),
        ("message_reading", ({"id": n, "inbound_id": n, "at": crowd.at(n)} for n in back if n % 2)),
        ("status_event", (_callback(n, side, crowd) for n in back if n % 2 == 0 for side in (0, 1))),
        ("choice", (_choice(n, crowd) for n in crowd.messages[1::2] if n % 10 == 0)),
    ]


def _talk(number: int, crowd: Crowd, last: int) -> Row:
    at = crowd.at(last)
    return {
        **{"id": number, "public_id": f"c{number}", "customer_id": number, "address": phone(number)},
        **{"status": "resolved" if number % 3 else "open", "last_inbound_at": at, "active_at": at},
    }


def _in(number: int, crowd: Crowd, said: list[tuple[str, str]]) -> Row:
    return {**received(number, crowd, said), "raw": '{"NumMedia": "0"}', "answered_at": crowd.at(number)}


def _out(number: int, crowd: Crowd, said: list[tuple[str, str]], trade: Trade) -> Row:
    """Two of five are notices; one in ten did not arrive, and what that called for was done."""
    at, state = crowd.at(number), _STATES[number // 2 % len(_STATES)]
    is_notice, failed = number % 10 in (2, 6), state == "undelivered"
    return {
        **told(number, crowd, said),
        **{"state": state, "rank": 5, "sid": f"SM{number:032x}", "dedupe_key": f"d{number}"},
        **{"claimed_at": at, "accepted_at": at, "finished_at": at, "not_before": _NULL, "template_id": _NULL},
        **{"in_reply_to": _NULL if is_notice else number - 1, "lane": "notice" if is_notice else "reply"},
        **{"notice_id": trade.notice_of(number) if is_notice else _NULL, "values": "{}"},
        **{"error_code": 63024 if failed else _NULL, "reacted_at": at if failed else _NULL},
    }


def _callback(number: int, side: int, crowd: Crowd) -> Row:
    return {
        **{"id": 2 * number + side, "sid": f"SM{number:032x}", "status": ("sent", "delivered")[side]},
        **{"token": f"t{number}", "received_at": crowd.at(number), "applied": "t"},
    }


def _choice(number: int, crowd: Crowd) -> Row:
    place = {"conversation_id": crowd.whose(number), "outgoing_id": number}
    return {"id": number, "token": f"ch{number}", **place, "expires_at": crowd.at(number) + timedelta(days=7)}


def pick(crowd: Crowd, count: int) -> list[int]:
    """So many customers here and there, none twice: some wrote today, most long ago."""
    step = max(1, len(crowd.customers) // count)
    return [crowd.customers[n * step + n * 7919 % step] for n in range(count)]
