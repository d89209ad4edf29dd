"""A customer's word on messages stands in the thread, whoever has the conversation, once."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.desk import TimelineEvent
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.hands import take


@pytest.mark.parametrize("by_a_person", [False, True])
def test_a_no_and_a_yes_are_shown_once(bot: Bot, cast: Cast, by_a_person: bool) -> None:
    post(bot, whatsapp_form())
    work(bot)
    if by_a_person:
        take(bot)
    for text in ("STOP", "stop", "START"):
        post(bot, whatsapp_form(text))
        work(bot)
    said = [event.values for event in rows(bot, TimelineEvent) if event.kind == "consent"]
    about = {"channel": "whatsapp", "purpose": "any"}
    assert said == [about | {"agreed": False}, about | {"agreed": True}]
