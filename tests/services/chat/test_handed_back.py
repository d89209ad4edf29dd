"""The assistant has a conversation back: it knows how its person left it, and old questions take a tap."""

from __future__ import annotations

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import Choice, Conversation
from bot.domain.access import Viewer
from bot.ports import Offered, Said
from bot.services.desk.replies import Reply, write_reply
from tests.cast import Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeDialogue, Watch
from tests.hands import give_back

YES, NO = Offered("button.cancel_yes", {}, "affirm"), Offered("button.cancel_no", {}, "deny")


def answer(bot: Bot, watch: Watch, text: str) -> None:
    """Answer as somebody of the shop."""
    with bot.database.writing.begin() as db:
        row = db.scalars(select(Conversation)).one()
        write_reply(db, Viewer(row.merchant_id, None), row.id, Reply(text, "", text, anyway=True), "", watch())
    watch.advance(seconds=6)
    send_all(bot)


def asked(bot: Bot, dialogue: FakeDialogue, watch: Watch) -> None:
    """The assistant has put a question; a person took over, answered and handed back."""
    dialogue.says = lambda turn: (Said(None, {}, text="Shall I cancel it?", offers=(YES, NO)),)
    post(bot, whatsapp_form("cancel it"))
    work(bot)
    answer(bot, watch, "Shall I call you?")
    give_back(bot, instruction="call her")


def test_the_dialogue_is_told_how_a_person_left_it(bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue) -> None:
    asked(bot, dialogue, watch)
    for text in ("yes", "1"):  # to the person
        post(bot, whatsapp_form(text))
        work(bot)
        dialogue.says = lambda turn: (Said(None, {}, text="noted"),)
    first, second, third = dialogue.turns
    assert (second.message, third.message) == ("yes", "1")
    told = second.metadata["last_told"]
    assert (told["key"], told["buttons"]) == ("person.wrote", [])
    assert told["values"] == {"words": "Shall I call you?", "instruction": "call her", "requests": []}
    assert not {"last_told"} & (first.metadata.keys() | third.metadata.keys())


def test_what_was_offered_before_a_person_came_can_be_tapped_and_named_after(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    asked(bot, dialogue, watch)
    title = rows(bot, Choice)[1].title
    post(bot, whatsapp_form(title))
    work(bot)
    choice = rows(bot, Choice)[0]
    post(bot, whatsapp_form(choice.title, ButtonPayload=choice.token, ButtonText=choice.title))
    work(bot)
    assert [turn.message for turn in dialogue.turns[1:]] == ["/deny", "/affirm"]
