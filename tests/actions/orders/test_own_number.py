"""Who names an order of their own, in whatever form, is told of it: no proof, no guess, no lock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.orders import Order
from bot.db.people import Customer
from bot.db.requests import ProofGuess
from rasa_addons.mentions import find_mentions
from tests.actions.chat import Chat
from tests.actions.conftest import NOBODY, WhoChats

_FORMS = [
    *(("INV/2026-27/00042", text) for text in ("INV/2026-27/00042", "inv-2026-27-42.", "order no. 00042", "42")),
    *(("26000177", text) for text in ("26000177", "२६००० १७७", "#26000177")),
    *(("2600017799", text) for text in ("2600017799", "order no 2600017799", "૨૬૦૦૦૧૭૭૯૯")),
    *(("380015", text) for text in ("380015", "order 380015")),
    *(("RNG-2026-1042", text) for text in ("RNG-2026-1042", "rng 2026 1042", "1042")),
    *(("#RO1042-A", text) for text in ("#RO1042-A", "ro1042a", "1042")),
    *(("1042/B", text) for text in ("1042/B", "1042b", "1042")),
    *(("SO 2026 0042", text) for text in ("SO 2026 0042", "so-2026-0042", "0042")),
]
_SENTENCES = ("where is {}", "{} kahan hai?", "{} ક્યાં છે", "please tell about my order {}.", "{} কোথায়")


def _read(text: str) -> list[dict[str, Any]]:
    return [
        {"entity": each.kind, "value": each.value, "start": each.start, "end": each.end} for each in find_mentions(text)
    ]


def _with_orders(database: Database, chat: WhoChats, *numbers: str) -> Chat:
    """Neha's chat, with these orders of hers, the first the newest."""
    with database.writing.begin() as db:
        neha = db.scalars(select(Customer).where(Customer.name.startswith(NOBODY))).one()
        for at, number in enumerate(numbers):
            placed = datetime.now(UTC) - timedelta(days=at + 1)
            values = {"payment": "paid", "total": 100000, "placed_at": placed, "ship_pin": "560001"}
            db.add(Order(merchant_id=neha.merchant_id, customer_id=neha.id, number=number, **values))
    chatting = chat(NOBODY)
    chatting.mentions = _read
    return chatting


def _number_told(chatting: Chat) -> str:
    return str(chatting.told[0]["values"].get("number"))


def _guesses(database: Database) -> int:
    with database.reading.begin() as db:
        return db.scalars(select(func.count(ProofGuess.id))).one()


@pytest.mark.parametrize("taken_for", ["inform", "out_of_scope", "cancel_order", "check_pincode"])
@pytest.mark.parametrize(("number", "text"), _FORMS)
def test_the_number_alone_tells_the_order(
    chat: WhoChats, database: Database, number: str, text: str, taken_for: str
) -> None:
    neha = _with_orders(database, chat, "5001", number)
    if (number, text, taken_for) == ("380015", "380015", "check_pincode"):
        return  # a question on delivery, for whoever reads it
    assert neha.says(taken_for, text) == ["order.confirmed"]
    assert (_number_told(neha), neha.form) == (number, None)


@pytest.mark.parametrize("sentence", _SENTENCES)
@pytest.mark.parametrize(("number", "text"), [each for each in _FORMS if each[1] not in ("42",)])
def test_the_number_in_a_sentence_tells_the_order(
    chat: WhoChats, database: Database, number: str, text: str, sentence: str
) -> None:
    neha = _with_orders(database, chat, "5001", number)
    assert neha.says("order_status", sentence.format(text)) == ["order.confirmed"]
    assert _number_told(neha) == number


@pytest.mark.parametrize("text", ["INV/2026-27/00042", "26000177", "380016"])
def test_it_is_told_where_the_pin_of_another_was_asked(chat: WhoChats, database: Database, text: str) -> None:
    neha = _with_orders(database, chat, "INV/2026-27/00042", "26000177", "380016")
    assert neha.says("order_status", "where is 1042") == ["proof.ask"]
    assert neha.says("inform", text) == ["order.confirmed"]
    assert (_number_told(neha), _guesses(database)) == (text, 0)


def test_it_is_told_to_who_may_guess_no_more(chat: WhoChats, database: Database) -> None:
    neha = _with_orders(database, chat, "RNG-2026-0042")
    neha.says("order_status", "where is 1042")
    assert [neha.says("inform", pin) for pin in ("560002", "560003", "560004")][-1] == ["proof.blocked"]
    assert neha.says("inform", "rng 2026 0042") == ["order.confirmed"]


def test_an_older_order_than_those_listed_is_theirs_too(chat: WhoChats, database: Database) -> None:
    neha = _with_orders(database, chat, *(f"RNG-2026-{5000 + at}" for at in range(14)))
    assert neha.says("order_status", "where is 5013") == ["order.confirmed"]
    assert _number_told(neha) == "RNG-2026-5013"


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("I paid ₹1042 for it", "order_status", "5001"),
        ("call me at 10:42, where is it", "order_status", "5001"),
        ("it is worth 1042 rs, where is it", "order_status", "5001"),
    ],
)
def test_what_is_plainly_something_else_names_no_order(
    chat: WhoChats, database: Database, text: str, intent: str, told: str
) -> None:
    neha = _with_orders(database, chat, "5001", "RNG-2026-1042")
    neha.says(intent, text)
    assert _number_told(neha) == told


def test_of_several_each_keeps_its_clause(chat: WhoChats, database: Database) -> None:
    neha = _with_orders(database, chat, "INV/2026-27/00042", "RNG-2026-1042")
    assert neha.says("cancel_order", "don't cancel rng-2026-1042, cancel INV/2026-27/00042") == ["cancel.confirm"]
    assert _number_told(neha) == "INV/2026-27/00042"
    assert neha.says("deny", "no") == ["cancel.kept"]
    neha.says("cancel_order", "INV/2026-27/00042 cancel mat karo, 1042 cancel kar do")
    assert _number_told(neha) == "RNG-2026-1042"


def test_of_two_with_one_running_number_it_cancels_neither_unasked(chat: WhoChats, database: Database) -> None:
    neha = _with_orders(database, chat, "5001", "INV/2025-26/00042", "INV/2026-27/00042")
    assert neha.says("cancel_order", "cancel 00042") == ["request.ask_order"]
    offered = [button["entities"]["order_number"] for button in neha.told[0]["buttons"]]
    assert sorted(offered) == ["INV/2025-26/00042", "INV/2026-27/00042"]


def test_somebody_elses_number_is_asked_about_whole(chat: WhoChats, database: Database) -> None:
    _with_orders(database, chat, "INV/2026-27/00042", "26000177")
    john = chat("John")
    john.mentions = _read
    assert john.says("order_status", "where is inv/2026-27/00042") == ["proof.ask"]
    assert _number_told(john) == "INV/2026-27/00042"
    assert john.says("inform", "560001") == ["order.confirmed"]
    assert john.says("order_status", "order number 26000177") == ["proof.ask"]
    assert john.says("inform", "560001") == ["order.confirmed"]
