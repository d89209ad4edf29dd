"""Twilio's message list: filters, pages and links to the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from bot.simulator.world import ledger
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.ledger import Message
from bot.simulator.world.store import Store

LARGEST = 1000
Values = list[str | float]
FROM = "CASE direction WHEN 'inbound' THEN customer ELSE shop END = ?"
TO = "CASE direction WHEN 'inbound' THEN shop ELSE customer END = ?"


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which shop's addresses the messages are; `without`: of all others."""

    addresses: tuple[str, ...]
    without: bool = False


def page(
    store: Store,
    path: str,
    args: MultiDict[str, str],
    resource: Callable[[Message], dict[str, Any]],
    whose: Whose,
    until: float | None = None,
) -> dict[str, Any]:
    """One page, newest first; of messages since `until` a list that is late shows none.

    The token of the next page names the last message of this one, so that messages which come in between neither repeat
    nor hide any.
    """
    size = min(max(_number(args.get("PageSize", "50")), 1), LARGEST)
    where, values = _filters(args, whose)
    if until is not None:
        where.append("created <= ?")
        values.append(until)
    token = args.get("PageToken", "")
    if token:
        where.append("seq < (SELECT seq FROM messages WHERE sid = ?)")
        values.append(token.removeprefix("PA"))
    condition = " AND ".join(where) or "1"
    rows = store.rows(f"SELECT * FROM messages WHERE {condition} ORDER BY seq DESC LIMIT ?", (*values, size + 1))
    found = [ledger.from_row(row) for row in rows[:size]]
    number = _number(args.get("Page", "0"))
    kept = [(key, value) for key, value in args.items(multi=True) if key not in ("Page", "PageToken", "PageSize")]
    after = f"PA{found[-1].sid}" if len(rows) > size else ""
    return {
        "messages": [resource(message) for message in found],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(len(found) - 1, 0),
        "uri": _link(path, kept, size, number, token),
        "first_page_uri": _link(path, kept, size, 0, ""),
        "next_page_uri": _link(path, kept, size, number + 1, after) if after else None,
        "previous_page_uri": None,
    }


def _filters(args: MultiDict[str, str], whose: Whose) -> tuple[list[str], Values]:
    where: list[str] = []
    values: Values = [one for one in whose.addresses if one]
    if values or not whose.without:
        where.append(f"shop {'NOT ' if whose.without else ''}IN ({', '.join('?' for _ in values)})")
    for name, condition in (("From", FROM), ("To", TO)):
        if args.get(name):
            where.append(condition)
            values.append(args[name])
    day = args.get("DateSent")
    if day:
        begin = _moment(day)
        where.append("coalesce(sent, created) >= ? AND coalesce(sent, created) < ?")
        values += [begin, begin + timedelta(days=1).total_seconds()]
    for name, sign in (("DateSent>", ">="), ("DateSent<", "<=")):
        if args.get(name):
            where.append(f"coalesce(sent, created) {sign} ?")
            values.append(_moment(args[name]))
    return where, values


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise TwilioError(20422, f"{text[:40]} is not a date") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(text: str) -> int:
    if not text.isdigit():
        raise TwilioError(20422, "Page and PageSize must be numbers")
    return int(text[:9])


def _link(path: str, kept: list[tuple[str, str]], size: int, number: int, token: str) -> str:
    query = [*kept, ("PageSize", str(size)), ("Page", str(number))]
    return f"{path}?{urlencode(query + ([('PageToken', token)] if token else []))}"
