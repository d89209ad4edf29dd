"""The rows of one order in a sheet -> its event, and one for each of its parcels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.phones import first_phone, typed_in
from bot.shops.own import cells
from bot.shops.own.cells import BadCell
from bot.shops.own.columns import OF_ITEM, OF_PARCEL
from bot.shops.own.faults import Faulty, checked
from bot.shops.own.sheet import Row

# A field of an event -> the column it came from, where they differ.
_COLUMN_OF = {"number": "order_number", "customer": "name", "ship_to": "street", "locale": "language"}
_MOMENTS = ("placed_at", "updated_at", "packed_at", "cancelled_at", "collected_at")
# Whose phone a column has: the buyer's own, of the address it goes to, of the one that pays.
_PHONES = ("phone", "shipping_phone", "billing_phone")


@dataclass(frozen=True, slots=True)
class Shop:
    """How the shop reads what a sheet leaves open: a zone, a country, a currency."""

    zone: str
    country: str
    currency: str


class OrderRows:
    """The rows of one order, read cell by cell; what is wrong is collected in `problems`."""

    def __init__(self, rows: Sequence[Row], shop: Shop) -> None:
        self.rows, self.shop = rows, shop
        self.problems: list[str] = []
        self.cells: dict[str, str] = {}
        self._row_of: dict[str, int] = {}
        self._parcels_apart = len({row.cells.get("tracking_number") for row in rows} - {None}) > 1
        for row in rows:
            self._add(row)
        self.currency = self._take("currency", cells.currency) or shop.currency
        self.country = self._take("country", cells.country) or shop.country

    def events(self) -> list[dict[str, Any]]:
        """The order, and its parcels where the sheet speaks of any."""
        found = [self._order(), *self._parcels()]
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
        apart = (*OF_ITEM, *OF_PARCEL) if self._parcels_apart else OF_ITEM
        for name, cell in row.cells.items():
            if name in apart:
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
                "phone": self._phone(),
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

    def _phone(self) -> str:
        """The number to write to: each column's is read by the country of its address, mobiles before landlines."""
        theirs = self._take("billing_country", cells.country) or self.country
        of_address = {"phone": theirs, "shipping_phone": self.country, "billing_phone": theirs}
        given = {name: cell for name in _PHONES if (cell := self._take(name, str))}
        typed = {name: typed_in(of_address[name], cell, self.country) for name, cell in given.items()}
        phone = first_phone(tuple(typed.values()), self.country)
        if given and phone is None:
            self._note(next(iter(given)), cells.NO_MOBILE)
        return next(iter(typed.values())) if len(typed) == 1 else phone or ""

    def _parcels(self) -> list[dict[str, Any]]:
        """What the sheet says of the order's parcels: one, or one for each tracking number in its rows."""
        if not self._parcels_apart:
            return self._parcel(self.cells, self._sent_items())
        by_number: dict[str, list[Row]] = {}
        for row in self.rows:
            if "tracking_number" in row.cells:
                by_number.setdefault(row.cells["tracking_number"], []).append(row)
        found = []
        for rows in by_number.values():
            told = {name: cell for row in reversed(rows) for name, cell in row.cells.items() if name in OF_PARCEL}
            self._row_of |= dict.fromkeys(told, rows[0].number)
            found += self._parcel(self.cells | told, [self._content(row) for row in rows if "item" in row.cells])
        return found

    def _parcel(self, told: Mapping[str, str], items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        milestone = self._take("milestone", cells.milestone, told=told) or None
        tracking_number = self._take("tracking_number", cells.plain, told=told) or ""
        if not (milestone or tracking_number) or (cells.is_partial(told.get("milestone", "")) and not items):
            return []
        values = {
            "type": "parcel",
            "order": {"number": self.cells["order_number"]},
            "milestone": milestone,
            # When nobody wrote it down it has been for a while: too old to be told, which is right for an import.
            "at": self._moment("milestone_at", told) or self._moment("placed_at"),
            "tracking_number": tracking_number,
            "courier": self._take("courier", cells.plain, told=told) or "",
            "tracking_url": self._take("tracking_url", cells.plain, told=told) or "",
            "expected_on": self._take("expected_on", cells.day, told=told),
            "items": list(items) or None,
        }
        return [{name: value for name, value in values.items() if value is not None}]

    def _sent_items(self) -> list[dict[str, Any]]:
        """Which lines have been sent, where only a part of the order has and the rows tell."""
        if not cells.is_partial(self.cells.get("milestone", "")):
            return []
        return [self._content(row) for row in self.rows if cells.is_sent(row.cells.get("item_status", ""))]

    def _content(self, row: Row) -> dict[str, Any]:
        item = self._item(row)
        return {name: item[name] for name in ("title", "quantity") if name in item}

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
                    self._add_problem(f"row {row.number}, {name}: {error}")
        return values

    def _moment(self, name: str, told: Mapping[str, str] | None = None) -> str | None:
        moment: str | None = self._take(name, lambda cell: cells.moment(cell, self.shop.zone), told=told)
        return moment

    def _money(self, name: str, *, needed: bool = False) -> int | None:
        units: int | None = self._take(name, lambda cell: cells.money(cell, self.currency), needed=needed)
        return units

    def _take(
        self,
        name: str,
        reader: Callable[[str], Any],
        *,
        needed: bool = False,
        told: Mapping[str, str] | None = None,
    ) -> Any:
        """A cell's value; None when it is empty or wrong, which is then noted once."""
        cell = (self.cells if told is None else told).get(name)
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
        self._add_problem(self._at(name, problem))

    def _add_problem(self, line: str) -> None:
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
