"""Handed back, the assistant goes on: it answers what nobody has, and knows what its person left to be done."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.orders import Order, OrderItem
from bot.domain.access import Viewer
from bot.ports import Offered, Said
from bot.services.desk import answered, resolving
from bot.services.desk.spoken_of import find_order_spoken_of
from bot.services.desk.summary import build_summary
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, Watch
from tests.hands import give_back, take
from tests.services.chat.test_handed_back import answer


def asked_a_person(bot: Bot, watch: Watch, *texts: str) -> None:
    """The assistant has answered once; a person took over, and the customer wrote these."""
    post(bot, whatsapp_form())
    work(bot)
    watch.advance(seconds=60)
    take(bot)
    for text in texts:
        post(bot, whatsapp_form(text))
        work(bot)
        watch.advance(seconds=1)


def test_what_nobody_answered_is_answered_once_it_cannot_be_undone(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    asked_a_person(bot, watch, "and my refund?", "of 1042")
    give_back(bot)
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["where is it?"]
    assert rows(bot, Conversation)[0].waiting_since is not None
    watch.advance(seconds=10)
    work(bot)
    assert [turn.message for turn in dialogue.turns[1:]] == ["and my refund?\nof 1042"]
    assert {row.state for row in rows(bot, InboundMessage)} == {"answered"}
    assert rows(bot, Conversation)[0].waiting_since is None


def test_what_was_answered_or_needs_no_answer_is_left_alone(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    asked_a_person(bot, watch, "and my refund?")
    answer(bot, watch, "It is on its way.")
    give_back(bot)
    watch.advance(seconds=10)
    work(bot)
    take(bot)
    post(bot, whatsapp_form("thanks"))
    work(bot)
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, rows(bot, Conversation)[0].id)
        answered.mark_as_answered(db, Viewer(cast.shop, None), row.id, row.version, bot.now())
    give_back(bot)
    watch.advance(seconds=10)
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["where is it?"]


def test_taken_again_at_once_it_stays_the_persons(bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue) -> None:
    asked_a_person(bot, watch, "and my refund?")
    give_back(bot)
    take(bot)
    watch.advance(seconds=10)
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["where is it?"]
    assert rows(bot, InboundMessage)[1].state == "set_aside"
    watch.advance(days=2)
    give_back(bot)
    work(bot)
    assert len(dialogue.turns) == 1  # two days old: for people


def test_the_order_that_was_left_to_be_seen_to_is_the_one_spoken_of(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    with bot.database.writing.begin() as db:
        for number in ("1042", "1050"):
            item = OrderItem(title="Saree", price=1)
            values = {"number": number, "payment": "paid", "total": 1, "placed_at": watch()}
            db.add(Order(merchant_id=cast.shop, customer_id=cast.asha, items=[item], **values))
    asked_a_person(bot, watch, "can I exchange it?")
    give_back(bot, instruction="Order 1050: offer an exchange")
    watch.advance(seconds=10)
    work(bot)
    told = dialogue.turns[-1].metadata["last_told"]["values"]
    assert (told["number"], told["instruction"], told["words"]) == ("1050", "Order 1050: offer an exchange", "")
    assert find(bot) == ("1050", ["Order 1050: offer an exchange"])
    dialogue.says = lambda turn: (Said(None, {"number": "1042"}, text="1042"),)
    post(bot, whatsapp_form("and the other one?"))
    work(bot)
    assert find(bot) == ("1042", ["Order 1050: offer an exchange"])  # named since
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, rows(bot, Conversation)[0].id)
        resolving.resolve(db, Viewer(cast.shop, None), row.id, row.version, False, bot.now())
    assert find(bot) == ("1042", [])


def find(bot: Bot) -> tuple[str | None, list[str]]:
    """The order spoken of, and what a summary says was left to be done."""
    with bot.database.reading.begin() as db:
        row = db.get_one(Conversation, rows(bot, Conversation)[0].id)
        lines = build_summary(db, row, bot.now())
        return find_order_spoken_of(db, row, bot.now()), [line.text for line in lines if line.kind == "left"]


def test_a_question_of_the_assistants_stays_what_is_answered(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    yes = Offered("button.cancel_yes", {}, "affirm")
    dialogue.says = lambda turn: (Said(None, {}, text="Shall I cancel it?", offers=(yes,)),)
    asked_a_person(bot, watch)
    give_back(bot, instruction="wait for her answer")
    post(bot, whatsapp_form("yes"))
    work(bot)
    assert "last_told" not in dialogue.turns[-1].metadata
