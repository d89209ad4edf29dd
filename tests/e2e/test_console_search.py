"""Search by a word in Latin letters, in whatever script it was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from bot.db.conversations import Conversation
from bot.db.desk import Note
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
WRITTEN = [
    ("+919811200001", "Hansa Trivedi", "જામદાની", "મારી જામદાની સાડી ક્યારે આવશે?"),
    ("+919811200002", "Sudha Tiwari", "जामदानी", "मेरी जामदानी साड़ी कब आएगी?"),
    ("+919811200003", "Ruma Ghosh", "জামদানি", "আমার জামদানি শাড়ি কবে আসবে?"),
]
PAGE = 50  # so much of a thread is fetched at once


def bury(system: System, number: str) -> bool:
    """Put so many notes below what a customer wrote that it is not on the thread's first page."""
    with system.database.writing.begin() as db:
        one = db.scalars(select(Conversation).where(Conversation.address == number)).first()
        if one is None or one.last_inbound_at is None:
            return False
        later = (one.last_inbound_at + timedelta(milliseconds=place) for place in range(1, 2 * PAGE))
        of = {"merchant_id": one.merchant_id, "conversation_id": one.id, "staff_id": None}
        db.add_all(Note(**of, text="Asked the store.", at=at) for at in later)
    return True


def test_search_across_scripts(system: System, browser: Browser) -> None:
    for number, name, _, text in WRITTEN:
        system.write(number, text, name)
    assert until(lambda: bury(system, WRITTEN[1][0]))
    with console_of(browser, system.settings.public_url, "Owner") as page:
        rows, box = page.locator("[data-conversation]"), page.get_by_role("searchbox", name="Search")
        page.keyboard.press("/")
        expect(box).to_be_focused()
        page.keyboard.type("jamdani -in:resolved")
        page.keyboard.press("Enter")
        for _, name, word, _ in WRITTEN:
            expect(rows.filter(has_text=name).locator("mark")).to_have_text(word)
        chips = page.get_by_role("list", name="Searched for").get_by_role("listitem")
        expect(chips.filter(has_text="×")).to_have_text(["jamdani ×", "-in:resolved ×"])
        chips.get_by_role("button", name="Search without -in:resolved").click()
        expect(box).to_have_value("jamdani")
        expect(rows).to_have_count(3)
        page.keyboard.press("/")
        box.fill(WRITTEN[1][2])
        page.keyboard.press("Enter")
        expect(rows.first).to_contain_text(WRITTEN[1][1])  # the script it was typed in
        page.keyboard.press("Enter")
        found = page.get_by_role("log").locator(".found")
        expect(found).to_contain_text(WRITTEN[1][3])
        expect(found).to_be_in_viewport()
