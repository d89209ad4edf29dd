"""The lane out: order, retries, refusals, the window, the pace."""

from __future__ import annotations

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.ports import Said, SendError
from tests.cast import ASHA, SHOP_WHATSAPP, Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch

NOT_SENT = SendError("no connection", "not_sent")


def test_it_answers_from_the_number_the_customer_wrote_to(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [letter] = messenger.letters
    assert (letter.channel, letter.sender, letter.receiver) == ("whatsapp", SHOP_WHATSAPP, ASHA)
    [row] = rows(bot, OutgoingMessage)
    assert (row.state, row.sid, row.attempts) == ("accepted", f"SM{1:032x}", 1)


def test_it_sends_nothing_twice(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    work(bot)
    for _ in range(3):
        tasks.send(bot, rows(bot, OutgoingMessage)[0].id)
    assert len(messenger.letters) == 1


def test_it_keeps_the_order_when_the_first_has_to_wait(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    dialogue.says = lambda turn: tuple(Said(None, {}, text=f"part {n}") for n in (1, 2, 3))
    messenger.failures = [(NOT_SENT, False), (SendError("too many", "not_sent", 20429), False)]
    post(bot, whatsapp_form())
    work(bot)
    send_all(bot)
    assert messenger.letters == []  # parts 2 and 3 wait behind part 1
    watch.advance(seconds=2)
    send_all(bot)
    watch.advance(seconds=5)
    work(bot)
    assert messenger.texts == ["part 1", "part 2", "part 3"]


def test_it_gives_up_in_the_end_and_calls_a_person(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(NOT_SENT, False)] * 50
    post(bot, whatsapp_form())
    for _ in range(15):
        work(bot)
        watch.advance(minutes=10)
    [row] = rows(bot, OutgoingMessage)
    assert row.state == "failed"
    tasks.react(bot, row.id)
    assert rows(bot, OutgoingMessage)[-1].retry_of == row.id


def test_it_holds_an_answer_when_the_window_has_shut(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form())
    watch.advance(hours=23, minutes=59)
    messenger.failures = [(NOT_SENT, False)]
    work(bot)
    watch.advance(minutes=1)
    send_all(bot)
    assert messenger.letters == []
    [row] = rows(bot, OutgoingMessage)
    assert (row.state, row.held_because) == ("held", "window_closed")
    post(bot, whatsapp_form("again"))
    work(bot)
    assert messenger.texts == ["echo: again"]  # yesterday's answer is not sent behind today's question
    assert rows(bot, OutgoingMessage)[0].state == "expired"


def test_it_splits_what_is_too_long_at_sentence_ends(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    text = " ".join(f"This is sentence number {n} of a long answer." for n in range(80))
    dialogue.says = lambda turn: (Said(None, {}, text=text),)
    post(bot, whatsapp_form())
    work(bot)
    assert len(messenger.letters) > 1
    assert all(len(part) <= 1600 and part.endswith(".") for part in messenger.texts)
    assert " ".join(messenger.texts) == text
