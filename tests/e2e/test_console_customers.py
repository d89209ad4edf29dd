"""The customers' page: found across scripts, opened, merged and forgotten by keys; within reach of everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.db.people import Consent, Customer, Identity
from bot.db.shop import Merchant
from bot.domain.search_words import name_key
from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
ONE, OTHER = ("કુસુમ પારેખ", "+919811000041"), ("Kusum P.", "+919811000042")


def add_two(system: System) -> None:
    """Somebody under two numbers, who has stopped offers under the second."""
    with system.database.writing.begin() as db:
        shop = db.scalars(select(Merchant.id).order_by(Merchant.id)).first()
        for name, phone in (ONE, OTHER):
            now = datetime.now(UTC)
            known = Identity(merchant_id=shop, kind="phone", value=phone)
            person = Customer(merchant_id=shop, name=name, created_at=now, identities=[known])
            person.name_key = name_key(name)
            db.add(person)
            db.flush()
        word = {"channel": "sms", "purpose": "marketing", "granted": False, "source": "keyword", "at": now}
        db.add(Consent(merchant_id=shop, customer_id=person.id, **word))


def choose(page: Page, name: str) -> None:
    """Choose something that can be done with the customer as a whole."""
    page.locator(".person").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=name).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_somebody_is_found_merged_and_forgotten(system: System, browser: Browser) -> None:
    add_two(system)
    with console_of(browser, system.settings.public_url, "Owner") as page:
        page.keyboard.press("g")
        page.keyboard.press("c")
        expect(page.locator("[data-customer]").nth(4)).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.type("कुसुम")
        expect(page.locator("[data-customer]")).to_have_count(2)  # as it is written, then as it sounds
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=ONE[0])).to_be_visible()
        page.keyboard.press("j")
        expect(page.get_by_role("heading", name=OTHER[0])).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("[data-customer]:focus")).to_contain_text(OTHER[0])
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        choose(page, "Merge")
        page.keyboard.type(OTHER[1][-5:])
        page.get_by_role("button", name=OTHER[0]).click()
        for told in (f"{ONE[1]}, {OTHER[1]}", "stopped", "A no of either stays a no."):
            expect(page.get_by_role("dialog")).to_contain_text(told)
        page.get_by_role("button", name="Make them one").click()
        page.get_by_role("button", name="for good").click()
        expect(page.locator(".person")).to_contain_text(OTHER[1])
        choose(page, "Forget")
        page.get_by_role("textbox", name="type").fill(ONE[0])
        page.keyboard.press("Enter")
        expect(page.get_by_text("This customer was forgotten")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_text("Nobody fits")).to_be_visible()


def test_it_is_within_reach_of_everybody(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Agent") as page:
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{url}/console/customers?q=Meena")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            expect(page.locator("[data-customer]").first).to_be_visible()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                look(page, f"list {scheme}", width)
            page.locator("[data-customer]").first.click()
            expect(page.locator(".person .order").first).to_be_visible()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                look(page, f"card {scheme}", width)
            page.get_by_role("button", name="More").click()
            expect(page.get_by_role("menuitem", name="Edit")).to_be_visible()
            expect(page.get_by_role("menuitem", name="Forget")).to_have_count(0)
            page.keyboard.press("Escape")
            page.get_by_role("button", name="All customers").click()
