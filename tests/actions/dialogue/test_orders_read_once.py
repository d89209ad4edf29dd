"""A turn reads the customer's orders once, and anew when it has changed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event

from actions.answers.cash_on_delivery import confirm
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit, opened
from actions.follow_ups.rating import keep
from actions.orders.proof import prove_order
from actions.orders.which import by_number
from actions.requests.done import cancel
from bot.db.engine import Database
from tests.actions.conftest import NOBODY, WhoChats


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is asked."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def readings(statements: list[str]) -> int:
    """How often the orders of a customer were read among these."""
    return sum("orders.customer_id = ?" in one and "ORDER BY orders.placed_at DESC" in one for one in statements)


# The chat before, the turn, and how many queries it makes at most: digits are looked up among their orders' numbers.
Says = tuple[str, str, dict[str, str]]
DETAIL: list[Says] = [("return_item", "I want to send it back", {}), ("inform", "it is too small", {})]
UTR: list[Says] = [
    ("payment_failed", "my payment failed", {}),
    ("inform", "it failed twice with phonepe", {}),
    ("inform", "UTR 123456789012 was it", {}),
]


@pytest.mark.parametrize(
    ("said", "most"),
    [
        # The first answer opens the order's page, the next ones link it.
        ([("order_status", "where is it", {}), ("order_status", "and now?", {})], 8),
        ([("cancel_order", "cancel my order", {}), ("affirm", "yes", {})], 14),
        (DETAIL, 13),
        (UTR, 12),
        ([("inform", "1046", {"order_number": "1046"})], 8),
        ([("rate", "5", {"rating": "5"})], 18),
    ],
)
def test_a_turn_reads_the_orders_once(chat: WhoChats, statements: list[str], said: list[Says], most: int) -> None:
    john = chat("John")
    for intent, text, entities in said:
        statements.clear()
        john.says(intent, text, **entities)
        assert readings(statements) <= 1
    assert len(statements) <= most, "\n".join(statements)


def confirmed(visit: Visit) -> None:
    confirm(visit, agreed=True, number="1048")


def cancelled(visit: Visit) -> None:
    order = by_number(visit, "1048").order
    assert order
    cancel(visit, order, "too late")


def rated(visit: Visit) -> None:
    keep(visit, 5, "lovely", "1048")


@pytest.mark.parametrize(
    ("change", "what", "becomes"),
    [(confirmed, "stage", "confirmed"), (cancelled, "stage", "cancelled"), (rated, "reviewed", True)],
)
@pytest.mark.usefixtures("database")
def test_what_it_has_changed_is_read_anew(change: Callable[[Visit], None], what: str, becomes: object) -> None:
    with opened(turn_of("Sourav"), writing=True) as visit:
        before = by_number(visit, "1048").order
        change(visit)
        assert getattr(before, what) != becomes
        assert getattr(by_number(visit, "1048").order, what) == becomes


@pytest.mark.usefixtures("database")
def test_an_order_that_was_just_proven_is_known() -> None:
    with opened(turn_of(NOBODY), writing=True) as visit:
        assert not visit.orders
        assert prove_order(visit, "1042", "380015").order
        assert [order.number for order in visit.orders] == ["1042"]


def turn_of(name: str) -> Turn:
    """A message of this person that says nothing in particular."""
    return Turn(f"c_{name}", "1", "en", "whatsapp", "inform", 0.9, "hm", {})
