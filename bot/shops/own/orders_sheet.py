"""The rows of a sheet -> events, as the API takes them; everything that is wrong is named by its row and column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.news import Delivery
from bot.shops.own import cells, sheet
from bot.shops.own.order_rows import OrderRows, Shop
from bot.shops.own.sheet import Row


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet says: the events in its order, how many orders, and how many of those nobody can be written to.

    `unequal`: the first rows of orders whose sums do not go together: priced items and total, what is left to pay or
    has gone back and the total.
    """

    deliveries: tuple[Delivery, ...]
    orders: int
    without_phone: int
    unequal: tuple[int, ...]
    unread: tuple[str, ...]


def read(content: bytes, shop: Shop) -> Read:
    """Read a file whole.

    Raises:
        BadSheet: lists everything that is wrong, as "row 12, phone: …".
    """
    opened = sheet.opened(content)
    by_number: dict[str, list[Row]] = {}
    problems = list(_cut_off(opened.rows))
    for row in opened.rows:
        number = row.cells.get("order_number")
        if number is None:
            problems.append(f"row {row.number}, order_number: is empty")
        else:
            by_number.setdefault(number, []).append(row)
    deliveries, without_phone, unequal = list[Delivery](), 0, list[int]()
    for rows in by_number.values():
        order = OrderRows(rows, shop)
        events = order.events()
        problems += order.problems
        without_phone += not events[0]["customer"]["phone"]
        unequal += [] if _adds_up(events[0]) else [rows[0].number]
        deliveries += [Delivery(event["type"], json.dumps(event, sort_keys=True).encode()) for event in events]
    if problems:
        raise sheet.BadSheet(*sorted(problems, key=_row_of))
    return Read(tuple(deliveries), len(by_number), without_phone, tuple(unequal), opened.unread)


def _cut_off(rows: Sequence[Row]) -> Iterator[str]:
    """Numbers that a spreadsheet has cut to its 15 digits: all that are longer end in zeros.

    One of sixteen digits may end so by itself.
    """
    for name in cells.NUMBERS:
        long = [(row.number, row.cells[name]) for row in rows if cells.is_longer_than_kept(row.cells.get(name, ""))]
        spoilt = all(cells.is_cut_off(cell) for _, cell in long)
        if spoilt and (len({cell for _, cell in long}) > 1 or any(len(cell) > cells.KEPT + 1 for _, cell in long)):
            yield from (f"row {number}, {name}: {cells.ROUNDED}" for number, _ in long)


def _adds_up(order: dict[str, Any]) -> bool:
    """Whether the prices of an order's items come to its total (also where one of them has none), and no part of it
    is more than the whole.
    """
    items = order["items"]
    if "total" not in order:
        return True
    total = int(order["total"])
    if max(int(order.get("to_pay", 0)), int(order["refunded"])) > total:
        return False
    if not items or any("price" not in item for item in items):
        return True
    return total == sum(int(item["price"]) * int(item.get("quantity", 1)) for item in items)


def _row_of(problem: str) -> int:
    """The row a problem is about: they are listed as somebody goes through the sheet."""
    return int(problem.removeprefix("row ").split(",", 1)[0])
