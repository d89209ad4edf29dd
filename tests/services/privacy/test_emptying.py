"""Whoever is forgotten is forgotten by Rasa too, and what nobody could read does not stay for ever."""

from __future__ import annotations

from datetime import timedelta

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation, KeptRequest
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.ports import DialogueTurn, Said
from bot.services.chat import unread
from bot.services.privacy import emptying
from bot.tasks.forgetting import forget, forget_dialogues
from tests.cast import ASHA, JOHN, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, Watch
from tests.services.privacy.traces import traces


def erase_asha(bot: Bot, cast: Cast) -> str:
    """Asha and John write, Asha is erased; gives the name of her conversation at Rasa."""
    post(bot, whatsapp_form("my secret"))
    post(bot, whatsapp_form("hello", sender=JOHN))
    work(bot)
    with bot.database.writing.begin() as db:
        emptying.empty_people(db, cast.shop, [cast.asha], bot.now())
    return next(row.public_id for row in rows(bot, Conversation) if row.customer_id == cast.asha)


def test_rasa_forgets_with_us_and_is_asked_once(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    hers = erase_asha(bot, cast)
    assert (forget_dialogues(bot), forget_dialogues(bot)) == (1, 0)
    assert dialogue.forgotten == [hers]


def test_it_waits_for_rasa(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    hers, dialogue.down = erase_asha(bot, cast), 1
    assert (forget_dialogues(bot), forget_dialogues(bot)) == (0, 1)
    assert dialogue.forgotten == [hers]


def test_it_waits_for_the_turn_that_is_under_way(bot: Bot, cast: Cast, dialogue: FakeDialogue, watch: Watch) -> None:
    erase_asha(bot, cast)
    with bot.database.writing.begin() as db:
        for talk in db.query(Conversation):
            talk.lease_token, talk.lease_until = "somebody", watch() + timedelta(seconds=30)
    assert forget_dialogues(bot) == 0
    watch.advance(seconds=31)
    assert forget_dialogues(bot) == 1


def test_it_empties_what_nobody_could_read_after_a_month(bot: Bot, cast: Cast, watch: Watch) -> None:
    def keep(name: str) -> None:
        with bot.database.writing.begin() as db:
            unread.keep(db, "/twilio/messages", f"From={JOHN}", "MessageSid: is missing", name, bot.now())

    keep("old")
    watch.advance(days=29)
    keep("young")
    watch.advance(days=2)
    forget(bot)
    assert {row.fingerprint: bool(row.body) for row in rows(bot, KeptRequest)} == {"old": False, "young": True}


def test_an_answer_that_was_being_worked_out_brings_nothing_back(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    def says(_: DialogueTurn) -> tuple[Said, ...]:
        with bot.database.writing.begin() as db:
            emptying.empty_people(db, cast.shop, [cast.asha], bot.now())
        return (Said(None, {}, text="Asha Patel, 1 Ring Road"),)

    dialogue.says = says
    post(bot, whatsapp_form("where is it?"))
    work(bot)
    assert rows(bot, OutgoingMessage) == []
    [talk] = rows(bot, Conversation)
    assert (talk.lease_token, talk.needs_person_since) == (None, None)


def test_callbacks_that_come_later_leave_no_number(bot: Bot, cast: Cast) -> None:
    erase_asha(bot, cast)
    hers = rows(bot, OutgoingMessage)[0]
    callback(bot, hers, "sent", To=f"whatsapp:{ASHA}")
    callback(bot, hers, "read", To=f"whatsapp:{ASHA}")
    assert [event.status for event in rows(bot, StatusEvent)] == ["sent", "read"]
    with bot.database.reading.begin() as db:
        assert traces(db, ASHA) == []


def test_nobody_is_called_for_a_message_that_fails_later(bot: Bot, cast: Cast) -> None:
    erase_asha(bot, cast)
    hers = rows(bot, OutgoingMessage)[0]
    failed = {"ErrorCode": "63016", "ErrorMessage": f"no window with {ASHA}", "To": f"whatsapp:{ASHA}"}
    callback(bot, hers, "failed", **failed)
    tasks.react(bot, hers.id)
    assert [row.needs_person_since for row in rows(bot, Conversation)] == [None, None]
    assert len(rows(bot, OutgoingMessage)) == 2
    with bot.database.reading.begin() as db:
        assert traces(db, ASHA) == []
