"""What could not be applied: told with its reason, to agents without what is of a person, and applied once more."""

from __future__ import annotations

import json

from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.domain.access import StaffRole
from bot.domain.connections import EventState
from bot.domain.hidden_bodies import HIDDEN, hide_personal
from bot.domain.news import Delivery
from bot.services.events import store
from tests.api.people import browser_of
from tests.cast import Cast
from tests.driver import rows

BODY = {
    "id": 7,
    "total": "499.00",
    "note": "ring at 98000 00001",
    "customer": {"first_name": "Asha", "phone": "+919800000001"},
    "items": [{"sku": "KURTA-1", "quantity": 2, "words": "call +91 98000 00001 first"}],
}


def _keep(bot: Bot, shop: int, *keys: str, reason: str = "total: is no amount") -> int:
    with bot.database.writing.begin() as db:
        one = Connection(
            merchant_id=shop, kind="woocommerce", account=keys[0], token=keys[0], created_at=bot.now(), state="active"
        )
        db.add(one)
        db.flush()
        body = json.dumps(BODY).encode()
        for key in keys:
            store.store(db, one, Delivery("order.updated", body, {"x-wc-webhook-id": "1"}), key, bot.now(), kept=reason)
        return one.id


def test_it_is_told_by_kind_and_reason_and_only_ones_own(bot: Bot, cast: Cast) -> None:
    connection = _keep(bot, cast.shop, "a", "b")
    _keep(bot, cast.other_shop, "c")
    told = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/kept-events?limit=1").get_json()
    assert [(one["connection_id"], one["count"], one["reason"]) for one in told["kinds"]] == [
        (connection, 2, "total: is no amount")
    ]
    (first,) = told["events"]
    rest = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", f"/kept-events?before={told['next']}").get_json()
    assert [first["id"], *(one["id"] for one in rest["events"])] == [2, 1]
    assert rest["next"] is None


def test_an_owner_sees_all_of_it_and_an_agent_nothing_of_a_person(bot: Bot, cast: Cast) -> None:
    _keep(bot, cast.shop, "a")
    whole = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/kept-events/1").get_json()
    assert (json.loads(whole["body"]), whole["hidden"]) == (BODY, False)
    masked = browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/kept-events/1").get_json()
    assert (masked["headers"], masked["hidden"]) == ({}, True)
    assert json.loads(masked["body"])["items"][0]["sku"] == "KURTA-1"
    assert "Asha" not in masked["body"]
    assert "98000" not in masked["body"]
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", "/kept-events/1").status_code == 404


def test_one_or_all_of_a_kind_are_applied_once_more(bot: Bot, cast: Cast) -> None:
    connection, others = _keep(bot, cast.shop, "a", "b", "d"), _keep(bot, cast.other_shop, "c")
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    replay = "/kept-events/replay"
    assert owner.call("POST", replay, {"ids": [1, 4]}).get_json() == {"waiting": 1}  # the other one is not ours
    assert owner.call("POST", replay, {"ids": [1]}).get_json() == {"waiting": 0}
    of = {"connection_id": connection, "topic": "order.updated"}
    assert owner.call("POST", replay, {"all_of": {**of, "reason": "another"}}).get_json() == {"waiting": 0}
    assert owner.call("POST", replay, {"all_of": {**of, "connection_id": others}}).get_json() == {"waiting": 0}
    assert owner.call("POST", replay, {"all_of": of}).get_json() == {"waiting": 2}
    assert owner.call("POST", replay, {"ids": [1], "all_of": of}).status_code == 422
    waiting = [one.state for one in rows(bot, RawEvent)]
    assert waiting == [EventState.WAITING] * 3 + [EventState.KEPT]


def test_what_is_no_json_is_not_shown_to_an_agent_and_no_depth_breaks_it() -> None:
    assert "Asha" not in hide_personal("name=Asha&phone=1")
    assert hide_personal("[" * 5000 + "]" * 5000)
    assert hide_personal(json.dumps({"a": {"email": "x@y.in", "ok": True}})) == json.dumps(
        {"a": {"email": HIDDEN, "ok": True}}, indent=2, ensure_ascii=False
    )
