"""Two who answer one customer at once: the second is told of the first, and asked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
CUSTOMER, NAME = "+919811200004", "Farhan Merchant"
FIRST, SECOND = "Your kurti leaves tomorrow.", "Shall I call you about the kurti?"
BOX = "Reply to the customer"


def test_two_agents_send(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with (
        console_of(browser, url, "Marketer") as imran,
        console_of(browser, url, "Owner", expected="409") as kavita,
    ):
        imran.get_by_role("link", name="All").click()
        system.write(CUSTOMER, "Can somebody tell me about my kurti? I want to talk to a person", NAME)
        imran.locator("[data-conversation]").filter(has_text=NAME).click()
        expect(imran.get_by_role("log").locator(".bubble.out").first).to_be_visible()
        imran.keyboard.press("t")
        imran.keyboard.press("r")
        imran.keyboard.type(FIRST)
        kavita.goto(imran.url)
        expect(kavita.get_by_text("Imran Shaikh has this.")).to_be_visible()
        kavita.get_by_role("tab", name="Reply").click()
        kavita.get_by_role("button", name="Take it").click()
        box = imran.get_by_role("combobox", name=BOX)
        expect(imran.locator(".composer").get_by_text("Kavita Rao has this.")).to_be_visible()
        expect(box).to_have_value(FIRST)  # stays below whoever writes, and with the letters
        expect(kavita.get_by_role("log").locator(".bubble.out").first).to_be_visible()
        kavita.route("**/timeline?*", lambda _: None)  # what comes now is slow to reach her
        kavita.get_by_role("combobox", name=BOX).fill(SECOND)
        imran.keyboard.press("Control+Enter")
        expect(imran.get_by_role("log").locator(".bubble.out", has_text=FIRST)).to_be_visible()
        assert until(lambda: any(row.text == FIRST for row in system.rows()))
        kavita.get_by_role("button", name="Send", exact=True).click()
        asked = kavita.get_by_role("alertdialog", name="Somebody has answered")
        expect(asked).to_contain_text(re.compile(rf"Imran Shaikh answered \d+ s ago: {re.escape(FIRST)}"))
        expect(kavita.get_by_role("combobox", name=BOX)).to_have_value(SECOND)
        kavita.unroute("**/timeline?*")
        asked.get_by_role("button", name="Send mine anyway").click()
        expect(asked).to_be_hidden()
        for text in (FIRST, SECOND):
            expect(imran.get_by_role("log").locator(".bubble.out", has_text=text)).to_have_count(1)
        assert until(lambda: set(system.told(CUSTOMER)) >= {FIRST, SECOND})
