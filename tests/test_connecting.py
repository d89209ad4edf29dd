"""Connecting: credentials are tried first, kept sealed, and webhooks registered once."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlsplit

import pytest

from bot import connecting
from bot.bootstrap import Bot
from bot.carriers.shiprocket.api import ShiprocketApi
from bot.db.connections import Connection, Pull
from bot.locales.refusals import retell
from bot.locales.staff import STAFF_LOCALES
from bot.outside import Outside
from bot.platforms import PLATFORMS
from bot.ports import ApiError
from bot.services.connections import accounts
from tests.cast import Cast
from tests.commands.stand_in import Shop, as_json, near
from tests.driver import rows
from tests.fakes import PUBLIC_URL
from tests.http_server import Server, serving


def test_it_connects_shopify_once(bot: Bot, cast: Cast) -> None:
    shop = Shop()
    with serving(shop) as server:
        bot = near(bot, server)
        first = _shopify(bot, cast, server, "whsec-1")
        again = _shopify(bot, cast, server, "whsec-2")
    assert (first.name, bool(first.made), again.made) == ("Rangoli", True, [])
    assert first.address == again.address
    assert {hook["address"] for hook in shop.hooks} == {first.address}
    [stored] = rows(bot, Connection)
    assert first.address == f"{PUBLIC_URL}/hooks/shopify/{stored.token}"
    assert accounts.read_signing_secrets(bot.vault, stored) == ("whsec-2", "whsec-1")
    assert accounts.read_credentials(bot.vault, stored) == {"token": "shpat_1"}
    assert "shpat" not in stored.credentials + stored.signing_secrets
    assert [pull.what for pull in rows(bot, Pull) if pull.connection_id == stored.id] == ["orders", "products"]


def test_it_stores_nothing_when_the_credentials_are_refused(bot: Bot, cast: Cast) -> None:
    shop = Shop()
    shop.refuses_all = True
    with serving(shop) as server, pytest.raises(ApiError) as caught:
        _shopify(near(bot, server), cast, server, "whsec")
    assert caught.value.kind == "credentials"
    assert not rows(bot, Connection)


def test_it_keeps_a_working_connection_when_a_renewal_is_refused(bot: Bot, cast: Cast) -> None:
    shop = Shop()
    with serving(shop) as server:
        bot = near(bot, server)
        _shopify(bot, cast, server, "whsec-1")
        shop.refuses_all = True
        with pytest.raises(ApiError):
            _shopify(bot, cast, server, "whsec-2")
    [stored] = rows(bot, Connection)
    assert accounts.read_signing_secrets(bot.vault, stored) == ("whsec-1",)


def test_it_says_when_webhooks_could_not_be_registered(bot: Bot, cast: Cast) -> None:
    shop = Shop()
    shop.refuses_post = True
    with serving(shop) as server:
        bot = near(bot, server)
        assert "503" in _shopify(bot, cast, server, "whsec").problem
        shop.refuses_post = False
        done = _shopify(bot, cast, server, "whsec")
    assert done.made
    assert not done.problem


def test_it_makes_up_woocommerces_secret_and_keeps_it(bot: Bot, cast: Cast) -> None:
    shop = Shop()
    with serving(shop) as server:
        bot = near(bot, server)
        secrets = [
            connecting.connect(bot, cast.shop, "woocommerce", server.url, "", {"key": "ck", "secret": "cs"}).secret
            for _ in range(2)
        ]
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 48
    assert {hook["secret"] for hook in shop.hooks} == set(secrets)


def test_it_connects_shiprocket_with_a_key_of_ours(bot: Bot, cast: Cast) -> None:
    with serving(lambda asked: as_json({"token": "jwt", "company_id": 25149})) as server:
        outside = Outside(frozenset({server.netloc}))
        bot = dataclasses.replace(bot, carrier_api=lambda one: ShiprocketApi(outside, "a@b.in", "pw", server.url))
        done = connecting.connect(bot, cast.shop, "shiprocket", "a@b.in", "", {"email": "a@b.in", "password": "pw"})
    assert done.name == "company 25149"
    assert done.secret
    path = urlsplit(done.address).path
    assert path.startswith("/hooks/logistics/")
    assert not {"sr", "kr"} & {path[place : place + 2] for place in range(len(path))}


def test_it_connects_two_shops_apart(bot: Bot, cast: Cast) -> None:
    with serving(Shop()) as server:
        bot = near(bot, server)
        first = _shopify(bot, cast, server, "one")
        second = connecting.connect(bot, cast.other_shop, "shopify", server.netloc, "two", {"token": "t"})
    assert first.address != second.address
    assert [one.merchant_id for one in rows(bot, Connection)] == [cast.shop, cast.other_shop]


@pytest.mark.parametrize(
    ("url", "kind", "count"),
    [
        ("https://care.example.in", "shiprocket", 0),
        ("https://srv.example.in", "shiprocket", 1),
        ("https://krishna.example.in", "shiprocket", 1),
        ("https://usr.example.in", "shopify", 0),
        ("http://care.example.in", "shopify", 1),
        ("http://127.0.0.1:8000", "shopify", 1),
        ("https://localhost", "shopify", 1),
    ],
)
def test_it_warns_of_addresses_nobody_can_call(url: str, kind: str, count: int) -> None:
    found = connecting.warnings(url, kind)
    assert len(found) == count
    for one in found:
        said = {retell(locale, one) for locale in STAFF_LOCALES}
        assert len(said) == len(STAFF_LOCALES)
        assert all("PUBLIC_URL" in words and "{" not in words for words in said)


def test_it_understands_how_people_write_a_shop() -> None:
    assert _account("shopify", " https://Rangoli.myshopify.com/admin ") == "rangoli.myshopify.com"
    assert _account("shopify", "rangoli") == "rangoli.myshopify.com"
    assert _account("woocommerce", "shop.example.in/") == "https://shop.example.in"


def _shopify(bot: Bot, cast: Cast, server: Server, secret: str) -> connecting.Connected:
    return connecting.connect(bot, cast.shop, "shopify", server.netloc, secret, {"token": "shpat_1"})


def _account(kind: str, typed: str) -> str:
    """The account as it is stored, from what was typed."""
    face = PLATFORMS[kind].connecting
    assert face is not None
    return face.normalised(typed)
