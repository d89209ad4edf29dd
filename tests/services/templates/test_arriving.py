"""From an approved template to the customer's phone: the text, the buttons and the picture that arrive."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.services.templates import choosing, pictures
from bot.tasks import templates as pushing_of
from tests.cast import ASHA, Cast
from tests.simulator.conftest import Simulator

LATE = {
    "number": "1042",
    "items": "સાડી",
    "why": "વરસાદ.\nબહુ વરસાદ.",
    "day": "",
    "courier": "Delhivery",
    "url": "https://shop.example.com/t/x",
}


def approved(bot: Bot, cast: Cast, simulator: Simulator, key: str) -> choosing.Ready:
    simulator.world.approval_seconds = 0
    pushing_of.plan(bot, "rangoli", key)
    pushing_of.submit_all(bot)
    pushing_of.sync(bot)
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        ready = choosing.find_ready(db, shop, bot.settings.twilio_account_sid, key, "gu")
    assert ready is not None
    return ready


def test_it_arrives_as_it_was_recorded(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    ready = approved(pushing, cast, simulator, "notice.late")
    variables = choosing.values_for(ready, LATE, ["opaque"], "")
    simulator.send(f"whatsapp:{ASHA}", content_sid=ready.sid, content_variables=json.dumps(variables))
    simulator.settle()
    [shown] = simulator.shown(ASHA)
    assert shown["error"] is None
    assert shown["body"] == choosing.filled(ready, variables)
    assert "વરસાદ. બહુ વરસાદ." in shown["body"]
    assert "{{" not in shown["body"]
    assert [(a["title"], a["id"]) for a in shown["rich"]["actions"]] == [("ટીમ સાથે વાત કરો", "opaque")]


def test_a_picture_comes_from_our_address(pushing: Bot, cast: Cast, simulator: Simulator) -> None:
    ready = approved(pushing, cast, simulator, "notice.cart_1")
    told = {"name": "આશા", "items": "સાડી", "shop": "Rangoli", "url": "https://shop.example.com/l/x"}
    variables = choosing.values_for(ready, told, [], pictures.name_picture("tok"))
    message = simulator.send(f"whatsapp:{ASHA}", content_sid=ready.sid, content_variables=json.dumps(variables))
    found = simulator.world.store.row("SELECT media FROM messages WHERE sid = ?", (message.sid,))
    assert found is not None
    assert json.loads(found["media"]) == ["https://shop.example.com/p/tok.jpg"]


@pytest.mark.parametrize("missing", LATE)
def test_a_value_that_is_missing_never_becomes_a_sample(
    pushing: Bot, cast: Cast, simulator: Simulator, missing: str
) -> None:
    ready = approved(pushing, cast, simulator, "notice.late")
    with pytest.raises(choosing.BadVariables, match=missing):
        choosing.values_for(ready, {name: text for name, text in LATE.items() if name != missing}, ["opaque"], "")
