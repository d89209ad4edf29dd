"""The API of a connected account is its own platform's, or said not to be there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.bootstrap import Bot, NoApi
from bot.carriers.shiprocket.api import ShiprocketApi
from bot.db.connections import Connection, Pull
from bot.platforms import PLATFORMS
from bot.ports import CarrierApi, ShopApi
from bot.ports.platforms import Pulled
from bot.services.connections import accounts
from bot.shops.shopify.api import ShopifyApi
from bot.shops.woocommerce.api import WooCommerceApi
from bot.tasks.pulls import pull
from tests.cast import Cast
from tests.driver import rows
from tests.senders import ACCOUNTS

GIVEN = {
    "shopify": {"token": "shpat_1"},
    "woocommerce": {"key": "ck", "secret": "cs"},
    "shiprocket": {"email": "api@shop.example", "password": "pw"},
    "aftership": {"email": "api@shop.example", "password": "pw"},  # as another carrier's client would take
}
SHOP_APIS: Mapping[str, type[ShopApi]] = {"shopify": ShopifyApi, "woocommerce": WooCommerceApi}
CARRIER_APIS: Mapping[str, type[CarrierApi]] = {"shiprocket": ShiprocketApi}


def _connected(bot: Bot, cast: Cast, kind: str) -> Connection:
    with bot.database.writing.begin() as db:
        new = accounts.NewConnection(kind, ACCOUNTS[kind], ["s"], GIVEN[kind], "ab" * 16)
        return accounts.add(db, bot.vault, cast.shop, new, bot.now())


@pytest.mark.parametrize("kind", GIVEN)
def test_it_makes_the_api_of_the_platform_and_of_no_other(bot: Bot, cast: Cast, kind: str) -> None:
    one = _connected(bot, cast, kind)
    for make, apis in ((bot.shop_api, SHOP_APIS), (bot.carrier_api, CARRIER_APIS)):
        if kind in apis:
            assert type(make(one)) is apis[kind]
        else:
            with pytest.raises(NoApi, match=PLATFORMS[kind].name):
                make(one)


def test_it_says_of_a_carrier_without_an_api_that_there_is_none_and_asks_nobody(bot: Bot, cast: Cast) -> None:
    one = _connected(bot, cast, "aftership")
    with bot.database.writing.begin() as db:
        asked = Pull(
            merchant_id=cast.shop,
            connection_id=one.id,
            what=Pulled.TRACKING,
            complete_until=bot.now(),
            next_at=bot.now(),
        )
        db.add(asked)
    pull(bot, asked.id)
    # Whoever asked another carrier's API would have met the network, which tests refuse, and said so.
    assert rows(bot, Pull)[0].last_error == "AfterShip has no carrier's API that is asked"


def test_every_platform_with_credentials_is_tried_here() -> None:
    assert set(GIVEN) == {kind for kind, face in PLATFORMS.items() if face.connecting}
    assert {*SHOP_APIS, *CARRIER_APIS} == {kind for kind, face in PLATFORMS.items() if face.api}
