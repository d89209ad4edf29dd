"""What a shop of some years sold: orders, parcels, what became known of them, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bench.crowd import END, Crowd, when
from bench.inbox_rows import Row

FIRST = 1001  # of each table
_NULL = "\\N"
_KINDS = ("order.placed", "parcel.shipped", "parcel.delivered")
ON_THE_WAY = timedelta(days=6)
BODIES = timedelta(days=30)  # how long what an event said is kept
EVENT = '{"id": 1, "note": "' + "x" * 1500 + '"}'


@dataclass(frozen=True, slots=True)
class Trade:
    """So many orders of these customers, the oldest first."""

    customers: range
    orders: int

    def tables(self) -> list[tuple[str, Iterator[Row]]]:
        """Each table with its rows, those others refer to first."""
        return [
            ("orders", (self._order(n) for n in self._ids(1.0))),
            ("order_item", ({"id": n, "order_id": n, "external_id": f"l{n}"} for n in self._ids(1.0))),
            ("parcel", (self._parcel(n) for n in self._ids(1.0))),
            ("sighting", (row for n in self._ids(1.0) for row in self._sightings(n))),
            ("cart", (self._cart(n) for n in self._ids(0.2))),
            ("cart_item", ({"id": n, "cart_id": n} for n in self._ids(0.2))),
            ("moment", (self._moment(n) for n in self._ids(1.5))),
            ("notice", (self._notice(n) for n in self._ids(1.5))),
            ("raw_event", (self._event(n) for n in self._ids(1.5))),
            ("tracking_page", (self._page(n) for n in self._ids(0.5))),
            ("link", (self._link(n) for n in self._ids(0.5))),
            ("points_entry", (self._points(n) for n in self._ids(0.5))),
        ]

    def notice_of(self, message: int) -> int:
        """The notice that a message told."""
        return FIRST + message % int(1.5 * self.orders)

    def _ids(self, share: float) -> range:
        return range(FIRST, FIRST + int(share * self.orders))

    def _whose(self, number: int) -> int:
        return Crowd(self.customers, range(1)).whose(number)

    def _order(self, number: int) -> Row:
        at = when(number - FIRST + 1, self.orders)
        return {
            **{"id": number, "customer_id": self._whose(number), "external_id": f"x{number}", "number": f"#{number}"},
            **{"number_key": str(number), "placed_at": at, "promised_on": (at + timedelta(days=5)).date()},
        }

    def _parcel(self, number: int) -> Row:
        """One in a hundred never came to an end that anybody told."""
        placed = when(number - FIRST + 1, self.orders)
        here = END - placed < ON_THE_WAY or number % 100 == 0
        at = placed + timedelta(days=2 if here else 5)
        return {
            **{"id": number, "order_id": number, "tracking_number": f"TN{number}", "external_id": f"f{number}"},
            **{"stage": "in_transit" if here else "delivered", "milestone": "in_transit" if here else "delivered"},
            **{"stage_at": at, "scanned_at": at, "shipped_at": placed, "delivered_at": _NULL if here else at},
            **{"expected_on": (placed + timedelta(days=5)).date(), "promised_on": _NULL},
        }

    def _sightings(self, number: int) -> Iterator[Row]:
        """Of old parcels the end alone: what was before is gone."""
        placed = when(number - FIRST + 1, self.orders)
        for side, milestone in enumerate(("in_transit", "delivered")):
            at = placed + timedelta(days=3 + 2 * side)
            is_gone = not side and END - placed > timedelta(days=372) and number % 100
            if not is_gone and at < END:
                of_parcel = {"id": 2 * number + side, "parcel_id": number, "milestone": milestone}
                yield {**of_parcel, "at": at, "heard_at": at, "place": "Surat"}

    def _cart(self, number: int) -> Row:
        at = when(number - FIRST + 1, int(0.2 * self.orders))
        return {"id": number, "customer_id": self._whose(number), "token": f"k{number}", "updated_at": at}

    def _moment(self, number: int) -> Row:
        count = int(1.5 * self.orders)
        order = FIRST + (number - FIRST) * self.orders // count
        kind = _KINDS[number % len(_KINDS)]
        return {
            **{"id": number, "kind": kind, "subject": f"order:{number}", "customer_id": self._whose(order)},
            **{"order_id": order, "parcel_id": order if kind.startswith("parcel") else _NULL, "cart_id": _NULL},
            **{"at": when(number - FIRST + 1, count), "values": "{}"},
        }

    def _notice(self, number: int) -> Row:
        count = int(1.5 * self.orders)
        order, at = FIRST + (number - FIRST) * self.orders // count, when(number - FIRST + 1, count)
        return {
            **{"id": number, "moment_id": number, "customer_id": self._whose(order), "state": "composed"},
            **{"due_at": at, "expires_at": at + timedelta(days=2), "composed_at": at, "reason": _NULL},
        }

    def _event(self, number: int) -> Row:
        at = when(number - FIRST + 1, int(1.5 * self.orders))
        return {
            **{"id": number, "dedupe_key": f"e{number}", "received_at": at, "state": "applied", "applied_at": at},
            **{"body": EVENT.replace("\\", "") if END - at < BODIES else "", "headers": "{}", "not_before": _NULL},
            **{"customer_id": self._whose(number)},
        }

    def _page(self, number: int) -> Row:
        at = when(number - FIRST + 1, int(0.5 * self.orders))
        return {
            **{"id": number, "order_id": FIRST + 2 * (number - FIRST), "token": page_token(number)},
            **{"created_at": at, "expires_at": at + timedelta(days=460), "seen_at": _NULL},
        }

    def _link(self, number: int) -> Row:
        at = when(number - FIRST + 1, int(0.5 * self.orders))
        return {
            **{"id": number, "token": link_token(number), "customer_id": self._whose(number), "created_at": at},
            **{"notice_id": self.notice_of(number), "cart_id": _NULL, "expires_at": at + timedelta(days=460)},
        }

    def _points(self, number: int) -> Row:
        at = when(number - FIRST + 1, int(0.5 * self.orders))
        return {"id": number, "customer_id": self._whose(number), "dedupe_key": f"p{number}", "at": at}


def page_token(number: int) -> str:
    """The token of a tracking page."""
    return f"pageofanorder-{number:012}"


def link_token(number: int) -> str:
    """The token of a counted link."""
    return f"aLink{number:012}"
