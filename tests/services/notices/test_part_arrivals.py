"""One of several parcels has come: told as a part, and the arrival of the whole when there is no rest."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Parcel
from tests.cast import Cast
from tests.fakes import FakeMessenger
from tests.services.shelf import change, notices, run, stock, tell

OTHER = {"courier": "Delhivery", "tracking_number": "149023", "stage": "in_transit", "milestone": "in_transit"}


@pytest.mark.parametrize("other", [True, False], ids=["another is under way", "it is all"])
def test_a_part_is_told_as_a_part(bot: Bot, cast: Cast, messenger: FakeMessenger, other: bool) -> None:
    shelf = stock(bot, cast)
    if other:
        with bot.database.writing.begin() as db:
            db.add(Parcel(merchant_id=cast.shop, order_id=shelf.order, stage_at=bot.now(), **OTHER))
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered", delivered_at=bot.now())
    tell(bot, cast, shelf, "parcel.delivered")
    run(bot)
    [letter] = messenger.letters
    assert ("બાકીનો હજી આવવાનો છે" in letter.text) is other
    assert ("🎉" in letter.text) is not other
    dropped = ("dropped", "all_arrived" if other else "rest_to_come")
    assert notices(bot)["delivered" if other else "part_delivered"] == dropped
