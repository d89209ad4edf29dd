"""Buttons that need no model: undo a stop, no more offers, something is wrong; and yes to what a notice asked."""

from __future__ import annotations

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import Choice
from bot.db.orders import Order, Parcel
from bot.domain.consent import ConsentSource, Purpose
from bot.services.people.consent import list_withdrawn, read_standing, withdraw
from tests.cast import Cast
from tests.driver import post, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.shelf import agree, change, run, stock, tell


def tap(bot: Bot, messenger: FakeMessenger, title: str) -> None:
    """The customer taps a button of the last message."""
    button = next(button for button in messenger.letters[-1].buttons if button.title == title)
    post(bot, whatsapp_form(title, ButtonText=title, ButtonPayload=button.token))
    work(bot)


def test_a_stop_can_be_undone_with_one_tap(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form("બંધ કરો"))
    work(bot)
    [undo] = messenger.letters[-1].buttons
    tap(bot, messenger, undo.title)
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == frozenset()
    assert dialogue.turns == []


def test_undoing_brings_back_what_was_agreed_and_nothing_more(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form("stop"))
    work(bot)
    tap(bot, messenger, messenger.letters[-1].buttons[0].title)
    with bot.database.writing.begin() as db:
        assert Purpose.MARKETING not in read_standing(db, cast.asha, "whatsapp").granted
        agree(db, cast, cast.asha, watch())
        assert Purpose.MARKETING in read_standing(db, cast.asha, "whatsapp").granted


def test_no_more_offers_leaves_the_news_of_orders(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    tap(bot, messenger, messenger.letters[-1].buttons[-1].title)
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == {"marketing"}


def test_something_is_wrong_asks_what_and_passes_the_order_on(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    shelf = stock(bot, cast)
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered")
    tell(bot, cast, shelf, "parcel.delivered")
    run(bot)
    tap(bot, messenger, messenger.letters[-1].buttons[0].title)
    assert dialogue.turns == []
    tap(bot, messenger, messenger.letters[-1].buttons[0].title)
    assert dialogue.turns[-1].message == '/report_damaged{"order_number": "1042"}'


def test_the_dialogue_knows_which_notice_a_yes_answers(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, payment="cod")
    change(bot, Parcel, shelf.parcel, stage="ready", milestone="")
    tell(bot, cast, shelf, "order.cod")
    run(bot)
    post(bot, whatsapp_form("haan bhej do"))
    work(bot)
    told = dialogue.turns[-1].metadata["last_told"]
    assert told["key"] == "notice.cod_ask"
    assert told["buttons"][0] == {
        "intent": "confirm_order",
        "entities": {"order_number": "1042", "confirmed": "yes"},
    }
    post(bot, whatsapp_form("and the next message"))
    work(bot)
    assert "last_told" not in dialogue.turns[-1].metadata


def test_nobody_can_have_answered_a_notice_that_is_held(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, payment="cod")
    change(bot, Parcel, shelf.parcel, stage="ready")
    with bot.database.writing.begin() as db:
        withdraw(db, shelf.conversation, Purpose.ANY, ConsentSource.KEYWORD, "STOP", bot.now())
    tell(bot, cast, shelf, "order.cod")
    run(bot)
    with bot.database.reading.begin() as db:
        title = db.scalars(select(Choice.title).order_by(Choice.position)).all()[0]
    post(bot, whatsapp_form(title))
    work(bot)
    assert dialogue.turns[-1].message == title
