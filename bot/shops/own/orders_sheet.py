"""The rows of a sheet -> events, as the API takes them; everything that is wrong is named by its row and column."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.news import Delivery
from bot.shops.own import cells, sheet
from bot.shops.own.cells import BadCell
from bot.shops.own.columns import OF_ITEM
from bot.shops.own.faults import Faulty, checked
from bot.shops.own.sheet import Row

# A field of an event -> the column it came from, where they differ.
_COLUMN_OF = {"number": "order_number", "customer": "name", "ship_to": "street", "locale": "language"}
_MOMENTS = ("placed_at", "updated_at", "packed_at", "cancelled_at", "collected_at")


@dataclass(frozen=True, slots=True)
class Shop:
    """How the shop reads what a sheet leaves open: a zone, a country, a currency."""

    zone: str
    country: str
    currency: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet says: the events in its order, how many orders, and how many of those nobody can be written to.

    `unequal`: the first rows of orders whose priced items do not come to their total.
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
    problems: list[str] = []
    for row in opened.rows:
        number = row.cells.get("order_number")
        if number is None:
            problems.append(f"row {row.number}, order_number: is empty")
        else:
            by_number.setdefault(number, []).append(row)
    deliveries, without_phone, unequal = list[Delivery](), 0, list[int]()
    for rows in by_number.values():
        order = _Order(rows, shop)
        events = order.events()
        problems += order.problems
        without_phone += "phone" not in order.cells
        unequal += [] if _adds_up(events[0]) else [rows[0].number]
        deliveries += [Delivery(event["type"], json.dumps(event, sort_keys=True).encode()) for event in events]
    if problems:
        raise sheet.BadSheet(*sorted(problems, key=_row_of))
    return Read(tuple(deliveries), len(by_number), without_phone, tuple(unequal), opened.unread)


class _Order:
    """The rows of one order, read cell by cell; what is wrong is collected in `problems`."""

    def __init__(self, rows: list[Row], shop: Shop) -> None:
        self.rows, self.shop = rows, shop
        self.problems: list[str] = []
        self.cells: dict[str, str] = {}
        self._row_of: dict[str, int] = {}
        for row in rows:
            self._add(row)
        self.currency = self._take("currency", cells.currency) or shop.currency
        self.country = self._take("country", _country) or shop.country

    def events(self) -> list[dict[str, Any]]:
        """The order, and its parcel where the sheet speaks of one."""
        found = [self._order(), *self._parcel()]
        for event in [] if self.problems else found:
            try:
                checked(event)
            except Faulty as error:
                self.problems += [
                    self._at(self._column(fault.path), f"{fault.problem}: {fault.remedy}") for fault in error.faults
                ]
        return found

    def _add(self, row: Row) -> None:
        """Cells of the order may stand in any of its rows, but must not say two things."""
        for name, cell in row.cells.items():
            if name in OF_ITEM:
                continue
            if self.cells.setdefault(name, cell) != cell:
                there = self._row_of[name]
                self.problems.append(f"row {row.number}, {name}: is not as in row {there} of the same order")
            self._row_of.setdefault(name, row.number)

    def _order(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "type": "order",
            "number": self._take("order_number", cells.plain),
            "customer": {
                "name": self._take("name", cells.plain) or "",
                "phone": self._take("phone", lambda cell: cells.phone(cell, self.country)) or "",
                "email": self._take("email", cells.plain) or "",
                "locale": self._take("language", cells.plain) or "",
                "country": self.country,
            },
            "items": self._items(),
            "total": self._money("total", needed=True),
            "to_pay": self._money("to_pay"),
            "refunded": self._money("refunded") or 0,
            "currency": self.currency,
            "payment": self._take(
                "payment", lambda cell: cells.payment(cell, self.cells.get("payment_method", "")), needed=True
            ),
            "ship_to": {name: self._take(name, cells.plain) or "" for name in ("name", "street", "city", "pin")}
            | {"country": self.country},
            "promised_on": self._take("promised_on", cells.day),
            "accepts_marketing": self._take("accepts_marketing", cells.yes),
            "shipping": self._take("shipping", cells.shipping),
        }
        values |= {name: self._moment(name) for name in _MOMENTS}
        if "placed_at" not in self.cells:
            self.problems.append(self._at("placed_at", "is empty"))
        return {name: value for name, value in values.items() if value is not None}

    def _parcel(self) -> list[dict[str, Any]]:
        milestone = self._take("milestone", cells.milestone) or None
        tracking_number = self._take("tracking_number", cells.plain) or ""
        if not (milestone or tracking_number):
            return []
        values = {
            "type": "parcel",
            "order": {"number": self.cells["order_number"]},
            "milestone": milestone,
            # When nobody wrote it down it has been for a while: too old to be told, which is right for an import.
            "at": self._moment("milestone_at") or self._moment("placed_at"),
            "tracking_number": tracking_number,
            "courier": self._take("courier", cells.plain) or "",
            "tracking_url": self._take("tracking_url", cells.plain) or "",
            "expected_on": self._take("expected_on", cells.day),
        }
        return [{name: value for name, value in values.items() if value is not None}]

    def _items(self) -> list[dict[str, Any]]:
        several = self._take("items", lambda cell: cells.items(cell, self.currency)) or []
        several += [item for row in self.rows if (item := self._item(row))]
        if not several and not {"items", "item"} & {name for row in self.rows for name in row.cells}:
            self.problems.append(self._at("items", "is empty"))
        return several

    def _item(self, row: Row) -> dict[str, Any]:
        if "item" not in row.cells:
            return {}
        readers: dict[str, tuple[str, Callable[[str], Any]]] = {
            "item": ("title", cells.plain),
            "quantity": ("quantity", cells.count),
            "price": ("price", lambda cell: cells.money(cell, self.currency)),
            "sku": ("sku", cells.plain),
            "shipped": ("shipped", cells.yes),
        }
        values: dict[str, Any] = {}
        for name, (field, reader) in readers.items():
            if name in row.cells:
                try:
                    values[field] = reader(cells.unspoilt(row.cells[name], name))
                except BadCell as error:
                    self.problems.append(f"row {row.number}, {name}: {error}")
        return values

    def _moment(self, name: str) -> str | None:
        moment: str | None = self._take(name, lambda cell: cells.moment(cell, self.shop.zone))
        return moment

    def _money(self, name: str, *, needed: bool = False) -> int | None:
        units: int | None = self._take(name, lambda cell: cells.money(cell, self.currency), needed=needed)
        return units

    def _take(self, name: str, reader: Callable[[str], Any], *, needed: bool = False) -> Any:
        """A cell's value; None when it is empty or wrong, which is then noted once."""
        cell = self.cells.get(name)
        if cell is None:
            if needed:
                self._note(name, "is empty")
            return None
        try:
            return reader(cells.unspoilt(cell, name))
        except BadCell as error:
            self._note(name, str(error))
            return None

    def _note(self, name: str, problem: str) -> None:
        line = self._at(name, problem)
        if line not in self.problems:
            self.problems.append(line)

    def _at(self, name: str, problem: str) -> str:
        return f"row {self._row_of.get(name, self.rows[0].number)}, {name}: {problem}"

    def _column(self, path: tuple[str | int, ...]) -> str:
        """The column a field of an event was made of: the innermost name that is one."""
        names = [str(part) for part in path if isinstance(part, str)]
        if names[:1] == ["items"]:
            return "items" if "items" in self.cells else "item"
        return next((name for name in reversed(names) if name in self.cells), _COLUMN_OF.get(names[0], names[0]))


def _adds_up(order: dict[str, Any]) -> bool:
    """Whether the prices of an order's items come to its total; also where one of them has none."""
    items = order["items"]
    if not items or "total" not in order or any("price" not in item for item in items):
        return True
    return int(order["total"]) == sum(int(item["price"]) * int(item.get("quantity", 1)) for item in items)


def _country(cell: str) -> str:
    code = {"india": "IN"}.get(cell.casefold(), cell.upper())
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise BadCell("is no country: write its two letters, like IN")
    return code


def _row_of(problem: str) -> int:
    """The row a problem is about: they are listed as somebody goes through the sheet."""
    return int(problem.removeprefix("row ").split(",", 1)[0])
