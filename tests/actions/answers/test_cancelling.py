"""Cancelling: asked once, done at once where nothing has left, else a matter for the team."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.orders import Order
from tests.actions.conftest import WhoChats


def status_of(database: Database, number: str) -> str:
    with database.reading() as db:
        return db.scalars(select(Order.status).where(Order.number == number)).one()


def test_it_asks_once_and_cancels(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    assert john.says("cancel_order", "cancel my order") == ["cancel.confirm"]
    assert status_of(database, "1045") == "open"
    assert john.taps("button.cancel_yes") == ["cancel.done_paid"]
    assert status_of(database, "1045") == "cancelled"


def test_a_typed_yes_and_a_repeated_wish_count_as_yes(chat: WhoChats) -> None:
    for words in (("affirm", "yes"), ("cancel_order", "yes cancel it")):
        sourav = chat("Sourav")
        sourav.says("cancel_order", "cancel")
        answer = sourav.says(*words)
        assert answer in (["cancel.done_unpaid"], ["cancel.already"])


def test_no_keeps_the_order(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel my order")
    assert john.taps("button.cancel_no") == ["cancel.kept"]
    assert status_of(database, "1045") == "open"


def test_what_has_left_is_a_request(chat: WhoChats, database: Database) -> None:
    rahul = chat("Rahul")
    assert rahul.says("cancel_order", "cancel it") == ["cancel.confirm_shipped"]
    assert rahul.taps("button.ask_team") == ["request.done.cancel"]
    assert status_of(database, "1043") == "open"


def test_a_delivered_order_is_returned_instead(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("cancel_order", "cancel 1046", order_number="1046") == ["cancel.delivered"]
    assert john.says("affirm", "ok") == ["request.ask.return"]


def test_an_old_button_does_no_harm(chat: WhoChats) -> None:
    john = chat("John")
    button = {"order_number": "1045", "confirmed": "yes"}
    assert john.says("cancel_order", **button) == ["cancel.done_paid"]
    assert john.says("cancel_order", **button) == ["cancel.already"]


def test_a_yes_to_a_question_in_between_cancels_nothing(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel my order")
    assert john.says("loyalty_points", "my points?") == ["points.none", "flow.back", "cancel.confirm"]
    assert status_of(database, "1045") == "open"


def test_a_repeated_turn_cancels_once(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel my order")
    before = (list(john.events), dict(john.slots), john.form)
    assert john.says("affirm", "yes") == ["cancel.done_paid"]
    john.events, john.slots, john.form = before[0], before[1], before[2]
    john.turn -= 1  # the tracker was lost, the database was not
    assert john.says("affirm", "yes") in (["cancel.done_paid"], ["cancel.already"])
