"""Connections by the API: tried before they are kept, told with how they are, secrets shown once or never, let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot import connecting
from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.services.connections import accounts
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.commands.stand_in import Shop, near
from tests.driver import rows
from tests.http_server import Server, serving


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def server(shop: Shop) -> Iterator[Server]:
    with serving(shop) as server:
        yield server


def _connect(browser: Browser, kind: str, account: str = "", **secrets: str) -> tuple[int, dict[str, Any]]:
    told = browser.call("POST", "/connections", {"kind": kind, "account": account, "secrets": secrets})
    return told.status_code, told.get_json()


def test_a_shop_is_tried_kept_sealed_and_told_with_how_it_is(bot: Bot, cast: Cast, shop: Shop, server: Server) -> None:
    bot = replace(near(bot, server), settings=bot.settings)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    shop.refuses_all = True
    status, told = _connect(owner, "woocommerce", server.url, key="ck_1", secret="cs_1")
    assert (status, told["errors"][0]["pointer"], rows(bot, Connection)) == (422, "/secrets", [])
    assert "cs_1" not in str(told)
    shop.refuses_all = False
    status, told = _connect(owner, "woocommerce", server.url, key="ck_1", secret="cs_1")
    assert (status, told["name"], told["refused"], told["problem"]) == (201, "Rangoli Woo", [], "")
    assert len(told["made"]) == len(shop.hooks) > 0
    (one,) = rows(bot, Connection)
    assert "cs_1" not in one.credentials
    listed = owner.call("GET", "/connections").get_json()
    (mine,) = listed["connections"]
    assert (mine["kind"], mine["state"], mine["pull"]["what"]) == ("woocommerce", "active", "orders")
    assert mine["address"] == connecting.address_of(bot.settings.public_url, one)
    assert accounts.read_signing_secrets(bot.vault, one)[0] not in str(listed)
    assert (
        browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/connections").get_json()["connections"][0]["address"]
        is None
    )
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", "/connections").get_json()["connections"] == []


def test_what_is_missing_is_named(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    status, told = _connect(owner, "woocommerce", key="ck_1")
    assert (status, {one["pointer"] for one in told["errors"]}) == (422, {"/account", "/secrets/secret"})
    assert _connect(owner, "magento")[1]["errors"][0]["pointer"] == "/kind"


def test_a_carriers_secret_is_made_shown_once_and_changed(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    status, told = _connect(owner, "aftership", secret="given-by-aftership")
    assert (status, "given-by-aftership" in told["left_to_do"]) == (201, False)
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    path = f"/connections/{told['id']}"
    assert other.call("POST", f"{path}/secret", {"secret": "mine"}).status_code == 404
    assert other.call("DELETE", path).status_code == 404
    assert owner.call("POST", f"{path}/secret", {}).status_code == 422
    assert owner.call("POST", f"{path}/secret", {"secret": "newer"}).status_code == 200
    assert accounts.read_signing_secrets(bot.vault, rows(bot, Connection)[0]) == ("newer", "given-by-aftership")
    assert owner.call("DELETE", path).status_code == 204
    assert owner.call("GET", "/connections").get_json()["connections"][0]["state"] == "disconnected"
    done = [one.action for one in rows(bot, AuditEntry)]
    assert done == ["connection.connect", "connection.secret", "connection.leave"]


def test_ones_own_system_is_let_in_by_keys(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    first, again = (_connect(owner, "own")[1] for _ in range(2))
    assert first["id"] == again["id"]
    assert "/api/v1/events" in first["left_to_do"]
