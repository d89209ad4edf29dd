"""What came of a broadcast, against who was held out, and another try of it, by the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import BroadcastRecipient
from bot.db.conversations import Choice, Conversation
from bot.db.links import Link
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.requests import Request
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.ports import SendError
from bot.services.broadcasts import launch
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import callback, post, rows, whatsapp_form
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import feed, leave_all, recipients, running
from tests.services.shelf import change


@pytest.fixture
def marketer(bot: Bot, cast: Cast) -> Browser:
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def sent_and_held_out(bot: Bot, cast: Cast) -> tuple[int, list[int]]:
    """A broadcast that six people have and two were held out of; gives its id and theirs."""
    one, ids = running(bot, cast, 8, holdout_percent=1)
    for number, person in enumerate(recipients(bot, one)):
        change(bot, BroadcastRecipient, person.id, arm="holdout" if number >= 6 else "")
    feed(bot, one)
    leave_all(bot)
    for row in rows(bot, OutgoingMessage):
        callback(bot, row, "delivered")
    return one, ids


def order(bot: Bot, cast: Cast, customer: int, at: datetime, stage: str = "", **more: Any) -> int:
    """Write an order down, with a parcel at a stage if one is given; gives its id."""
    with bot.database.writing.begin() as db:
        known = {"payment": "paid", "total": 100, "number": f"B{customer}-{len(rows(bot, Order))}"} | more
        row = Order(merchant_id=cast.shop, customer_id=customer, placed_at=at, **known)
        db.add(row)
        db.flush()
        if stage:
            sent = {"courier": "x", "tracking_number": row.number, "stage": stage, "stage_at": at}
            db.add(Parcel(merchant_id=cast.shop, order_id=row.id, **sent))
        return row.id


def outcomes(marketer: Browser, one: int, days: int = 7) -> dict[str, Any]:
    told: dict[str, Any] = marketer.call("GET", f"/broadcasts/{one}/outcomes?days={days}").get_json()
    return told | {row["effect"]: (row["sent"], row["held_out"]) for row in told["outcomes"]}


def test_what_people_did_is_counted_against_who_was_held_out(
    bot: Bot, cast: Cast, marketer: Browser, watch: Watch
) -> None:
    before = order(bot, cast, cast.asha, bot.now())
    one, ids = sent_and_held_out(bot, cast)
    change(bot, Order, before, customer_id=ids[0])  # bought before it, and that is none of its
    watch.advance(hours=1)
    soon = bot.now()
    for customer, stage in ((ids[0], "delivered"), (ids[1], "returned"), (ids[2], "in_transit"), (ids[7], "delivered")):
        order(bot, cast, customer, soon, stage)
    order(bot, cast, ids[3], soon, "delivered", status="cancelled")
    order(bot, cast, ids[3], soon, "delivered", payment="refunded")
    returned = order(bot, cast, ids[4], soon, "delivered")
    order(bot, cast, ids[5], soon + timedelta(days=10), "delivered")
    _did(bot, cast, one, ids, returned)
    found = outcomes(marketer, one)
    assert (found["sent"], found["held_out"], found["is_few"], found["is_whole"]) == (6, 2, True, False)
    assert found["ordered"] == (5, 1)
    assert found["kept"] == (1, 1)
    assert found["replied"] == (1, 0)
    assert (found["tapped"], found["clicked"], found["blocked"]) == ((1, None), (1, None), (0, None))
    assert found["opted_out"] == (1, 0)
    row = next(row for row in found["outcomes"] if row["effect"] == "ordered")
    assert row["difference"] == pytest.approx(5 / 6 - 1 / 2)
    assert (row["low"] < 0 < row["high"], row["is_clear"]) == (True, False)
    watch.advance(days=12)
    later = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert outcomes(later, one, 11)["ordered"] == (6, 1)
    assert outcomes(later, one)["ordered"] == (5, 1)
    assert outcomes(later, one)["is_whole"] is True


def _did(bot: Bot, cast: Cast, one: int, ids: list[int], returned: int) -> None:
    """One writes by a button, clicks a link, stops offers; another asks to send an order back."""
    with bot.database.writing.begin() as db:
        hers = {"merchant_id": cast.shop, "customer_id": ids[0]}
        talk = db.query(Conversation).filter_by(customer_id=ids[0]).one()
        message = db.query(OutgoingMessage).filter_by(conversation_id=talk.id).one()
        times = {"created_at": bot.now(), "expires_at": bot.now() + timedelta(days=9), "first_clicked_at": bot.now()}
        db.add(Link(**hers, broadcast_id=one, token="t", url="https://x.example", clicks=1, **times))
        no = {"channel": "whatsapp", "purpose": "marketing", "granted": False, "source": "chat", "words": "no"}
        db.add(Consent(**hers, **no, at=bot.now()))
        of = {"merchant_id": cast.shop, "conversation_id": talk.id, "outgoing_id": message.id, "position": 9}
        db.add(Choice(**of, token="tap", title="Show me", intent="greet", expires_at=bot.now() + timedelta(days=9)))
        back = {"customer_id": ids[4], "order_id": returned, "kind": "return", "reference": "R1", "dedupe_key": "R1"}
        db.add(Request(merchant_id=cast.shop, **back, created_at=bot.now()))
        talk.last_inbound_at = bot.now()
        phone = talk.address
    post(bot, whatsapp_form("Show me", sender=phone, ButtonPayload="tap", ButtonText="Show me"))


def test_without_a_hold_out_there_is_nothing_to_compare_with(bot: Bot, cast: Cast, marketer: Browser) -> None:
    one, _ = running(bot, cast, 2)
    feed(bot, one)
    found = outcomes(marketer, one)
    assert {(row["held_out"], row["difference"]) for row in found["outcomes"]} == {(None, None)}
    assert marketer.call("GET", f"/broadcasts/{one}/outcomes?days=0").status_code == 400


def test_another_try_is_a_draft_that_is_linked_and_made_once(
    bot: Bot, cast: Cast, marketer: Browser, messenger: FakeMessenger
) -> None:
    one, ids = running(bot, cast, 2)
    at = f"/broadcasts/{one}"
    feed(bot, one)
    messenger.failures = [(SendError("no", "refused", 30008), False)]
    leave_all(bot)
    assert marketer.call("POST", f"{at}/retry").status_code == 409
    tasks.react(bot, rows(bot, OutgoingMessage)[0].id)
    with bot.database.writing.begin() as db:
        launch.cancel(db, one, bot.now())
    again = [marketer.call("POST", f"{at}/retry") for _ in range(2)]
    assert [answer.status_code for answer in again] == [201, 201]
    [first, second] = (answer.get_json() for answer in again)
    assert (first["id"], first["parent_id"], first["people"]) == (second["id"], one, 1)
    assert marketer.call("GET", at).get_json()["retried_by"] == first["id"]
    draft = f"/broadcasts/{first['id']}"
    assert marketer.call("PATCH", draft, {"version": 1, "audience": {"customers": ids}}).status_code == 422
    assert marketer.call("PATCH", draft, {"version": 1, "lasts_hours": 48}).status_code == 200
    assert marketer.call("POST", "/broadcasts", {"name": "Twice", "audience": {"retry_of": one}}).status_code == 422
    assert [row.detail for row in rows(bot, AuditEntry) if row.action == "broadcast.retry"] == [str(first["id"])] * 2
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for asked in (("POST", f"{at}/retry"), ("GET", f"{at}/outcomes")):
        assert [who.call(*asked).status_code for who in (agent, stranger)] == [403, 404]
