"""A message that waited leaves only while the shop still gives what it promises."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.shop import Offer
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.notices.shelf import agree, change, held, notices, run, stock, tell


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"ends_on": "2026-12-31"}, True),
        ({"active": False}, False),
        ({"ends_on": "2026-11-20"}, False),
        ({"amount": 5000}, False),
        ({"minimum": 200000}, False),
    ],
)
def test_a_code_leaves_while_it_can_be_used(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, changes: Mapping[str, object], holds: bool
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        db.add(Offer(merchant_id=cast.shop, code="WORSE50", amount=5000, minimum=900000))
        db.add(Offer(merchant_id=cast.other_shop, code="RANG100", amount=10000, minimum=100000))
        [code] = [offer.id for offer in db.query(Offer) if offer.merchant_id == cast.shop and offer.code == "RANG100"]
    tell(bot, cast, shelf, "order.delivered")
    watch.advance(hours=25)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    run(bot)
    assert ("held", "no_consent") in held(bot)
    change(bot, Offer, code, **changes)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    watch.advance(minutes=31)
    run(bot)
    assert (("expired", "offer_over") in held(bot)) != holds
    assert any("RANG100" in text for text in messenger.texts) == holds
    assert notices(bot)["thanks"][0] == "composed"
