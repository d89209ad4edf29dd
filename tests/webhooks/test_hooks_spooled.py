"""The database away: webhooks wait on disk, and are checked when it is back."""

from __future__ import annotations

import dataclasses

import pytest

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.services.connections.vault import Vault
from bot.webhooks import hooks_intake
from bot.webhooks.spooled import replay_spool
from tests.cast import Cast
from tests.driver import post as post_from_twilio
from tests.driver import whatsapp_form
from tests.fakes import Watch
from tests.senders import connect, post, raw_events, send, signed
from tests.tables import away

# Which table is away: that of the check at the door, or that of the storing.
TABLES = pytest.mark.parametrize("table", ["connection", "raw_event"])
BODY = '{"id": 1, "name": "ક\\u0000", "bad": "'.encode() + b"\xff" + b'"}'


@TABLES
@pytest.mark.parametrize("kind", ["shopify", "shiprocket"])
def test_it_spools_and_replays_byte_for_byte(bot: Bot, cast: Cast, watch: Watch, kind: str, table: str) -> None:
    connection = connect(bot, cast.shop, kind)
    headers, came = signed(kind, BODY, "orders/paid"), bot.now()
    with away(bot, table):
        assert post(bot, connection, BODY, headers).status_code == 200
        assert replay_spool(bot) == 0
        watch.advance(hours=2)
    assert replay_spool(bot) == 1
    assert bot.spool.count() == 0
    assert post(bot, connection, BODY, headers).status_code == 200  # the sender comes again with what we have
    [event] = raw_events(bot)
    assert (event.received_at, event.state) == (came, "kept")
    assert "\\xff" in event.body


@TABLES
def test_it_spools_beside_twilios_requests(bot: Bot, cast: Cast, table: str) -> None:
    connection = connect(bot, cast.shop, "shopify")
    with away(bot, table, "inbound_message"):
        post_from_twilio(bot, whatsapp_form("hello"))
        send(bot, connection, b"{}", "orders/paid")
    assert replay_spool(bot) == 2
    assert len(raw_events(bot)) == 1


def test_it_drops_what_turns_out_to_be_a_strangers(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    unknown = Connection(kind="shopify", token="f" * 32)
    with away(bot, "connection"):
        assert post(bot, connection, b"{}", signed("shopify", b"{}", "x", secret="guessed")).status_code == 200
        assert post(bot, unknown, b"{}", signed("shopify", b"{}", "x")).status_code == 200
    assert replay_spool(bot) == 2
    assert (bot.spool.count(), raw_events(bot)) == (0, [])


def test_it_answers_503_when_the_disk_refuses_too(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    bot.settings.var_dir.mkdir(parents=True, exist_ok=True)
    bot.settings.spool_dir.write_text("a file where the folder should be")
    with away(bot, "connection"):
        assert send(bot, connection, b"{}", "x").status_code == 503


@pytest.mark.parametrize(("limit", "most"), [("SPOOL_LIMIT", 2), ("SPOOL_BYTES", 600)])
def test_it_lets_nobody_fill_the_disk(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(hooks_intake, limit, most)
    connection = connect(bot, cast.shop, "shopify")
    with away(bot, "connection"):
        assert [send(bot, connection, b"{}", "x").status_code for _ in range(3)] == [200, 200, 503]


def test_it_waits_for_the_right_secret_key(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    changed = dataclasses.replace(bot, vault=Vault(["another"]))
    assert send(changed, connection, b"{}", "x").status_code == 200
    with away(bot, "inbound_message"):
        post_from_twilio(bot, whatsapp_form("does not wait for that"))
    assert (replay_spool(changed), bot.spool.count()) == (1, 1)
    assert replay_spool(bot) == 1
    assert len(raw_events(bot)) == 1
