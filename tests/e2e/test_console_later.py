"""What is put off: a message that is to leave later, a conversation until its parcel moves."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from bot.db.orders import Order, Parcel
from bot.services.connections import accounts
from bot.services.connections.vault import Vault
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.senders import ACCOUNTS, DOORS, SECRET, signed

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
LATER = ("+919811200005", "Gauri Sathe")
ORDER, SNOOZED = "1029", "Sneha Pillai"  # of the demo, on its way
STALE, STILL = "Is it there by now?", "Write to us if it is late."


def in_two_hours() -> str:
    """Two hours from now, as the field for a day and a time takes it."""
    return (datetime.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")


def test_send_later_cancelled(system: System, browser: Browser) -> None:
    number, name = LATER
    with console_of(browser, system.settings.public_url, "Agent") as page:
        page.get_by_role("link", name="All").click()
        system.write(number, "hello", name)
        page.locator("[data-conversation]").filter(has_text=name).click()
        log = page.get_by_role("log")
        expect(log.locator(".bubble.out").first).to_be_visible()
        page.keyboard.press("t")
        for text in (STALE, STILL):
            page.keyboard.press("r")
            page.keyboard.type(text)
            page.get_by_role("button", name="Send later").click()
            page.get_by_label("Day and time").fill(in_two_hours())
            page.get_by_role("button", name="Send then").click()
            expect(log.locator(".bubble.out", has_text=text)).to_contain_text("will be sent")
        system.write(number, "It has come, thank you")
        stale, still = (log.locator(".said.agent", has_text=text) for text in (STALE, STILL))
        for said in (stale, still):
            expect(said).to_contain_text("Not sent yet: the customer wrote first. Does it still fit?")
        stale.get_by_role("button", name="Cancel").click()
        expect(stale).to_contain_text("not sent")
        expect(page.get_by_role("combobox", name="Reply to the customer")).to_have_value(STALE)
        still.get_by_role("button", name="Send it now").click()
        expect(still.get_by_role("img", name="delivered")).to_be_visible()
        assert STILL in system.told(number)
        assert STALE not in system.told(number)


def find(page: Page, words: str) -> Locator:
    """Search by keyboard alone; return the line of the list that is the customer's."""
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    return page.locator("[data-conversation]").filter(has_text=SNOOZED)


def test_snooze_by_parcel(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Agent") as page:
        find(page, SNOOZED).click()
        expect(page.get_by_role("heading", name=SNOOZED)).to_be_visible()
        page.keyboard.press("b")
        expect(page.get_by_role("menuitem", name="Later today")).to_be_focused()
        page.get_by_role("menuitem", name="When the parcel's status changes").press("Enter")
        log = page.get_by_role("log")
        expect(log.get_by_text("Anjali Desai snoozed it")).to_be_visible()
        page.get_by_role("link", name="Snoozed").click()
        row = page.locator("[data-conversation]").filter(has_text=SNOOZED)
        row.click()
        scan(system)
        expect(log.get_by_text("Woken: there is news of a parcel")).to_be_visible()  # without reloading
        expect(row).to_have_count(0)
        expect(find(page, f"{SNOOZED} is:unanswered")).to_be_visible()


def scan(system: System) -> None:
    """Say by the carrier's signed webhook that the parcel is out for delivery."""
    at = datetime.now(ZoneInfo("Asia/Kolkata"))
    new = accounts.NewConnection("shiprocket", ACCOUNTS["shiprocket"], [SECRET], {"key": "k"}, secrets.token_hex(16))
    with system.database.writing.begin() as db:
        parcel = db.scalars(select(Parcel).join(Order).where(Order.number == ORDER)).one()
        vault = Vault(system.settings.secret_key.split(","))
        connection = accounts.add(db, vault, parcel.merchant_id, new, at)
        awb = parcel.tracking_number
    news = {
        "awb": awb,
        "shipment_status_id": 17,
        "current_timestamp": f"{at:%d %m %Y %H:%M:%S}",
        "scans": [{"date": f"{at:%Y-%m-%d %H:%M:%S}", "activity": "Out for delivery", "sr-status": "17"}],
    }
    body = json.dumps(news).encode()
    url = f"{system.settings.public_url}/hooks/{DOORS[new.kind]}/{connection.token}"
    headers = {"Content-Type": "application/json"} | signed(new.kind, body, "")
    assert requests.post(url, data=body, headers=headers, timeout=20).status_code == 200
