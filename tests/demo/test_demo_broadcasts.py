"""What the demo's marketer finds: a broadcast with a receipt worth reading, and a draft that arrives on the phones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot, build
from bot.config import Settings
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.demo.cast import ASHA, CAST, FARIDA, MITALI
from bot.demo.seed import seed
from bot.services.broadcasts import launch
from bot.tasks.broadcasts import feed, keep_broadcasts
from tests.api.people import Browser
from tests.driver import rows
from tests.fakes import PUBLIC_URL, FakeMessenger, Watch
from tests.services.broadcasts.crowd import leave_all
from tests.services.shelf import change

OTHERS = ("skipped", "failed", "unknown", "not_started")
OF_ACCEPTED = ("held", "sent", "delivered", "read", "dropped")
WORTH_READING = {"held_out", "no_consent", "opted_out", "late_parcel", "63049", "63024", "63014", "63033"}


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Of a simulated system."""
    return Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL})


@pytest.fixture
def shop(bot: Bot, settings: Settings, messenger: FakeMessenger) -> Bot:
    """The seeded system at noon of the day on which it was seeded, and Twilio."""
    seed(settings)
    seed(settings)
    began = max(row.created_at for row in rows(bot, Broadcast))
    day = began.replace(hour=6, minute=30)
    clock = Watch(day if day > began else began)
    change(bot, Merchant, 1, marketing_until="10:00", marketing_from="10:00")
    return build(settings, database=bot.database, guesser=bot.guesser, messenger=messenger, now=clock)


@pytest.fixture
def imran(shop: Bot) -> Browser:
    """The browser of its marketer, by one click."""
    opened = Browser(shop, "")
    opened.csrf = opened.call("POST", "/session/demo", {"who": "marketer"}).get_json()["csrf"]
    return opened


def test_there_is_a_receipt_worth_reading(shop: Bot, imran: Browser) -> None:
    draft, sent = imran.call("GET", "/broadcasts").get_json()["broadcasts"]
    assert (draft["state"], sent["state"], sent["reason"]) == ("draft", "ended", "")
    told = imran.call("GET", f"/broadcasts/{sent['id']}/receipt").get_json()
    assert told["audience"] == 63 == told["accepted"] + sum(told[part] for part in OTHERS)
    assert told["accepted"] == 50 == sum(told[part] for part in OF_ACCEPTED)
    assert min(told[part] for part in ("sent", "delivered", "read", "dropped", "skipped")) > 0
    assert {row["reason"] for row in told["reasons"]} == WORTH_READING
    assert all(row["says"] and row["advice"] for row in told["reasons"])
    assert told["cost_micros"] > 0
    _see_the_bill(told, [row for row in rows(shop, OutgoingMessage) if row.broadcast_id == sent["id"] and row.sid])


def _see_the_bill(told: dict[str, Any], messages: list[OutgoingMessage]) -> None:
    """Of every message, and it adds up."""
    (bill,) = told["billed"]
    assert (bill["unit"], bill["messages"], told["outstanding"]) == ("USD", len(messages), 0)
    assert bill["messages"] == told["billable"] == sum(one["messages"] for one in bill["shares"])
    assert (
        bill["micros"]
        == sum(one["micros"] for one in bill["shares"])
        == sum(row.billed_micros or 0 for row in messages)
    )
    free = {row.state for row in messages if not row.billed_micros}
    assert free == {"undelivered"}
    # WhatsApp takes nothing for what it did not deliver, which our estimate does not know beforehand.
    assert told["estimate"]["micros"] * 0.8 < bill["converted"]["micros"] < told["estimate"]["micros"]


def test_some_wrote_back_and_one_said_stop(shop: Bot, imran: Browser) -> None:
    sent = imran.call("GET", "/broadcasts").get_json()["broadcasts"][1]
    told = imran.call("GET", f"/broadcasts/{sent['id']}/outcomes").get_json()
    counts = {row["effect"]: row["sent"] for row in told["outcomes"]}
    assert counts["replied"] == 5
    assert (counts["tapped"], counts["opted_out"]) == (1, 2)  # and one inside WhatsApp
    assert min(counts["blocked"], counts["ordered"]) > 0


def test_nothing_of_it_lies_in_the_future_and_nothing_is_left_to_do(shop: Bot, imran: Browser) -> None:
    messages = [row for row in rows(shop, OutgoingMessage) if row.broadcast_id is not None]
    moments = [at for row in messages for at in (row.queued_at, row.claimed_at, row.accepted_at, row.finished_at) if at]
    assert max(moments) < min(row.created_at for row in rows(shop, Broadcast) if row.state == "draft")
    assert {row.state for row in messages} == {"sent", "delivered", "read", "undelivered"}
    assert all(row.reacted_at for row in messages if row.state == "undelivered")
    assert keep_broadcasts(shop) == 0


def test_the_draft_arrives_on_the_phones(shop: Bot, imran: Browser, messenger: FakeMessenger) -> None:
    _approve(shop)
    draft = imran.call("GET", "/broadcasts").get_json()["broadcasts"][0]
    whole = imran.call("GET", f"/broadcasts/{draft['id']}").get_json()
    assert whole["people"] == len(CAST.people)
    begun = imran.call("POST", f"/broadcasts/{draft['id']}/start", {"expected": whole["people"]})
    assert begun.status_code == 200, begun.text
    with shop.database.writing.begin() as db:
        assert launch.begin(db, draft["id"], shop.now() + launch.UNDO_FOR)
    for _ in range(3):
        feed(shop, draft["id"])
    leave_all(shop)
    # Rahul's and Kiran's parcels are late; John and Sourav never agreed to offers.
    reached = {ASHA, MITALI, FARIDA}
    assert {letter.receiver for letter in messenger.letters} == reached
    assert all("RANG250" in letter.text for letter in messenger.letters)
    assert len({letter.text for letter in messenger.letters}) == len(reached)  # each in their own language, by name
    told = imran.call("GET", f"/broadcasts/{draft['id']}/receipt").get_json()
    assert {row["reason"]: row["count"] for row in told["reasons"]} == {"late_parcel": 2, "no_consent": 2}


def _approve(shop: Bot) -> None:
    with shop.database.reading.begin() as db:
        ids = list(db.scalars(select(Template.id).where(Template.key == "notice.thanks")))
    for number in ids:
        change(shop, Template, number, status="approved", sid=f"HX{number:032x}")
