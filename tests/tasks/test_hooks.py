"""Webhooks out: what happened is told once, signed, tried again, and no more to an address that fails for long."""

from __future__ import annotations

import dataclasses
import json

import pytest

from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.hooks import HookDelivery, OutHook
from bot.db.people import Consent, Customer
from bot.domain.access import StaffRole
from bot.domain.out_hooks import MOST_TRIES
from bot.outside import Outside
from bot.services.desk.alerts import list_causes_of
from bot.tasks.hooks import forget_deliveries, keep_hooks, tell_hook
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.fakes import Watch
from tests.http_server import Server, serving
from tests.services.shelf import stock
from tests.tasks.ear import Ear, verify

TOPICS = ["message.received", "consent.changed", "order.changed"]


def hear(bot: Bot, server: Server, owner: Browser, topics: list[str]) -> tuple[Bot, int, str]:
    """A bot that may ask the ear, and a webhook to it: kept as a public address, then led to the ear."""
    url = "https://hear.example.com/in"
    made = owner.call("POST", "/webhooks", {"url": url, "topics": topics}).get_json()
    with bot.database.writing.begin() as db:
        db.get_one(OutHook, made["webhook"]["id"]).url = f"{server.url}/in"
    trusting = dataclasses.replace(bot, outside=Outside(frozenset({server.netloc})))
    return trusting, made["webhook"]["id"], made["secret"]


def rows(bot: Bot, hook: int) -> list[HookDelivery]:
    with bot.database.reading.begin() as db:
        return list(db.query(HookDelivery).filter_by(hook_id=hook).order_by(HookDelivery.id))


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The owner of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def test_what_happens_is_told_once_and_signed(bot: Bot, cast: Cast, owner: Browser) -> None:
    order, ear = stock(bot, cast).order, Ear()
    post(bot, whatsapp_form("before anybody listened"))
    with serving(ear.answer) as server:
        bot, hook, secret = hear(bot, server, owner, TOPICS)
        post(bot, whatsapp_form("where is it?"))
        with bot.database.writing.begin() as db:
            said = {"channel": "whatsapp", "purpose": "marketing", "granted": False, "source": "keyword"}
            db.add(Consent(merchant_id=cast.shop, customer_id=cast.asha, at=bot.now(), **said))
            db.add(Consent(merchant_id=cast.other_shop, customer_id=cast.meera, at=bot.now(), **said))
            note_change(db, cast.shop, ChangeKind.ORDER, order, bot.now())
        keep_hooks(bot)
        keep_hooks(bot)
        tell_hook(bot, hook)
        tell_hook(bot, hook)
    told = {one["type"]: one for one in ear.told}
    assert len(ear.told) == len(told) == 3
    assert told["message.received"]["data"]["text"] == "where is it?"
    assert told["order.changed"]["data"]["number"] == "1042"
    assert told["consent.changed"]["data"]["customer"]["name"] == "Asha Patel"
    for headers, body in ear.heard:
        assert verify(secret, headers, body)
        assert not verify(secret, headers, body + b" ")
        assert headers["Dastak-Event-Id"] == json.loads(body)["id"]
    with bot.database.reading.begin() as db:
        assert secret not in db.get_one(OutHook, hook).secrets
    assert "Asha" not in str([vars(one) for one in rows(bot, hook)])


def test_it_is_tried_again_and_switched_off_with_a_notice(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    ear = Ear()
    ear.status = 500
    with serving(ear.answer) as server:
        bot, hook, _ = hear(bot, server, owner, TOPICS)
        owner.call("POST", f"/webhooks/{hook}/pings")
        tell_hook(bot, hook)
        tell_hook(bot, hook)
        assert len(ear.heard) == 1, "it waits after a failure"
        assert rows(bot, hook)[0].error.endswith("answered HTTP 500")
        for tries in range(12):
            watch.advance(seconds=6 * 3600)
            tell_hook(bot, hook)
            if tries == MOST_TRIES:
                owner.call("POST", f"/webhooks/{hook}/pings")
        told = owner.call("GET", "/webhooks").get_json()["webhooks"][0]
        assert (told["state"], told["reason"]) == ("off", "failing")
        with bot.database.reading.begin() as db:
            assert f"hook:{hook}" in list_causes_of(db, cast.shop)
        assert rows(bot, hook)[0].state == "failed"
        ear.status, before = 200, len(ear.heard)
        on = owner.call("PATCH", f"/webhooks/{hook}", {"version": told["version"], "active": True}).get_json()
        assert owner.call("POST", f"/webhooks/{hook}/replays").get_json() == {"count": 1}
        tell_hook(bot, hook)
    assert (len(ear.heard), [one.state for one in rows(bot, hook)]) == (before + 2, ["delivered", "delivered"])
    assert {one["id"] for one in ear.told[-2:]} == {"ping.1", "ping.2"}
    with bot.database.reading.begin() as db:
        assert f"hook:{hook}" not in list_causes_of(db, cast.shop)
    assert owner.call("PATCH", f"/webhooks/{hook}", {"version": told["version"]}).status_code == 409
    assert on["version"] == told["version"] + 1
    watch.advance(seconds=31 * 86400)
    forget_deliveries(bot)
    assert rows(bot, hook) == []


def test_a_new_secret_signs_beside_the_old_for_a_day(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    ear = Ear()
    with serving(ear.answer) as server:
        bot, hook, old = hear(bot, server, owner, TOPICS)
        new = owner.call("POST", f"/webhooks/{hook}/secret").get_json()["secret"]
        for seconds in (0, 2 * 86400):
            watch.advance(seconds=seconds)
            owner.call("POST", f"/webhooks/{hook}/pings")
            tell_hook(bot, hook)
    assert [[verify(one, *heard) for one in (old, new)] for heard in ear.heard] == [[True, True], [False, True]]


def test_inner_addresses_and_what_was_erased_are_told_nothing(bot: Bot, cast: Cast, owner: Browser) -> None:
    for url in ("http://hear.example.com/", "https://10.0.0.1/", "https://localhost/", "https://a:b@hear.example.com/"):
        refused = owner.call("POST", "/webhooks", {"url": url, "topics": TOPICS})
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "/url"), url
    made = owner.call("POST", "/webhooks", {"url": "https://localhost.localdomain/", "topics": TOPICS}).get_json()
    hook = made["webhook"]["id"]
    owner.call("POST", f"/webhooks/{hook}/pings")
    with bot.database.writing.begin() as db:
        order = {"topic": "order.changed", "source_id": 1, "thing_id": 12345, "created_at": bot.now()}
        db.add(HookDelivery(merchant_id=cast.shop, hook_id=hook, **order))
        assert db.get(Customer, cast.asha)
    tell_hook(bot, hook)
    ping, gone = rows(bot, hook)
    assert (ping.state, ping.status) == ("waiting", None)
    assert "address" in ping.error
    again = owner.call("POST", "/webhooks", {"url": "https://localhost.localdomain/", "topics": TOPICS})
    assert again.status_code == 409
    assert gone.state == "waiting", "one at a time while it fails"
    assert browser_of(bot, cast.shop, StaffRole.MARKETER).call("GET", "/webhooks").status_code == 403
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("DELETE", f"/webhooks/{hook}").status_code == 404
    assert owner.call("DELETE", f"/webhooks/{hook}").status_code == 204
    assert rows(bot, hook) == []
