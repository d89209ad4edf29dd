"""What becomes of an open page: the window shuts while somebody writes, a conversation is not theirs any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
WINDOW, SIGHT, MANY = "+919811210001", "+919811210002", "+919811210003"
# As on a slow machine: what Escape closed has given the focus back before another key can come, and the one that comes
# within the next frame finds nothing that would take it from what it opens. Returns where it was after each.
FAST = """async () => {
    const press = (key, held) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }))
    const at = async () => {
        for (let turn = 0; turn < 100; turn++) await null
        return document.activeElement.role ?? document.activeElement.tagName
    }
    press("Escape")
    const after = await at()
    await new Promise(requestAnimationFrame)
    press("k", { ctrlKey: true })
    return [after, await at()]
}"""


def opened(page: Page, system: System, customer: str, name: str) -> None:
    """Have a customer write, and open what they wrote."""
    page.get_by_role("link", name="All").click()
    system.write(customer, "mera order kahan hai", name)
    page.locator("[data-conversation]").filter(has_text=name).click()
    expect(page.get_by_role("log").locator(".bubble.out").first).to_be_visible()


def test_window_shuts_while_somebody_writes(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Agent") as page:
        opened(page, system, WINDOW, "Ila Shutting")
        page.keyboard.press("t")
        box = page.get_by_role("combobox", name="Reply to the customer")
        box.fill("Kal tak pahunch jayega")
        with system.database.writing.begin() as db:
            row = db.query(Conversation).filter_by(address=WINDOW).one()
            row.last_inbound_at = datetime.now(UTC) - timedelta(hours=25)
            note_change(db, row.merchant_id, ChangeKind.CONVERSATION, row.id, datetime.now(UTC))
        composer = page.get_by_role("region", name="Reply")
        expect(composer).to_contain_text("has shut while you wrote")
        expect(box).to_have_value("Kal tak pahunch jayega")
        expect(box).to_be_focused()
        expect(composer.get_by_role("button", name="Send", exact=True)).to_be_disabled()
        composer.get_by_role("button", name="Choose a template").click()
        expect(composer.get_by_role("list", name="Templates")).to_be_visible()
        expect(composer).to_contain_text("kept as your draft:Kal tak pahunch jayega")


def test_who_may_not_see_a_conversation_any_more_is_told(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Agent", expected="404") as page, console_of(browser, url, "Owner") as boss:
        opened(page, system, SIGHT, "Ravi Unseen")
        boss.get_by_role("link", name="All").click()
        boss.locator("[data-conversation]").filter(has_text="Ravi Unseen").click()
        boss.locator(".conversation .bubble").first.wait_for()
        boss.keyboard.press("i")
        expect(page.get_by_role("status").filter(has_text="You see this conversation no longer")).to_be_visible()
        expect(page.locator(".conversation .bubble")).to_have_count(0)
        page.get_by_role("button", name="Back to the list").click()
        expect(page.locator("[data-conversation]").first).to_be_visible()


def test_a_template_to_many_by_key_and_by_palette(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Owner") as page:
        opened(page, system, MANY, "Mira Many")
        page.keyboard.press("x")
        page.keyboard.press("Shift+T")
        dialog = page.get_by_role("dialog", name="Send a template to the selected")
        expect(dialog).to_be_visible()
        assert page.evaluate(FAST) == ["row", "combobox"]
        page.keyboard.type("template to the sel")
        page.keyboard.press("Enter")
        expect(dialog).to_be_visible()
