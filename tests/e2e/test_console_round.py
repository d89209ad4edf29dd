"""A customer asks for a person; somebody of the shop sees it, takes over, answers and hands back: by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
WHOLE, UNDONE = ("+919811000001", "Joseph Pinto"), ("+919811000002", "Leela Menon")
ANSWER = "Hello Joseph, I look into it."


def open_newest(page: Page, url: str, name: str) -> None:
    """Open the newest conversation of all by its key, once it is this customer's and the assistant has answered."""
    page.goto(f"{url}/console/inbox/all")
    expect(page.locator("[data-conversation]").first).to_contain_text(name)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_role("log").locator(".bubble.out").first).to_be_visible()


def test_it_goes_from_the_customer_to_a_person_and_back(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Owner") as page:
        page.goto(f"{system.settings.public_url}/console/inbox/all")
        expect(page.locator("[data-conversation]").first).to_be_visible()
        customer, name = WHOLE
        system.write(customer, "I want to talk to a person", name)
        expect(page.locator("[data-conversation]").first).to_contain_text(name)  # without reloading
        open_newest(page, system.settings.public_url, name)
        log = page.get_by_role("log")
        page.keyboard.press("t")
        expect(log.get_by_text("took over")).to_be_visible()
        page.keyboard.press("r")
        page.keyboard.type(ANSWER)
        page.keyboard.press("Control+Enter")
        expect(log.locator(".bubble.out", has_text=ANSWER)).to_be_visible()
        assert until(lambda: ANSWER in system.told(customer))
        expect(log.locator(".bubble.out", has_text=ANSWER).get_by_role("img", name="delivered")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Enter")
        expect(log.get_by_text("handed back to the assistant")).to_be_visible()


def test_it_takes_back_what_has_not_left(system: System, browser: Browser) -> None:
    customer, name = UNDONE
    system.write(customer, "hello?", name)
    with console_of(browser, system.settings.public_url, "Owner") as page:
        open_newest(page, system.settings.public_url, name)
        page.keyboard.press("t")
        box = page.get_by_role("combobox", name="Reply to the customer")
        expect(box).to_be_visible()
        page.keyboard.press("r")
        page.keyboard.type("Too early")
        page.keyboard.press("Control+Enter")
        page.get_by_role("button", name="Undo").click()
        expect(box).to_have_value("Too early")
        expect(page.get_by_role("log").get_by_text("not sent")).to_be_visible()
        assert "Too early" not in system.told(customer)


def test_it_reads_the_keys_of_an_indian_layout_by_their_place(system: System, browser: Browser) -> None:
    with console_of(browser, system.settings.public_url, "Owner") as page:
        page.goto(f"{system.settings.public_url}/console/inbox/all")
        expect(page.locator("[data-conversation]").first).to_be_visible()
        page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'र', code: 'KeyJ'}))")
        expect(page.get_by_role("log")).to_be_visible()
        page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'य़', code: 'Slash', shiftKey: true}))")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
