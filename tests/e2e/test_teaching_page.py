"""Taught from the inbox: why an answer was given, that it was wrong, what it means; on a narrow screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from bot.db.engine import open_engine, sessions
from bot.db.teaching import ModelTraining
from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
SIDES = (("greet", "greet.hello"), ("cancel_order", "trouble.sorry"))
ASKED, NAME = "શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો?", "Nandini Shah"


def _hold_back(system: System) -> None:
    """A training whose model takes a kept conversation another way."""
    sides = [{"intent": intent, "actions": [], "said": [key], "topic": ""} for intent, key in SIDES]
    turn = {"place": 1, "text": "hello", "locale": "en", "before": sides[0], "after": sides[1]}
    one = {"id": "1:999", "gained": False, "turns": [turn]}
    found = {"counts": {}, "changed": [], "acting": [0, 0], "disobeyed": [0, 0]}
    dialogues = {"kept": ["1:999"], "played": ["1:999"], "changed": [one]}
    with sessions(open_engine(system.settings.database_url)).writing.begin() as db:
        now = datetime.now(UTC)
        of = {"merchant_id": 1, "state": "held", "model": "taught-1", "archive": "/nowhere", "began_at": now}
        db.add(ModelTraining(found=found | {"dialogues": dialogues}, **of))


def test_what_was_got_wrong_is_taught_from_the_inbox(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    system.write("+919811000071", ASKED, NAME)
    with console_of(browser, url, "Owner", 360, expected="409") as page:
        page.goto(f"{url}/console/inbox/all")
        page.locator("[data-conversation]").filter(has_text=NAME).first.click()
        page.get_by_role("button", name="Why?").last.click()
        why = page.get_by_label("Why this answer")
        expect(why.get_by_role("listitem").first).to_contain_text("%")
        look(page, "why", 360)
        page.locator("body").click(position={"x": 1, "y": 1})
        page.keyboard.press("Shift+W")
        expect(page.get_by_text("Marked: it stands in Teaching now")).to_be_visible()
        page.goto(f"{url}/console/teaching")
        group = page.locator(".wrong-groups > li").filter(has_text=ASKED).first
        expect(group).to_contain_text("marked by one of you")
        group.get_by_role("button", name="Teach", exact=True).press("Enter")
        look(page, "teaching", 360)
        group.get_by_label("What the customer means").select_option("ask_product")
        group.get_by_role("button", name="Teach this").press("Enter")
        expect(page.locator(".wrong-groups > li").filter(has_text=ASKED)).to_have_count(0)
        page.goto(f"{url}/console/teaching/taught")
        expect(page.locator(".taught-list li").filter(has_text=ASKED)).to_contain_text("About a product")
        page.goto(f"{url}/console/teaching/training")
        expect(page.get_by_role("button", name="Train now")).to_be_enabled()
        look(page, "training", 360)
        _hold_back(system)
        page.reload()
        page.get_by_role("button", name="What it changes").press("Enter")
        played = page.get_by_label("Kept conversations, played to their end")
        expect(played).to_contain_text("1 of 1 were played")
        expect(played.get_by_role("listitem").first).to_contain_text("Before: Hello")
        expect(played.get_by_role("listitem").first).to_contain_text("After: Cancel the order")
        look(page, "played", 360)
        page.goto(f"{url}/console/teaching/taught")
        page.get_by_role("button", name="Take back").first.click()
        expect(page.locator(".empty")).to_be_visible()
