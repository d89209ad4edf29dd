"""The shop's database fails in the middle of a turn: Rasa keeps nothing of it, and the repeat finds the answer."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.conversations import Conversation
from bot.ports import DialogueDown, DialogueTurn
from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought
from tests.tables import away

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def test_a_turn_without_a_database_is_asked_again(counter: Counter) -> None:
    bot, buyer = counter.bot, counter.customer("en")
    number = buyer.buys(Bought.ON_THE_WAY)
    buyer.writes("hello")
    with bot.database.reading.begin() as db:
        sender = db.scalars(select(Conversation.public_id).where(Conversation.customer_id == buyer.customer_id)).one()
    once = {"message_id": "shut", "locale": "en", "channel": "whatsapp"}
    with away(bot, "orders"):
        for attempt in (1, 2):
            with pytest.raises(DialogueDown):
                bot.dialogue.ask(DialogueTurn(sender, f"where is {number}", {**once, "attempt": attempt}))
    said = bot.dialogue.ask(DialogueTurn(sender, f"where is {number}", {**once, "attempt": 3})).said
    assert number in str([one.values for one in said])
