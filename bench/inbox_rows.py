"""A shop with very many customers and messages, written into PostgreSQL by COPY.

One row of each table is stored as the system stores it; the others are that row with other values in some columns, so
that a new column needs nothing here. Indexes are made again after the rows, as a restored backup has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import psycopg

from bench.copying import copy, count_on, without_indexes
from bench.crowd import Crowd
from bench.inbox_said import make_names, make_sentences, say

TABLES = ("customer", "identity", "conversation", "orders", "inbound_message", "outgoing_message", "search_entry")
Row = Mapping[str, object]


def fill(cursor: psycopg.Cursor[tuple[object, ...]], customers: int, messages: int) -> None:
    """Write so many customers, an order and a conversation each, and messages, half of them theirs."""
    said, crowd = make_sentences(1), Crowd(range(2, customers + 1), range(3, messages + 1))
    people, last = make_names(), last_of_each(crowd)
    with without_indexes(cursor, TABLES):
        copy(cursor, "customer", (person(n, people) for n in crowd.customers))
        copy(cursor, "identity", ({"id": n, "customer_id": n, "value": _phone(n)} for n in crowd.customers))
        copy(cursor, "orders", (_order(n) for n in crowd.customers))
        copy(cursor, "conversation", (_talk(n, crowd.at(last[n])) for n in crowd.customers))
        copy(cursor, "inbound_message", (received(n, crowd, said) for n in crowd.messages[::2]))
        copy(cursor, "outgoing_message", (told(n, crowd, said) for n in crowd.messages[1::2]))
        copy(cursor, "search_entry", (entry(n, crowd, said) for n in crowd.messages))
    count_on(cursor, TABLES)
    note_indexed(cursor, messages)
    cursor.execute("ANALYZE")


def last_of_each(crowd: Crowd) -> dict[int, int]:
    """The last message of each customer: of one without any the newest of all."""
    last = dict.fromkeys(crowd.customers, crowd.messages[-1])
    for number in crowd.messages:
        last[crowd.whose(number)] = number
    return last


def note_indexed(cursor: psycopg.Cursor[tuple[object, ...]], up_to: int) -> None:
    """Note that every message up to a number is in the index of the search."""
    cursor.execute("DELETE FROM search_mark")
    cursor.execute(
        "INSERT INTO search_mark (side, up_to, seen_id, seen_at) SELECT unnest(ARRAY['in', 'out', 'note']),"
        f" {up_to}, {up_to}, now()"
    )


def person(number: int, people: list[tuple[str, str]]) -> Row:
    """A customer."""
    name, key = people[number * 7 % len(people)]
    return {"id": number, "name": name, "name_key": key}


def received(number: int, crowd: Crowd, said: list[tuple[str, str]]) -> Row:
    """A message of a customer."""
    return {
        "id": number,
        "provider_sid": f"SM{number}",
        "conversation_id": crowd.whose(number),
        "text": say(number, said)[0],
        "received_at": crowd.at(number),
        "state": "answered",
    }


def told(number: int, crowd: Crowd, said: list[tuple[str, str]]) -> Row:
    """A message to a customer."""
    return {
        "id": number,
        "token": f"t{number}",
        "conversation_id": crowd.whose(number),
        "text": say(number, said)[0],
        "queued_at": crowd.at(number),
        "state": "read",
    }


def entry(number: int, crowd: Crowd, said: list[tuple[str, str]]) -> Row:
    """What the search knows of a message."""
    return {
        "id": number,
        "conversation_id": crowd.whose(number),
        "side": "in" if number % 2 else "out",
        "thing_id": number,
        "at": crowd.at(number),
        "words": say(number, said)[1],
    }


def _phone(number: int) -> str:
    return f"+9190{number * 7919 % 10**8:08}"


def _order(number: int) -> Row:
    return {"id": number, "customer_id": number, "external_id": number, "number": f"#{number}", "number_key": number}


def _talk(number: int, at: datetime) -> Row:
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
