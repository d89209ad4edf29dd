"""A text of the shop's own: written in the console, told its faults, shown to WhatsApp, and sent to people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from bot.db.shop import Merchant
from bot.db.templates import Template
from tests.e2e.access import look
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.e2e.spoken import speaking

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
LEELA, MINE = "+919812650201", "+919812650202"
DECIDED = 60_000  # ms: the scheduler asks the simulator every twenty seconds
ARRIVES = 90


@pytest.fixture
def ready(system: System) -> None:
    """Offers leave at whatever hour this is run, and the shop has a phone of its own to try them on."""
    with system.database.writing.begin() as db:
        db.execute(update(Merchant).values(marketing_from="00:00", marketing_until="00:00", test_numbers=[MINE]))
    system.add_phone(LEELA, "Leela Rao")
    system.add_phone(MINE, "The shop")


def write_text(page: Page) -> None:
    """Write a text by keyboard, with faults that are said at their fields, then without."""
    page.get_by_label("Name of the text").fill("Two left")
    english = page.locator("[data-locale=en]")
    body = english.get_by_label("What it says")
    body.fill("Hello ")
    english.get_by_role("button", name="Insert a field").press("Enter")
    page.get_by_role("menuitem", name="Their first name").press("Enter")
    expect(body).to_have_value("Hello {{name}}")
    expect(body).to_be_focused()
    page.keyboard.type(", only 2 left of the new sarees.")
    expect(english.locator(".faults")).to_contain_text("presses without a true number")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(body).to_be_focused()  # nothing is kept while something would be refused
    # What is typed is there again, whatever becomes of the page.
    page.reload()
    expect(body).to_have_value("Hello {{name}}, only 2 left of the new sarees.")
    body.fill("Hello {{name}}, the new sarees are here. Come and see them.")
    page.get_by_label("Shows the link").check()
    english.get_by_label("Button: Shows the link").fill("Show me")
    link = page.get_by_label("Where the link leads")
    link.fill("https://elsewhere.example/new")
    expect(page.locator(".text-two .faults").last).to_contain_text("not on a host of this shop")
    link.fill("https://rangolihandlooms.example/new")
    expect(page.locator(".faults")).to_have_count(0)
    expect(page.locator(".text-preview .bubble")).to_contain_text("Hello Asha, the new sarees are here.")
    expect(page.locator(".text-preview .bubble")).to_contain_text("No more offers")


def test_it_is_written_approved_and_sent(system: System, browser: Browser, ready: None) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Owner") as page:
        page.goto(f"{url}/console/broadcasts/new")
        page.wait_for_url("**/who")
        made = page.url.removesuffix("/who")
        page.goto(f"{made}/what")
        page.get_by_role("button", name="Write a text of your own").click()
        write_text(page)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="Show it to WhatsApp").click()
        expect(page.locator(".approvals")).to_contain_text("WhatsApp looks at it")
        ask_again(system)
        expect(page.locator(".approvals")).to_contain_text("Approved", timeout=DECIDED)
        expect(page.get_by_label("Name of the text")).to_be_disabled()
        page.get_by_role("button", name="Use it in the broadcast").click()
        page.wait_for_url("**/what")
        page.get_by_label("Customer's name, where it is not known").fill("friend")
        page.goto(f"{made}/who")
        send_to(page, LEELA)
        page.goto(f"{made}/test")
        page.get_by_role("button", name="Send it to these phones").click()
        expect(page.locator(".checks .good")).to_have_count(1, timeout=DECIDED)
        page.goto(f"{made}/confirm")
        page.get_by_role("button", name="Send to 1 person").click()
        assert until(lambda: system.told(LEELA), ARRIVES)
        assert system.told(LEELA)[0].startswith("Hello Leela, the new sarees are here.")
        page.goto(f"{url}/console/texts")
        expect(page.locator(".text-rows > li").first).to_contain_text("Approved")


def ask_again(system: System) -> None:
    """Let WhatsApp be asked at once what became of the templates, and not after twenty seconds."""
    with system.database.writing.begin() as db:
        db.execute(update(Template).values(checked_at=datetime(2026, 1, 1, tzinfo=UTC)))


def send_to(page: Page, number: str) -> None:
    """Choose a list of one as whom it goes to."""
    page.get_by_label("A list of people").first.check()
    page.get_by_label("Where did these people agree to offers?").select_option("checkout")
    rows = f"phone,name\n{number},Leela Rao\n"
    page.get_by_label("The file, as CSV").set_input_files(
        {"name": "texts.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Use 1 person").click()
    expect(page.locator(".counted .counted-number")).to_have_text("1 person is in it")


# Each language once at one width and in one of the schemes; the wizard's pages are looked at in all of them.
SEEN = (("en", 360, "light"), ("hi", 1280, "dark"), ("gu", 360, "dark"), ("bn", 1280, "light"))


@pytest.mark.parametrize(("locale", "width", "scheme"), SEEN)
def test_its_pages_are_within_reach_in_every_language(
    system: System, browser: Browser, ready: None, locale: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Owner", width) as page, speaking(page, locale):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{url}/console/texts/new")
        page.locator(".add-locale button").first.click()
        page.locator(".locale-card textarea").first.fill("Only 2 left")
        page.locator(".sms-part summary").first.click()
        page.locator(".coupon-part input").first.check()
        expect(page.locator(".faults").first).to_be_visible()
        look(page, f"{locale} text", width)
        page.goto(f"{url}/console/texts")
        expect(page.locator(".texts h1")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        look(page, f"{locale} texts", width)
