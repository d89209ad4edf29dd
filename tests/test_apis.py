"""The API of a connected account is its own platform's, or said not to be there."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot, NoApi, api_of
from bot.carriers.shiprocket.api import ShiprocketApi
from bot.outside import Outside
from bot.platforms import CARRIERS, PLATFORMS
from bot.services.connections import accounts
from bot.shops.shopify.api import ShopifyApi
from bot.shops.woocommerce.api import WooCommerceApi
from tests.cast import Cast
from tests.senders import ACCOUNTS

GIVEN = {
    "shopify": {"token": "shpat_1"},
    "woocommerce": {"key": "ck", "secret": "cs"},
    "shiprocket": {"email": "api@shop.example", "password": "pw"},
    "aftership": {},
}
APIS = {"shopify": ShopifyApi, "woocommerce": WooCommerceApi, "shiprocket": ShiprocketApi}


@pytest.mark.parametrize("kind", GIVEN)
def test_it_makes_the_api_of_the_platform_and_of_no_other(bot: Bot, cast: Cast, kind: str) -> None:
    new = accounts.NewConnection(kind, ACCOUNTS[kind], ["s"], GIVEN[kind], "ab" * 16)
    with bot.database.writing.begin() as db:
        one = accounts.add(db, bot.vault, cast.shop, new, bot.now())
        if kind in APIS:
            assert type(api_of(Outside(), bot.vault, one)) is APIS[kind]
        else:
            with pytest.raises(NoApi, match=PLATFORMS[kind].name):
                bot.carrier_api(one)


def test_every_platform_with_credentials_is_tried_here() -> None:
    assert set(GIVEN) == {kind for kind, face in PLATFORMS.items() if face.connecting}
    assert {kind for kind in CARRIERS if PLATFORMS[kind].api} <= set(APIS)
