"""Of two wishes in one message the second is offered by a button, which takes it up in the customer's words."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Choice
from bot.ports import Offered, Said
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger

BOTH = "1045 kahan hai aur 1048 cancel karo"


def test_the_second_is_named_and_taken_up_by_its_button(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form(BOTH))
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["1045 kahan hai"]
    assert "“1048 cancel karo”" in messenger.texts[-1]
    post(bot, whatsapp_form("", ButtonPayload=rows(bot, Choice)[0].token, ButtonText="Yes, that next"))
    work(bot)
    assert dialogue.turns[-1].message == "1048 cancel karo"


@pytest.mark.parametrize(("typed", "asked"), [("haan", "1048 cancel karo"), ("nahi", "nahi")])
def test_a_typed_yes_takes_it_up_and_a_no_does_not(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, typed: str, asked: str
) -> None:
    for text in (BOTH, typed):
        post(bot, whatsapp_form(text))
        work(bot)
    assert dialogue.turns[-1].message == asked


def test_a_question_of_ours_stays_the_last_thing_said(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    """A typed yes belongs to it, not to what was put off."""
    keep = Offered("button.leave", {}, "deny")
    dialogue.says = lambda turn: (Said(None, {}, text="Shall I?", offers=(keep,)),)
    post(bot, whatsapp_form("cancel 1048 and where is 1045"))
    work(bot)
    assert "“where is 1045”" in messenger.texts[-2]
    assert messenger.texts[-1] == "Shall I?"
    post(bot, whatsapp_form("yes"))
    work(bot)
    assert dialogue.turns[-1].message == "yes"


def test_an_address_that_was_asked_for_is_not_taken_apart(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    dialogue.says = lambda turn: (Said("request.ask.address", {"number": "1042"}),)
    text = "exchange road 12, bill street and refund lane"
    for each in ("change my address", text):
        post(bot, whatsapp_form(each))
        work(bot)
    assert dialogue.turns[-1].message == text


def test_thanks_before_a_question_is_left_out(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form("thanks, and my refund?"))
    work(bot)
    assert dialogue.turns[-1].message == "my refund?"
