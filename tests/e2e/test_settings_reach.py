"""Every page of the settings is within reach of everybody: by keyboard, narrow and wide, light and dark, in each
language. The pages are those of the front end's own table, so that none can be forgotten."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import expect

from bot.running import ROOT
from tests.e2e.access import look
from tests.e2e.keyboard import LOST, tab_to
from tests.e2e.office import Office, go, office
from tests.e2e.phone import browser
from tests.e2e.settings_deeds import DEEDS
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
TABLE = ROOT / "frontend" / "src" / "console" / "settings" / "pages.ts"
PAGES = re.findall(r'^    name: "([a-z-]+)"', TABLE.read_text(encoding="utf-8"), re.MULTILINE)
# What a page shows besides, at addresses of its own.
BELOW = {
    "answers": ("cod", "new"),
    "connections": ("connect/shopify", "connect/own", "failed"),
    "macros": ("new",),
    "products": ("1",),
    "replies": ("new",),
    "rules": ("late", "new"),
    "sentences": ("notice.late",),
}
BESIDES = ("settings", "start", "me", "teaching", "teaching/taught", "teaching/tests", "teaching/training")
SEEN: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1280, "light"),
    (360, "dark"),
    (1280, "dark"),
    (360, "light"),
)


def addresses() -> list[str]:
    """Every page, and what it shows besides."""
    below = [f"settings/{name}{end}" for name in PAGES for end in ("", *(f"/{one}" for one in BELOW.get(name, ())))]
    return [*BESIDES, *below]


def test_no_page_is_forgotten() -> None:
    assert set(PAGES) == set(DEEDS)
    assert set(BELOW) <= set(PAGES)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_they_are_within_reach_of_everybody(office: Office, locale: str) -> None:
    with office.page() as page, speaking(page, locale):
        for place, address in enumerate(addresses()):
            seen = (place + LANGUAGES.index(locale)) % len(SEEN)
            width, scheme = SEEN[seen]
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            go(page, f"/console/{address}")
            look(page, f"{address} {locale} {scheme}", width, deep=seen < 2)


def test_what_each_is_for_is_done_by_keyboard(office: Office) -> None:
    with office.page(width=360) as page:
        for name, deed in DEEDS.items():
            go(page, "/console/settings")
            tab_to(page, page.locator(f'a[href="/console/settings/{name}"]'))
            page.keyboard.press("Enter")
            page.wait_for_function(LOST)
            expect(page.get_by_role("button", name="All settings")).to_be_visible()
            deed(page)
