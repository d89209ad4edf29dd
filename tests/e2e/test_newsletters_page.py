"""The newsletters page: one is made by keyboard, a customer sends its words and taps, and who gets it is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.commands.chat import PhoneLine
from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
SOMEBODY = "+919811100077"


def subscribe(system: System, words: str) -> None:
    """A customer sends the words of the link, and taps the first button of what is asked."""
    line = PhoneLine(system.settings.simulator_url, SOMEBODY, "whatsapp")
    line.write(words)
    [asked] = line.replies()
    line.tap(asked.choices[0])
    assert line.replies()


def made(page: Page, url: str) -> str:
    """Make one by keyboard, a name that is missing told at its field; gives the words that customers send."""
    page.goto(f"{url}/console/newsletters/new")
    page.get_by_role("textbox", name="Name of the newsletter").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Give it a name.")
    expect(page.get_by_role("textbox", name="Name of the newsletter")).to_be_focused()
    page.keyboard.type("New sarees")
    page.get_by_role("textbox", name="ગુજરાતી", exact=True).fill("નવી સાડીઓ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How customers subscribe")).to_be_visible()
    page.get_by_role("combobox", name="Language").select_option("gu")
    words = page.locator(".letter-words").inner_text()
    return words


def test_one_is_made_subscribed_to_sent_and_closed(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Marketer") as page:
        words = made(page, url)
        assert "“નવી સાડીઓ”" in words
        subscribe(system, words)
        page.reload()
        expect(page.locator(".head-count")).to_have_text("1 subscriber")
        expect(page.locator(".letter-who")).to_contain_text("ગુજરાતી")
        page.get_by_role("button", name="Write an issue").click()
        expect(page.get_by_role("combobox", name="Newsletter")).to_contain_text("New sarees")
        expect(page.get_by_text("1 person is in it")).to_be_visible()
        page.goto(f"{url}/console/newsletters")
        page.locator("[data-newsletter] a").click()
        expect(page.locator("[data-issue]")).to_contain_text("New sarees")
        page.get_by_role("switch").press("Space")
        page.get_by_role("dialog").get_by_role("button", name="Close it").click()
        expect(page.get_by_role("switch")).not_to_be_checked()
        address = page.url
        for locale in LANGUAGES:
            with speaking(page, locale):
                for width in (1280, 360):
                    page.set_viewport_size({"width": width, "height": 800})
                    for where, seen in (
                        (f"{url}/console/newsletters", "[data-newsletter]"),
                        (address, ".letter-words"),
                    ):
                        page.goto(where)
                        expect(page.locator(seen)).to_be_visible()
                        look(page, f"{where} {locale}", width)
