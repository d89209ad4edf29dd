"""What a newcomer does: opens the phone, picks Asha, asks where her order is, and sees the real answer arrive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.conftest import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
QUESTION = "મારો ઓર્ડર ક્યાં છે?"
# Set to a file's name to have the picture of the README made again.
PICTURE = os.environ.get("PHONE_PICTURE", "")


def test_it_answers_asha_in_the_browser(system: System, chromium_path: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 800}, locale="en-IN")
        page.set_default_timeout(30_000)
        page.goto(f"{system.settings.public_url}/phone")
        page.get_by_role("button", name="Asha Patel").click()
        page.get_by_role("textbox", name="Message").fill(QUESTION)
        page.keyboard.press("Enter")
        log = page.get_by_role("log")
        expect(log.get_by_role("img", name="delivered to the shop").last).to_be_visible()
        expect(log.locator(".bubble.in", has_text="1042").last).to_be_visible()
        # The page has the conversation open, so that the shop hears "read".
        assert until(lambda: any(row.state == "read" for row in system.rows()))
        _make_picture(page)
        browser.close()


def _make_picture(page: Page) -> None:
    if not PICTURE:
        return
    before = page.locator(".bubble.in").count()
    page.get_by_role("textbox", name="Message").fill("આભાર")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.in").nth(before)).to_be_visible()
    page.get_by_role("button", name="Got it").click()
    page.wait_for_timeout(1000)  # the bubbles have come in
    page.screenshot(path=Path(PICTURE))
