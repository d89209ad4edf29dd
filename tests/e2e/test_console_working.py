"""Working through what waits: one after the other by keyboard alone, and many at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
FIRST, SECOND = ("+919811100001", "Tulsi Bhagat"), ("+919811100002", "Vasant Bhagat")
MANY = [("+919811100003", "Ketan Solanki"), ("+919811100004", "Juhi Solanki"), ("+919811100005", "Mohan Solanki")]
ANSWER = "Your refund is on its way."


def row_of(page: Page, name: str) -> Locator:
    """Return the line of the list that is a customer's."""
    return page.locator("[data-conversation]").filter(has_text=name)


def press(page: Page, *keys: str) -> None:
    """Press one key after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_resolve_and_next_by_keyboard(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Agent") as page:
        press(page, "g", "a")
        heading, log = page.get_by_role("heading", level=2), page.get_by_role("log")
        for number, name in (FIRST, SECOND):
            system.write(number, "Where is my refund?", name)
            press(page, "g", "a")
            expect(page.locator("[data-conversation]").first).to_contain_text(name)
            press(page, "j")
            expect(heading).to_have_text(name)
            press(page, "t")
            expect(log.get_by_text("took over")).to_be_visible()
        press(page, "g", "i")
        expect(page.get_by_role("heading", level=1)).to_have_text("Mine")
        press(page, "j", "r")
        expect(heading).to_have_text(SECOND[1])
        page.keyboard.type(ANSWER)
        press(page, "Control+Shift+Enter")
        expect(heading).to_have_text(FIRST[1])  # the one below
        expect(row_of(page, SECOND[1])).to_have_count(0)
        assert until(lambda: ANSWER in system.told(SECOND[0]))
        press(page, "Shift+E")
        expect(heading).not_to_have_text(FIRST[1])
        expect(row_of(page, FIRST[1])).to_have_count(0)
        press(page, "z")
        expect(row_of(page, FIRST[1])).to_be_visible()
        assert ANSWER not in system.told(FIRST[0])


def test_bulk_assign(system: System, browser: Browser) -> None:
    for number, name in MANY:
        system.write(number, "I want to talk to a person", name)
    url = system.settings.public_url
    with console_of(browser, url, "Second agent") as theirs, console_of(browser, url, "Owner") as page:
        theirs.get_by_role("link", name="Mine").click()
        page.get_by_role("searchbox", name="Search").fill("Solanki")
        page.keyboard.press("Enter")
        for _, name in MANY:
            row_of(page, name).hover()
            row_of(page, name).locator(".row-box").click()
        bar = page.get_by_role("toolbar", name="With the selected")
        expect(bar).to_contain_text("3 selected")
        press(page, "a")  # of the selected: none is open
        page.get_by_role("menuitemradio", name="Ravi Banerjee").click()
        expect(page.get_by_role("status").get_by_text("3 done")).to_be_visible()
        for _, name in MANY:
            expect(row_of(page, name).get_by_role("img", name="Ravi Banerjee")).to_be_visible()
            expect(row_of(theirs, name)).to_be_visible()  # without reloading
        page.get_by_role("button", name="Undo").click()
        for _, name in MANY:
            expect(row_of(theirs, name)).to_have_count(0)
            expect(row_of(page, name).get_by_role("img", name="Ravi Banerjee")).to_have_count(0)
