"""The line goes down and comes back: what was written meanwhile is held, and leaves once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
CUSTOMER, NAME = "+919811400001", "Wasim Pathan"
ANSWER, MORE = "It leaves our store today.", "And the other parcel?"


def test_offline_and_back(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Agent", expected="ERR_INTERNET_DISCONNECTED") as page:
        page.get_by_role("link", name="All").click()
        system.write(CUSTOMER, "When does it leave?", NAME)
        page.locator("[data-conversation]").filter(has_text=NAME).click()
        page.get_by_role("button", name="Take over").first.click()
        box, log = page.get_by_role("combobox", name="Reply to the customer"), page.get_by_role("log")
        box.fill("")
        page.context.set_offline(True)
        bar = page.get_by_role("status").filter(has_text="Offline since")
        expect(bar).to_contain_text("showing what we had")
        box.fill(ANSWER)
        page.get_by_role("button", name="Send", exact=True).click()
        sent = log.locator(".bubble.out", has_text=ANSWER)
        expect(sent).to_contain_text("held")
        expect(bar).to_contain_text("1 message waits for the line.")
        system.write(CUSTOMER, MORE, NAME)
        page.context.set_offline(False)
        expect(bar).to_be_hidden()
        expect(sent).not_to_contain_text("held")
        expect(log.locator(".bubble.in", has_text=MORE)).to_be_visible()
        assert until(lambda: ANSWER in system.told(CUSTOMER))
        expect(sent.get_by_role("img", name="delivered")).to_be_visible()
        assert system.told(CUSTOMER).count(ANSWER) == 1
        expect(sent).to_have_count(1)
