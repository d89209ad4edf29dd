"""Who somebody is: without a number, with one that is masked, or another shop's customer altogether."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from bot.db.conversations import Conversation
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.demo.shop import SLUG
from bot.domain.channels import Channel, WayToCustomer
from bot.locales.catalogue import sentence
from bot.services.people import conversations
from bot.services.people.customers import PHONE, find_or_add
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
HIDDEN, USER = "+919811300001", "sheena.k"
MASKED, SHOWN = "+919811354321", "+91 ••••• 54321"


def test_username_without_phone(system: System, browser: Browser) -> None:
    address = system.hide_number(HIDDEN, USER)
    question = sentence("en", "order.ask_number")
    with console_of(browser, system.settings.public_url, "Agent") as page:
        page.get_by_role("link", name="All").click()
        system.write(HIDDEN, "Where is my parcel?", USER)
        row = page.locator("[data-conversation]").filter(has_text=USER)
        expect(row).to_contain_text("no number")
        row.click()
        expect(page.locator(".conversation-head")).to_contain_text("number hidden")
        panel = page.get_by_role("complementary")
        expect(panel).to_contain_text(f"WhatsApp user @{USER}, number hidden")
        panel.get_by_role("button", name="Ask for the order number").click()
        expect(page.get_by_role("log").locator(".bubble.out", has_text=question)).to_be_visible()
        expect(page.get_by_role("button", name="Hand back")).to_be_visible()
        assert until(lambda: question in system.told(address))


@contextmanager
def masking(system: System) -> Iterator[None]:
    """Have numbers be masked for the shop's agents."""
    for seen in (False, True):
        with system.database.writing.begin() as db:
            db.execute(update(Merchant).where(Merchant.slug == SLUG).values(agents_see_numbers=seen))
        if not seen:
            yield


def test_masked_phone(system: System, browser: Browser) -> None:
    system.write(MASKED, "Can I pay by card?", "Lata Parmar")
    url = system.settings.public_url
    with masking(system):
        for who, number in (("Agent", SHOWN), ("Owner", MASKED)):
            with console_of(browser, url, who) as page:
                page.get_by_role("searchbox", name="Search").fill(f"phone:{MASKED[-5:]}")
                page.keyboard.press("Enter")
                expect(page.locator("[data-conversation]")).to_have_count(1)
                page.locator("[data-conversation]").filter(has_text="Lata Parmar").click()
                expect(page.locator(".conversation-head .address")).to_have_text(number)
                expect(page.locator("[data-panel=customer] dd").first).to_have_text(number)
                page.keyboard.press("Control+k")
                page.get_by_role("dialog").get_by_role("combobox").fill(MASKED[-5:])
                expect(page.get_by_role("option", name="Lata Parmar")).to_contain_text(number)
                assert (MASKED in page.content()) == (who == "Owner")


def add_elsewhere(system: System) -> int:
    """Have somebody have written to another shop of the same deployment; returns the conversation's id."""
    now = datetime.now(UTC)
    with system.database.writing.begin() as db:
        shop = Merchant(slug="elsewhere", name="Elsewhere", whatsapp_from="+917900000099")
        db.add(shop)
        db.flush()
        customer: Customer = find_or_add(db, shop.id, ((PHONE, "+919811300099"),), "Zenobia Wadia", now)
        way = WayToCustomer(Channel.WHATSAPP, "+919811300099", "+917900000099")
        row: Conversation = conversations.open_new(db, shop.id, customer.id, way, now)
        row.active_at = now
        db.flush()
        return row.id


def test_other_merchant_404(system: System, browser: Browser) -> None:
    theirs = add_elsewhere(system)
    with console_of(browser, system.settings.public_url, "Owner", expected="404") as page:
        page.goto(f"{system.settings.public_url}/console/inbox/all/{theirs}")
        expect(page.get_by_text("You see no conversation at this address.")).to_be_visible()
        assert "Zenobia" not in page.content()
        page.get_by_role("button", name="Back to the list").click()
        expect(page.locator("[data-conversation]").first).to_be_visible()
        expect(page.get_by_text("Zenobia")).to_have_count(0)
