"""The dialogue answers nobody: messages wait without paying for it, say so once, and are answered when it is back."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.orders import Order, Parcel
from bot.domain.consent import Purpose
from bot.ports import DialogueDown, DialogueTurn, Said
from bot.services.chat.unanswered import LOOK_AGAIN, PATIENCE, SHOWN_AFTER
from bot.services.people.consent import list_withdrawn
from tests.cast import JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.shelf import change, run, stock, tell

MOMENT = "Give me a moment, please. Your message is here and will be answered."
LONG = SHOWN_AFTER.total_seconds() + 60


def pass_time(bot: Bot, watch: Watch, seconds: float) -> None:
    """Let a worker do what falls due while time passes."""
    for _ in range(int(seconds / LOOK_AGAIN.total_seconds())):
        watch.advance(seconds=LOOK_AGAIN.total_seconds())
        work(bot)


def test_messages_wait_for_as_long_as_it_takes_and_are_answered_in_order(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.away = True
    for text in ("is it late?", "is it lost?", "hello?"):
        post(bot, whatsapp_form(text, JOHN))
    work(bot)
    pass_time(bot, watch, LONG)
    assert messenger.texts == [MOMENT]
    [shown] = rows(bot, Conversation)
    assert shown.needs_person_why == "assistant_away"
    dialogue.away = False
    pass_time(bot, watch, 8)
    assert messenger.texts == [MOMENT, "echo: is it late?", "echo: is it lost?", "echo: hello?"]
    [conversation] = rows(bot, Conversation)
    assert (conversation.needs_person_since, conversation.needs_person_why) == (None, None)


def test_a_short_outage_is_not_mentioned(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.away = True
    post(bot, whatsapp_form("hello", JOHN))
    work(bot)
    pass_time(bot, watch, 4)
    dialogue.away = False
    pass_time(bot, watch, 8)
    assert messenger.texts == ["echo: hello"]


def test_it_asks_for_patience_once_however_often_it_fails(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    for number in range(3):
        dialogue.away = True
        post(bot, whatsapp_form(f"question {number}", JOHN))
        pass_time(bot, watch, 60)
        dialogue.away = False
        pass_time(bot, watch, 8)
    assert messenger.texts == [MOMENT, "echo: question 0", "echo: question 1", "echo: question 2"]


def test_a_message_that_breaks_it_is_handed_over_though_outages_cost_it_nothing(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        if turn.message == "poison":
            raise DialogueDown("lost")
        return (Said(None, {}, text="fine"),)

    dialogue.says, dialogue.away = says, True
    post(bot, whatsapp_form("poison", JOHN))
    work(bot)
    pass_time(bot, watch, LONG)
    dialogue.away = False
    pass_time(bot, watch, 4 + sum(wait.total_seconds() for wait in PATIENCE[:-1]))
    post(bot, whatsapp_form("hello"))
    pass_time(bot, watch, 8)
    assert messenger.texts == [MOMENT, "fine"], "others are answered meanwhile"
    pass_time(bot, watch, 2 * len(PATIENCE) * LOOK_AGAIN.total_seconds())
    assert messenger.texts[2].startswith("I need a moment for this. A colleague has been told")
    assert len(messenger.texts) == 3
    assert len([turn for turn in dialogue.turns if turn.message == "poison"]) == len(PATIENCE) + 1


def test_a_stop_is_obeyed_at_once_though_a_message_waits_before_it(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.away = True
    post(bot, whatsapp_form("where is it", JOHN))
    post(bot, whatsapp_form("STOP", JOHN))
    work(bot)
    with bot.database.reading.begin() as db:
        assert Purpose.UTILITY in list_withdrawn(db, cast.john, "whatsapp")
    assert len(messenger.texts) == 1
    pass_time(bot, watch, 8)
    dialogue.away = False
    pass_time(bot, watch, 8)
    assert [row.state for row in rows(bot, InboundMessage)] == ["answered", "answered"]
    assert messenger.texts[-1] == "echo: where is it"


def test_a_yes_to_a_notice_outlives_the_words_that_ask_for_patience(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, payment="cod")
    change(bot, Parcel, shelf.parcel, stage="ready", milestone="")
    tell(bot, cast, shelf, "order.cod")
    run(bot)
    dialogue.away = True
    post(bot, whatsapp_form("yes"))
    pass_time(bot, watch, 12)
    dialogue.away = False
    pass_time(bot, watch, 8)
    assert len(messenger.texts) == 3, "the notice, a moment please, the answer"
    assert dialogue.turns[-1].metadata["last_told"]["key"] == "notice.cod_ask"
