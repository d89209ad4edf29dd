"""The pages of replies, macros, labels and views: made, refused at its place, used, taken away after a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
PAGES = ("replies", "macros", "labels", "views")


def test_what_the_team_has_ready_is_kept_in_the_console(system: System, browser: Browser, tmp_path: Path) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Owner", expected="422") as page:
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{url}/console/settings/labels")
        page.get_by_label("Name", exact=True).first.fill("Broken")
        page.keyboard.press("Enter")
        page.get_by_text("Broken", exact=True).wait_for()
        _keep_a_reply(page, url)
        table = tmp_path / "replies.csv"
        table.write_text(
            "name,shortcut,en,gu\nSorry for it,,,માફ કરશો\nGrateful,ty,Thank you {name},\n", encoding="utf-8"
        )
        page.goto(f"{url}/console/settings/replies")
        page.get_by_label("A CSV file to take in").set_input_files(table)
        page.get_by_role("button", name="Take it").click()
        page.get_by_label("Words in it").fill("માફ")
        expect(page.get_by_role("link", name="Sorry for it")).to_be_visible()
        _keep_a_macro(page, url)
        page.goto(f"{url}/console/settings/views")
        page.get_by_text("A new view").click()
        page.get_by_label("Name", exact=True).fill("All broken")
        page.get_by_label("What it shows, as in the search box").fill("label:broken")
        page.get_by_role("button", name="Keep as a view").click()
        page.get_by_text("All broken label:broken").wait_for()
        for place, where in enumerate(PAGES):
            page.goto(f"{url}/console/settings/{where}")
            if where in ("replies", "macros"):
                page.get_by_role("link", name="Sorry").first.click()
            with speaking(page, LANGUAGES[place]):
                for width in (1280, 360):
                    page.set_viewport_size({"width": width, "height": 800})
                    page.locator(".rules-card").first.wait_for()
                    look(page, where, width)
        page.goto(f"{url}/console/settings/labels")
        page.get_by_text("Broken", exact=True).click()
        page.get_by_role("button", name="Delete Broken").click()
        warned = page.get_by_role("alert").filter(has_text="Delete “Broken”?")
        expect(warned).to_contain_text("“Sorry, closed”")
        expect(warned).to_contain_text("“All broken”")
        warned.get_by_role("button", name="Yes, delete it").click()
        expect(page.get_by_text("Broken", exact=True)).to_have_count(0)
        page.goto(f"{url}/console/settings/team")
        anjali = page.get_by_label(re.compile("Whether Anjali .* takes conversations"))
        anjali.select_option("away")
        expect(page.get_by_text("is away: 0 back in the queue")).to_be_visible()
        anjali.select_option("online")
        for where, name in (("macros", "Sorry, closed"), ("replies", "Sorry for it"), ("replies", "Grateful")):
            page.goto(f"{url}/console/settings/{where}")
            page.get_by_role("link", name=name).click()
            page.get_by_role("button", name=f"Delete {name}").click()
            page.get_by_role("button", name="Yes, delete it").click()
            expect(page.get_by_text(f"Deleted: {name}")).to_be_visible()


def _keep_a_reply(page: Page, url: str) -> None:
    page.goto(f"{url}/console/settings/replies")
    page.get_by_role("button", name="New reply").click()
    page.get_by_label("Name", exact=True).fill("Sorry for it")
    english = page.get_by_role("group", name="English", exact=True)
    english.get_by_label("What is said").fill("Sorry, {nmae}")
    page.get_by_role("button", name="Save").click()
    expect(english.get_by_role("alert")).to_contain_text("nmae")
    english.get_by_label("What is said").fill("Sorry, {name}")
    expect(english).to_contain_text("Sorry, Asha")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Delete Sorry for it")).to_be_visible()


def _keep_a_macro(page: Page, url: str) -> None:
    page.goto(f"{url}/console/settings/macros")
    page.get_by_role("button", name="New macro").click()
    page.get_by_label("Name", exact=True).fill("Sorry, closed")
    page.get_by_label("The reply it sends").select_option(label="Sorry for it")
    for step in ("resolve", "label", "order"):
        page.get_by_label("One step more").select_option(step)
    page.get_by_label("Something about the order").select_option("refund")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Delete Sorry, closed")).to_be_visible()
