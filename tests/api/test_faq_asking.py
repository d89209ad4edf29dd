"""A question tried out: what would be said, and why; nothing of it is kept."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.ports import TRIAL, Said
from tests.api.people import Browser
from tests.api.tables import maya
from tests.api.test_faq import MADE, PATH
from tests.driver import rows
from tests.fakes import FakeDialogue

__all__ = ["maya"]
FAQ = Said("faq.answer", {"text": "Yes.", "topic": "cash"})


@pytest.mark.parametrize(
    ("said", "by", "topic"),
    [
        ((FAQ,), "intent", "cash"),
        ((Said("fallback.first", {"shop": "x"}),), "unclear", ""),
        ((Said("pin.ask", {"shop": "x"}),), "other", ""),
        ((Said("trouble.sorry", {"shop": "x"}),), "acts", ""),
    ],
)
def test_it_says_what_would_be_said_and_why(
    bot: Bot, maya: Browser, dialogue: FakeDialogue, said: tuple[Said, ...], by: str, topic: str
) -> None:
    maya.call("POST", PATH, MADE)
    dialogue.says = lambda _turn: said
    told = maya.call("POST", "/faq/ask", {"text": "/restart રોકડા?"}).get_json()
    assert (told["by"], told["topic"], told["locale"], told["intent"]) == (by, topic, "gu", "echo")
    assert told["said"][0]
    assert told["nearest"][0]["slug"] == "cash"
    [turn] = dialogue.turns
    assert (turn.metadata["channel"], turn.message[0], turn.sender[:8]) == (TRIAL, "r", "trial_1_")
    assert dialogue.forgotten == [turn.sender]
    assert not rows(bot, InboundMessage)
    assert not rows(bot, Conversation)


def test_it_ranks_topics_while_the_assistant_is_away(maya: Browser, dialogue: FakeDialogue) -> None:
    maya.call("POST", PATH, MADE)
    dialogue.away = True
    told = maya.call("POST", "/faq/ask", {"text": "COD?", "locale": "bn"}).get_json()
    assert (told["by"], told["said"], told["locale"], told["nearest"][0]["slug"]) == ("away", [], "bn", "cash")
