"""An address in Latin letters, asked for by us, does not change the language of the chat."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.people import Customer
from bot.ports import Said
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue

ADDRESS = "mera ghar, 12 Gandhi Road, Paldi, Ahmedabad"  # clearly Hindi in Latin letters to the test's guesser


@pytest.mark.parametrize(("asked", "locale"), [("request.ask.address", "gu"), ("order.delivered", "hi-Latn")])
def test_it_keeps_the_language_of_who_answers_with_an_address(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, asked: str, locale: str
) -> None:
    dialogue.says = lambda turn: (Said(asked, _values()),)
    post(bot, whatsapp_form("સરનામું બદલો"))
    work(bot)
    post(bot, whatsapp_form(ADDRESS))
    work(bot)
    [asha] = [row for row in rows(bot, Customer) if row.id == cast.asha]
    assert asha.locale == locale


def _values() -> dict[str, object]:
    return {"number": "1042", "items": "x", "day": "today", "details": {"lines": []}, "courier": "x", "shop": "x"}
