"""WhatsApp's window is shut: templates are offered by themselves, and one gets there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from bot.db.conversations import Conversation
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
CUSTOMER, NAME = "+919811200006", "Ila Bhansali"
HINGLISH = "mera order kahan hai abhi tak nahi aaya"


def test_window_shut(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Agent") as page:
        page.get_by_role("link", name="All").click()
        system.write(CUSTOMER, HINGLISH, NAME)
        row = page.locator("[data-conversation]").filter(has_text=NAME)
        row.click()
        expect(page.get_by_role("log").locator(".bubble.out").first).to_be_visible()
        theirs = update(Conversation).where(Conversation.address == CUSTOMER)
        with system.database.writing.begin() as db:
            db.execute(theirs.values(last_inbound_at=datetime.now(UTC) - timedelta(hours=25)))
        page.reload()
        composer = page.get_by_role("region", name="Reply")
        expect(composer).to_contain_text("WhatsApp's window is shut")
        offered = composer.get_by_role("list", name="Templates").get_by_role("button")
        expect(offered.first).to_contain_text("हिन्दी, Latin letters · About orders · ₹0.115")
        expect(offered.last).not_to_contain_text("हिन्दी, Latin letters")
        offered.filter(has_text="cancel ho gaya hai").first.click()
        gaps = composer.get_by_role("textbox")
        expect(gaps).to_have_count(3)
        for gap, value in zip(gaps.all(), ("1234", "Ajrakh kurti", "Paise wapas aa rahe hain."), strict=True):
            gap.fill(value)
        expect(composer.locator(".preview")).to_contain_text("Order 1234 (Ajrakh kurti) cancel ho gaya hai")
        expect(composer).to_contain_text("₹0.115")
        page.keyboard.press("Enter")
        said = page.get_by_role("log").locator(".bubble.out", has_text="Order 1234 (Ajrakh kurti) cancel ho gaya hai")
        expect(said.get_by_role("img", name="delivered")).to_be_visible()
        expect(said).to_contain_text("Template")
        assert any("Order 1234 (Ajrakh kurti)" in text for text in system.told(CUSTOMER))
