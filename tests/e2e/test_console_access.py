"""Everybody can use the console: axe-core, targets, scripts and motion; wide and narrow, light and dark."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_within_reach_of_everybody(
    system: System, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Owner", width) as page:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{url}/console/inbox/all")
        expect(page.locator("[data-conversation]").first).to_be_visible()
        look(page, "list", width)
        page.locator("[data-conversation]").first.click()
        expect(page.locator(".bubble").first).to_be_visible()
        look(page, "conversation", width)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        look(page, "keys", width)
