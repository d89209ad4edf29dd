"""Turns that once went wrong: poison, a change of hands, letters no database takes."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage, KeptRequest
from bot.db.people import Customer
from bot.db.shop import Sentence
from bot.domain.consent import Purpose
from bot.ports import Said
from bot.services.chat.unanswered import PATIENCE
from bot.services.people import consent
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.hands import give_back, take


def test_it_gives_up_an_answer_that_cannot_be_put_into_words(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    dialogue.says = lambda turn: (Said("no.such.key", {}),) if "bad" in turn.message else (Said(None, {}, text="fine"),)
    post(bot, whatsapp_form("bad"))
    post(bot, whatsapp_form("good"))
    for _ in range(len(PATIENCE) + 1):
        work(bot)
        watch.advance(seconds=20)
    assert len(messenger.texts) == 2
    assert messenger.texts[1] == "fine"
    assert rows(bot, Conversation)[0].needs_person_why == "assistant_down"


def test_it_survives_a_slip_in_the_shops_own_wording(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    with bot.database.writing.begin() as db:
        db.add(Sentence(merchant_id=cast.shop, key="media.other", locale="gu", text="50% off {"))
    dialogue.says = lambda turn: (Said("media.other", {}),)
    post(bot, whatsapp_form("કેમ છો?"))
    work(bot)
    assert len(messenger.letters) == 1


def test_it_hears_a_stop_although_an_agent_has_the_conversation(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    post(bot, whatsapp_form("STOP"))
    work(bot)
    with bot.database.reading.begin() as db:
        assert Purpose.ANY in consent.list_withdrawn(db, cast.asha, "whatsapp")


def test_it_answers_afresh_when_the_assistant_has_its_turn_back(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    seen: list[str] = []

    def handed_round(turn: object) -> tuple[Said, ...]:
        if not seen:
            take(bot)
            give_back(bot)
        seen.append("asked")
        return (Said(None, {}, text=f"try {len(seen)}"),)

    dialogue.says = handed_round
    post(bot, whatsapp_form())
    work(bot)
    assert messenger.texts == ["try 2"]


def test_it_learns_the_user_id_of_somebody_it_knows(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    post(bot, whatsapp_form(ExternalUserId="whatsapp:IN.77"))
    work(bot)
    before = len(rows(bot, Customer))
    post(bot, whatsapp_form(sender="IN.77", ExternalUserId="whatsapp:IN.77"))
    assert len(rows(bot, Customer)) == before


@pytest.mark.parametrize("more", [{"Body": "a\x00b"}, {"Body": "ok", "ProfileName": "\x00"}])
def test_it_takes_letters_that_a_database_does_not(bot: Bot, cast: Cast, more: dict[str, str]) -> None:
    assert post(bot, whatsapp_form(**more)).status_code == 200
    assert bot.spool.count() == 0
    assert len(rows(bot, InboundMessage)) + len(rows(bot, KeptRequest)) == 1


def test_it_answers_a_voice_note_of_a_new_customer_in_the_shops_language(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    url = "https://api.twilio.com/x"
    post(bot, whatsapp_form("", sender="+919833333333", NumMedia="1", MediaUrl0=url, MediaContentType0="audio/ogg"))
    work(bot)
    assert rows(bot, Customer)[-1].locale is None
    assert rows(bot, Conversation)[0].needs_person_why == "voice_note"
