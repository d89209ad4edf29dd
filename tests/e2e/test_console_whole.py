"""From the customer's phone to a person and back, by mouse alone in two windows and on a small screen by touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.access import TARGETS
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
CUSTOMER, NAME = "+919811500001", "Nandini Rao"
# Of the demo, with an order on its way.
BUYER, BUYERS_NAME, ORDER = "+919800000019", "Sneha Pillai", "1029"
ASKED, ANSWER = "When will it come?", "I have asked the store, they call you."


def say(phone: Page, text: str) -> None:
    """Write on the phone's page."""
    phone.get_by_role("textbox", name="Message").fill(text)
    phone.get_by_role("button", name="Send", exact=True).click()


def test_whole_round_by_mouse(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Second agent") as page, browser.new_context() as context:
        page.get_by_role("link", name="Unassigned").click()
        system.add_phone(CUSTOMER, NAME)
        phone = context.new_page()
        phone.goto(f"{url}/phone")
        phone.get_by_role("button", name=NAME).click()
        say(phone, "Do you take cash on delivery?")
        heard = phone.locator(".bubble.in")
        expect(heard.first).to_be_visible()
        say(phone, "I want to talk to a person")
        row = page.locator("[data-conversation]").filter(has_text=NAME)
        page.route("**/timeline?*", lambda _: None)  # the thread is slow to come
        row.click()  # it came without reloading
        log, actions = page.get_by_role("log"), page.get_by_role("toolbar", name="Actions")
        expect(page.locator(".pinned")).to_contain_text("The customer asked for a person")
        actions.get_by_role("button", name="Take over").click()
        page.get_by_role("combobox", name="Reply to the customer").fill(ANSWER)
        send = page.get_by_role("button", name="Send", exact=True)
        expect(send).to_be_disabled()  # nobody answers what they have not seen
        page.unroute("**/timeline?*")
        send.click()
        expect(heard.last).to_contain_text(ANSWER)
        expect(log.locator(".bubble.out", has_text=ANSWER).get_by_role("img", name="read")).to_be_visible()
        actions.get_by_role("button", name="Hand back").click()
        page.get_by_role("dialog").get_by_role("button", name="Hand back").click()
        expect(log).to_contain_text("handed back to the assistant")
        actions.get_by_role("button", name="Resolve").click()
        phone.get_by_role("button", name="Good", exact=True).click()
        expect(log).to_contain_text("The customer rated 5 of 5")
        expect(page.locator("[data-panel=past]")).to_contain_text("★★★★★")


def look(page: Page) -> None:
    """Check that a finger can hit everything, and that nothing sticks out."""
    assert page.evaluate(TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_360_px_round(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Agent", width=360) as page:
        page.get_by_role("button", name="Folders").tap()
        page.get_by_role("link", name="All").tap()
        system.write(BUYER, ASKED, BUYERS_NAME)
        row = page.locator("[data-conversation]").filter(has_text=BUYERS_NAME)
        expect(page.locator("[data-conversation]").first).to_contain_text(BUYERS_NAME)  # where it stays while it is hit
        look(page)
        row.tap()
        expect(page.get_by_role("log")).to_contain_text(ASKED)  # who answers has read it
        head = page.get_by_role("toolbar", name="Actions")
        head.get_by_role("button", name="Take over").tap()
        box = page.get_by_role("combobox", name="Reply to the customer")
        box.fill(ANSWER)
        look(page)
        expect(head.get_by_role("button", name="Hand back")).to_be_visible()  # it is theirs, and its buttons stay
        for button in head.get_by_role("button").all():
            expect(button).to_be_in_viewport(ratio=1)
        page.get_by_role("button", name="Send", exact=True).tap()
        expect(page.get_by_role("log").locator(".bubble.out", has_text=ANSWER).last).to_be_in_viewport()
        page.get_by_role("button", name="Right panel").tap()
        sheet = page.get_by_role("complementary")
        expect(sheet.get_by_text(ORDER).first).to_be_in_viewport()
        look(page)
        sheet.get_by_role("button", name="Close").tap()
        page.get_by_role("button", name="Back to the list").tap()
        page.get_by_role("button", name="Folders").tap()
        page.get_by_role("link", name="Mine").tap()
        expect(row).to_contain_text(ANSWER)
        assert until(lambda: ANSWER in system.told(BUYER))
