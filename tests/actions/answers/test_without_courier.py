"""What no courier brings is answered as that, whatever is asked of its way, its day, its cash or its courier."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from bot.db.engine import Database
from bot.db.orders import Order, Parcel
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from tests.actions.conftest import WhoChats

COURIERS = ("courier", "कूरियर", "કુરિયર", "কুরিয়ার")


def make(database: Database, handover: str, **values: object) -> None:
    """Asha's orders: the one that comes today is of this kind, and is her only one."""
    with database.writing.begin() as db:
        order = db.scalars(select(Order).where(Order.number == "1042")).one()
        db.execute(delete(Parcel).where(Parcel.order_id == order.id))
        db.execute(
            update(Order)
            .where(Order.id == order.id)
            .values(**{"handover": handover, "payment": "cod", "packed_at": None} | values)
        )


@pytest.mark.parametrize(
    ("handover", "key"),
    [("pickup", "order.to_collect"), ("counter", "order.handed_over"), ("nothing", "order.nothing_sent")],
)
@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("order_status", "where is 1042"),
        ("ask_eta", "when does 1042 come"),
        ("ask_delay", "why is 1042 so late"),
        ("out_of_scope", "how much cash should i keep for 1042"),
        ("out_of_scope", "courier boy number for 1042 please"),
    ],
)
def test_every_question_has_the_same_true_answer(
    chat: WhoChats, database: Database, handover: str, key: str, intent: str, text: str
) -> None:
    make(database, handover)
    assert chat("Asha").says(intent, text, order_number="1042") == [key]


def test_it_says_when_it_is_ready(chat: WhoChats, database: Database) -> None:
    with database.reading.begin() as db:
        placed_at = db.scalars(select(Order.placed_at).where(Order.number == "1042")).one()
    make(database, "pickup", packed_at=placed_at)
    assert chat("Asha").says("order_status", "1042?", order_number="1042") == ["order.ready_to_collect"]


@pytest.mark.parametrize("kind", ["change_address", "reschedule_delivery"])
def test_no_other_day_or_address_is_noted_for_it(chat: WhoChats, database: Database, kind: str) -> None:
    make(database, "pickup")
    asha = chat("Asha")
    assert asha.says(kind, f"{kind} 1042", order_number="1042")[:1] == ["order.to_collect"]


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize(
    "key", ["order.to_collect", "order.ready_to_collect", "order.handed_over", "order.nothing_sent"]
)
def test_its_sentence_names_its_shop_or_no_courier(locale: str, key: str) -> None:
    told = say(locale, key, {"number": "1042", "items": "Kurta", "shop": "Rangoli", "details": {"lines": []}})
    assert "Rangoli" in told or any(word in told for word in COURIERS)
