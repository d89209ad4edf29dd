"""Orders of a sheet by the API: all of it or nothing, and once however often it is sent."""

from __future__ import annotations

from typing import Any

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.orders import Order
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.commands.test_connect import SHEET
from tests.driver import rows


def _send(browser: Browser, sheet: str) -> Any:
    headers = {"X-CSRF-Token": browser.csrf, "Content-Type": "application/octet-stream"}
    return browser.client.post("/api/v1/orders/sheet", data=sheet.encode(), headers=headers)


def test_a_sheet_is_taken_once(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    told = _send(owner, SHEET).get_json()
    assert (told["orders"], told["without_phone"], told["new_events"] > 0) == (2, 1, True)
    assert _send(owner, SHEET).get_json()["new_events"] == 0
    for event in rows(bot, RawEvent):
        tasks.apply_event(bot, event.id)
    assert {(one.number, one.merchant_id) for one in rows(bot, Order)} == {("1042", cast.shop), ("7", cast.shop)}


def test_what_is_wrong_is_named_by_its_row_and_nothing_is_taken(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    refused = _send(owner, SHEET.replace("2026-11-02", "soon"))
    assert refused.status_code == 422
    assert "3" in refused.get_json()["errors"][0]["detail"]
    assert rows(bot, RawEvent) == []
    assert _send(owner, "").status_code == 415
