"""What was promised with bad news is done when it is asked for: once, at once, with a reference, and no why."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.orders import Order, Parcel
from bot.db.requests import Request
from bot.domain.rules import standard
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

PROMISED = ("lost", "damaged", "returning", "returned")
NUMBER = "1044"  # Mitali's


def told(chat: Chat, key: str, number: str = NUMBER) -> None:
    """A notice went out to this customer."""
    custom = {"key": key, "values": {"number": number, "courier": "Delhivery"}, "buttons": []}
    chat.events.append({"event": "bot", "text": "", "data": {"custom": custom}})


def change(database: Database, payment: str = "paid", stage: str = "lost") -> None:
    with database.writing.begin() as db:
        order = db.scalars(select(Order).where(Order.number == NUMBER)).one()
        order.payment = payment
        unseen = {"stage": stage, "milestone": stage, "delivered_at": None}  # it has never been with its customer
        db.execute(update(Parcel).where(Parcel.order_id == order.id).values(unseen))


def written(database: Database) -> list[tuple[str, str, str | None]]:
    with database.reading() as db:
        rows = db.scalars(select(Request).order_by(Request.id))
        return [(row.kind, row.detail, row.order.number if row.order else None) for row in rows]


@pytest.mark.parametrize("name", PROMISED)
@pytest.mark.parametrize(
    ("intent", "words", "kind"),
    [
        ("exchange_item", "send a new one", "resend"),
        ("subscribe", "fari moklo", "resend"),
        ("return_item", "please send it again", "resend"),
        ("how_to_order", "আবার পাঠান", "resend"),
        ("reschedule_delivery", "phir se bhejo", "resend"),
        ("nlu_fallback", "नया", "resend"),
        ("affirm", "haan bhej do", "resend"),
        ("request_refund", "refund please", "refund"),
        ("return_item", "paise wapas kar do", "refund"),
        ("cancel_order", "cancel kar do", "refund"),
        ("deny", "no, my money", "refund"),
    ],
)
def test_words_open_it_at_once(
    chat: WhoChats, database: Database, name: str, intent: str, words: str, kind: str
) -> None:
    mitali = chat("Mitali")
    told(mitali, f"notice.{name}")
    assert mitali.says(intent, words) == [f"request.done.{kind}"]
    assert mitali.told[0]["values"]["reference"].startswith("RQ-")
    assert mitali.form is None
    assert written(database) == [(kind, words, NUMBER)]


@pytest.mark.parametrize("name", PROMISED)
def test_taps_open_it_even_later_and_once(chat: WhoChats, database: Database, name: str) -> None:
    change(database, stage="returned" if name == "returned" else "lost")
    mitali = chat("Mitali")
    again, money, person = standard()[name].buttons
    assert mitali.says(again.intent, order_number=NUMBER) == ["request.done.resend"]
    assert mitali.says(again.intent, order_number=NUMBER) == ["request.already_open"]
    assert mitali.says(money.intent, order_number=NUMBER) == ["request.changed"]
    assert person.intent == "talk_to_person"
    assert [kind for kind, _, _ in written(database)] == ["refund"]


def test_another_mind_is_heard_too(chat: WhoChats, database: Database) -> None:
    change(database)
    mitali = chat("Mitali")
    told(mitali, "notice.lost")
    mitali.says("exchange_item", "send a new one")
    assert mitali.says("request_refund", "no, give me the money") == ["request.changed"]


@pytest.mark.parametrize("words", ["ok", "ठीक है", "👍"])
def test_what_only_says_that_it_was_read_is_asked_which(chat: WhoChats, words: str) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.damaged")
    assert mitali.says("affirm", words) == ["request.ask.resend"]
    assert mitali.says("exchange_item", "new") == ["request.done.resend"]


def test_who_does_not_want_it_again_wants_the_money(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.returned")
    assert mitali.says("deny", "nahi chahiye") == ["request.done.refund"]


@pytest.mark.parametrize("payment", ["cod", "pending"])
def test_what_nobody_paid_is_not_promised_back(chat: WhoChats, database: Database, payment: str) -> None:
    change(database, payment)
    mitali = chat("Mitali")
    told(mitali, "notice.lost")
    assert mitali.says("request_refund", "paise wapas") == ["request.no.nothing_paid"]
    assert written(database) == []
    assert mitali.says("affirm", "haan bhej do") == ["request.done.resend"]


def test_an_old_button_of_another_order_means_what_it_says(chat: WhoChats, database: Database) -> None:
    farida = chat("Farida")
    told(farida, "notice.lost")
    assert farida.says("return_item", order_number="1030") != ["request.done.resend"]
    assert written(database) == []


def test_other_words_keep_their_meaning(chat: WhoChats, database: Database) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.lost")
    assert mitali.says("ask_contact", "what is your number") == ["faq.answer"]
    told(mitali, "notice.lost")
    assert mitali.says("talk_to_person", "let me talk to someone") == ["person.asked"]
    assert written(database) == []
