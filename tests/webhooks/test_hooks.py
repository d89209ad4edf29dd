"""POST /hooks/…: what is taken, what is refused, and with which status."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.services.connections import accounts
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.senders import DOORS, SECRET, connect, post, raw_events, send, signature, signed

BODIES = {
    "shopify": ("orders/updated", {"id": 1, "updated_at": "2026-11-21T10:00:00+05:30"}),
    "woocommerce": ("order.updated", {"id": 1, "date_modified_gmt": "2026-11-21T04:30:00"}),
    "shiprocket": ("tracking", {"awb": "1", "shipment_status_id": 18, "current_timestamp": "21 11 2026 10:00:00"}),
    "aftership": ("tracking_update", {"event": "tracking_update", "event_id": "e-1", "msg": {}}),
}
KINDS = pytest.mark.parametrize("kind", sorted(BODIES))


@pytest.fixture
def body(kind: str) -> bytes:
    """What the kind sends."""
    return json.dumps(BODIES[kind][1]).encode()


@KINDS
def test_it_stores_what_is_rightly_signed(bot: Bot, cast: Cast, kind: str, body: bytes) -> None:
    connection = connect(bot, cast.shop, kind)
    topic = BODIES[kind][0]
    assert send(bot, connection, body, topic).status_code == 200
    [event] = raw_events(bot)
    assert (event.merchant_id, event.connection_id, event.state) == (cast.shop, connection.id, "waiting")
    assert (event.topic, event.body, event.received_at) == (topic, body.decode(), bot.now())
    assert not any("hmac" in name or "signature" in name or "key" in name for name in event.headers)


@KINDS
@pytest.mark.parametrize("given", [None, "", "AAAA", "ÄÖ", "=" * 28, "x" * 5000])
def test_it_refuses_a_missing_wrong_or_garbled_signature(
    bot: Bot, cast: Cast, kind: str, body: bytes, given: str | None
) -> None:
    connection = connect(bot, cast.shop, kind)
    headers = signed(kind, body, BODIES[kind][0])
    secret_header = next(name for name in headers if name.lower().endswith(("sha256", "signature", "key")))
    headers = {name: value for name, value in headers.items() if name != secret_header or given is not None}
    if given is not None:
        headers[secret_header] = given.encode().decode("latin-1")
    assert post(bot, connection, body, headers).status_code == 401
    assert raw_events(bot) == []


@KINDS
def test_it_refuses_the_secret_of_another_connection(bot: Bot, cast: Cast, kind: str, body: bytes) -> None:
    ours = connect(bot, cast.shop, kind)
    connect(bot, cast.other_shop, kind, secret="theirs")
    assert post(bot, ours, body, signed(kind, body, "x", secret="theirs")).status_code == 401


@pytest.mark.parametrize("kind", ["shopify", "woocommerce", "aftership"])
def test_it_refuses_a_body_changed_by_one_byte(bot: Bot, cast: Cast, kind: str, body: bytes) -> None:
    connection = connect(bot, cast.shop, kind)
    assert post(bot, connection, body + b" ", signed(kind, body, "x")).status_code == 401
    assert raw_events(bot) == []


@KINDS
@pytest.mark.parametrize("token", ["f" * 32, "", "x", "' OR 1=1", "%00", "a" * 5000, "../healthz"])
def test_it_knows_no_other_address(bot: Bot, cast: Cast, kind: str, body: bytes, token: str) -> None:
    connect(bot, cast.shop, kind)
    path = f"/hooks/{DOORS[kind]}/{token}"
    response = app_of(bot).test_client().post(path, data=body, headers=signed(kind, body, "x"))
    assert response.status_code in (404, 405)
    assert bot.spool.count() == len(raw_events(bot)) == 0


def test_it_does_not_take_one_kinds_token_at_anothers_door(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "woocommerce")
    client = app_of(bot).test_client()
    body = b"{}"
    path = f"/hooks/shopify/{connection.token}"
    assert client.post(path, data=body, headers=signed("shopify", body, "x")).status_code == 404


@KINDS
def test_it_takes_nothing_but_posts_of_a_sensible_length(bot: Bot, cast: Cast, kind: str) -> None:
    connection = connect(bot, cast.shop, kind)
    client = app_of(bot).test_client()
    assert client.get(f"/hooks/{DOORS[kind]}/{connection.token}").status_code == 405
    assert send(bot, connection, b"x" * 3 * 1024 * 1024).status_code == 413
    assert send(bot, connection, b"x" * 1024 * 1024).status_code == 200  # more than Twilio may send


def test_it_lets_no_shop_speak_for_another_with_the_secret_of_the_app(bot: Bot, cast: Cast) -> None:
    ours = connect(bot, cast.shop, "shopify")
    assert send(bot, ours, b"{}", "x", X_Shopify_Shop_Domain="evil.myshopify.com").status_code == 401
    assert send(bot, ours, b"{}", "x", X_Shopify_Shop_Domain="Rangoli.MyShopify.com").status_code == 200
    without = {"X-Shopify-Topic": "x", "X-Shopify-Hmac-Sha256": signature(b"{}")}
    assert post(bot, ours, b"{}", without).status_code == 200


@pytest.mark.parametrize("kind", ["woocommerce"])
def test_it_answers_the_unsigned_ping_and_keeps_nothing(bot: Bot, cast: Cast, kind: str) -> None:
    connection = connect(bot, cast.shop, kind)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert post(bot, connection, b"webhook_id=7", form).status_code == 200
    assert post(bot, connection, b"webhook_id=7&order=1", form).status_code == 401
    assert raw_events(bot) == []


def test_it_accepts_the_last_three_secrets(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    for secret in ("two", "three"):
        with bot.database.writing.begin() as db:
            accounts.rotate(db, bot.vault, connection, secret)
    for secret in (SECRET, "two", "three"):
        assert post(bot, connection, b"{}", signed("shopify", b"{}", "x", secret)).status_code == 200
    with bot.database.writing.begin() as db:
        accounts.rotate(db, bot.vault, connection, "four")
    assert post(bot, connection, b"{}", signed("shopify", b"{}", "x", SECRET)).status_code == 401


def test_it_notes_when_it_last_heard_of_a_connection(bot: Bot, cast: Cast, watch: Watch) -> None:
    connection = connect(bot, cast.shop, "shopify")
    heard = []
    for seconds in (0, 30, 31):
        watch.advance(seconds=seconds)
        send(bot, connection, b"{}", "x")
        heard.append(rows(bot, Connection)[0].heard_at)
    assert heard == [heard[0], heard[0], watch()]
