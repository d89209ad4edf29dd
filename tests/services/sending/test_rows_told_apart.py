"""Rows of a list are told apart on the phone: each number keeps its end, each stage is there, a typed title counts."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.people import Customer
from bot.domain.locale import CODES
from bot.ports import DialogueTurn, Offered, Said
from tests.cast import Cast
from tests.driver import post, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger

NUMBERS = [f"RANGOLI-ONLINE-STORE-{1042 + at}-{at}" for at in range(4)]
GOODS = "હેન્ડબ્લોક પ્રિન્ટેડ કુર્તા ગુલાબી રંગમાં મોટી સાઇઝ ઓર્ગેન્ઝા દુપટ્ટા સાથે સેટ"


def _listed(_turn: DialogueTurn) -> tuple[Said, ...]:
    told = ("list.order_description", {"items": GOODS, "stage": {"key": "stage.confirmed", "values": {}}})
    offers = tuple(
        Offered("list.order", {"number": number}, "order_status", {"order_number": number}, told) for number in NUMBERS
    )
    return (Said("request.ask_order", {}, offers=offers, as_list=True),)


@pytest.mark.parametrize("locale", CODES)
def test_each_row_shows_its_number_and_its_stage(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, locale: str
) -> None:
    with bot.database.writing.begin() as db:
        customer = db.get_one(Customer, cast.asha)
        customer.locale, customer.locale_chosen = locale, True
    dialogue.says = _listed
    post(bot, whatsapp_form("1 2 3"))
    work(bot)
    shown = messenger.letters[-1].buttons
    assert [row.title[-6:] for row in shown] == ["1042-0", "1043-1", "1044-2", "1045-3"]
    assert all(len(row.title) <= 24 and len(row.description) <= 72 for row in shown)
    assert len({row.description.rpartition("… · ")[2] for row in shown}) == 1
    assert all("… · " in row.description for row in shown)
    post(bot, whatsapp_form(shown[2].title))
    work(bot)
    assert f'"order_number": "{NUMBERS[2]}"' in dialogue.turns[-1].message
