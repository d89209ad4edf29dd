"""What was agreed can be taken back with one tap, in time: a cancellation, a request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.db.requests import Request
from bot.domain.requests import RequestKind, RequestState
from bot.ports import DialogueTurn, Offered, Said
from bot.services.desk.requests import NewRequest, close_request, open_request
from bot.services.orders.cancelling import cancel_order
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.shelf import Shelf, stock


def _offer(dialogue: FakeDialogue, key: str, title: str, intent: str, entities: dict[str, Any], **values: Any) -> None:
    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        return (Said(key, values, offers=(Offered(title, {}, intent, entities),)),)

    dialogue.says = says


def _tap_last(bot: Bot, messenger: FakeMessenger) -> str:
    button = messenger.letters[-1].buttons[-1]
    post(bot, whatsapp_form(button.title, ButtonText=button.title, ButtonPayload=button.token))
    work(bot)
    return messenger.letters[-1].text


@pytest.fixture
def cancelled(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> Shelf:
    """Asha's order, paid and not shipped, cancelled in the chat a moment ago, with the undo below."""
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        order = db.get_one(Order, shelf.order)
        order.parcels.clear()
        db.flush()
        assert cancel_order(db, cast.shop, shelf.order, bot.now(), "key").outcome == "cancelled"
    number = {"order_number": "1042"}
    _offer(dialogue, "cancel.done_unpaid", "button.undo_cancel", "undo_cancel", number, number="1042")
    post(bot, whatsapp_form("cancel it"))
    work(bot)
    return shelf


def test_a_cancellation_can_be_undone(bot: Bot, cancelled: Shelf, messenger: FakeMessenger) -> None:
    _tap_last(bot, messenger)
    [order] = rows(bot, Order)
    assert (order.status, order.cancelled_at, order.refund_amount, order.payment) == ("open", None, None, "paid")


@pytest.mark.parametrize("minutes", [9, 11])
def test_it_can_be_undone_for_ten_minutes(
    bot: Bot, cancelled: Shelf, messenger: FakeMessenger, watch: Watch, minutes: int
) -> None:
    watch.advance(minutes=minutes)
    _tap_last(bot, messenger)
    assert rows(bot, Order)[0].status == ("open" if minutes < 10 else "cancelled")


@pytest.mark.parametrize("acted", ["refunded_at", "version_at"])
def test_it_stays_cancelled_once_the_shop_has_acted(
    bot: Bot, cancelled: Shelf, messenger: FakeMessenger, acted: str
) -> None:
    with bot.database.writing.begin() as db:
        db.execute(update(Order).values({acted: bot.now() + timedelta(seconds=5)}))
    _tap_last(bot, messenger)
    assert rows(bot, Order)[0].status == "cancelled"


def test_an_undo_tapped_twice_does_no_harm(bot: Bot, cancelled: Shelf, messenger: FakeMessenger) -> None:
    token = messenger.letters[-1].buttons[-1].token
    for _ in range(2):
        post(bot, whatsapp_form("Undo", ButtonText="Undo", ButtonPayload=token))
        work(bot)
    assert rows(bot, Order)[0].status == "open"


@pytest.mark.parametrize("taken_up", [False, True])
def test_a_request_can_be_withdrawn_until_it_is_taken_up(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, taken_up: bool
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        asked = NewRequest(
            cast.asha, shelf.conversation, shelf.order, RequestKind.RETURN, "too big", "turn-1", "RQ-4C9T"
        )
        view = open_request(db, cast.shop, asked, bot.now())
    _offer(dialogue, "flow.back_plain", "button.withdraw", "withdraw_request", {"reference": view.reference})
    post(bot, whatsapp_form("return it"))
    work(bot)
    if taken_up:
        with bot.database.writing.begin() as db:
            close_request(db, cast.shop, view.reference, RequestState.DONE, bot.now())
    _tap_last(bot, messenger)
    assert rows(bot, Request)[0].state == ("done" if taken_up else "withdrawn")
