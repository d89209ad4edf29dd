"""A shop with very many customers and messages, written into PostgreSQL by COPY.

One row of each table is stored as the system stores it; the others are that row with other values in some columns, so
that a new column needs nothing here. Indexes are made again after the rows, as a restored backup has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import psycopg

from bench.copying import copy, without_indexes
from bench.inbox_said import make_names, make_sentences, say

TABLES = ("customer", "identity", "conversation", "orders", "inbound_message", "outgoing_message", "search_entry")
END = datetime(2026, 11, 28, 12, tzinfo=UTC)
SPAN = timedelta(days=400)


def fill(cursor: psycopg.Cursor[tuple[object, ...]], customers: int, messages: int) -> None:
    """Write so many customers, an order and a conversation each, and messages, half of them theirs."""
    said = make_sentences(1)
    last = [messages] * (customers + 1)
    for number in range(1, messages + 1):
        last[_of(number, customers)] = number
    everybody = range(2, customers + 1)
    people = make_names()
    with without_indexes(cursor, TABLES):
        copy(cursor, "customer", (_person(n, people[n * 7 % len(people)]) for n in everybody))
        copy(cursor, "identity", ({"id": n, "customer_id": n, "value": _phone(n)} for n in everybody))
        copy(cursor, "orders", (_order(n) for n in everybody))
        copy(cursor, "conversation", (_talk(n, _at(last[n], messages)) for n in everybody))
        copy(cursor, "inbound_message", (_in(n, customers, messages, said) for n in range(3, messages + 1, 2)))
        copy(cursor, "outgoing_message", (_out(n, customers, messages, said) for n in range(4, messages + 1, 2)))
        copy(cursor, "search_entry", (_entry(n, customers, messages, said) for n in range(3, messages + 1)))
    for table in TABLES:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    cursor.execute(
        "INSERT INTO search_mark (side, up_to, seen_id, seen_at) SELECT unnest(ARRAY['in', 'out', 'note']),"
        f" {messages}, {messages}, now()"
    )
    cursor.execute("ANALYZE")


def _of(message: int, customers: int) -> int:
    """Whose a message is: some write far more than others."""
    spread = message * 2_654_435_761 % 2**32
    return 2 + (spread % (customers - 1) if message % 3 else spread % max(1, customers // 50))


def _at(message: int, messages: int) -> datetime:
    return END - SPAN * (1 - message / messages)


def _phone(number: int) -> str:
    return f"+9190{number * 7919 % 10**8:08}"


def _person(number: int, name: tuple[str, str]) -> Mapping[str, object]:
    return {"id": number, "name": name[0], "name_key": name[1]}


def _order(number: int) -> Mapping[str, object]:
    return {"id": number, "customer_id": number, "external_id": number, "number": f"#{number}", "number_key": number}


def _talk(number: int, at: datetime) -> Mapping[str, object]:
    """Most are with the assistant or over; one in two hundred waits for a person."""
    waits = number % 200 == 0
    status = "resolved" if number % 3 == 1 and not waits else "snoozed" if number % 199 == 0 else "open"
    return {
        "id": number,
        "public_id": f"c{number}",
        "customer_id": number,
        "address": _phone(number),
        "status": status,
        "owner": "nobody" if waits else "assistant",
        "assignee_id": 1 if number % 400 == 0 else "\\N",
        "waiting_since": at if waits else "\\N",
        "needs_person_since": at if waits else "\\N",
        "last_inbound_at": at,
        "active_at": at,
    }


def _in(number: int, customers: int, messages: int, said: list[tuple[str, str]]) -> Mapping[str, object]:
    return {
        "id": number,
        "provider_sid": f"SM{number}",
        "conversation_id": _of(number, customers),
        "text": say(number, said)[0],
        "received_at": _at(number, messages),
        "state": "answered",
    }


def _out(number: int, customers: int, messages: int, said: list[tuple[str, str]]) -> Mapping[str, object]:
    return {
        "id": number,
        "token": f"t{number}",
        "conversation_id": _of(number, customers),
        "text": say(number, said)[0],
        "queued_at": _at(number, messages),
        "state": "read",
    }


def _entry(number: int, customers: int, messages: int, said: list[tuple[str, str]]) -> Mapping[str, object]:
    return {
        "id": number,
        "conversation_id": _of(number, customers),
        "side": "in" if number % 2 else "out",
        "thing_id": number,
        "at": _at(number, messages),
        "words": say(number, said)[1],
    }
