"""What is typed into the settings stays: who is refused, overtaken, offline or logged out goes on where they were."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.office import Office, go, log_in, office
from tests.e2e.phone import browser

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
TITLE = "Say it is near"


def test_a_log_in_that_ends_loses_nothing(office: Office) -> None:
    with office.page() as page:
        go(page, "/console/settings/rules/new")
        page.get_by_label("What you call it").fill(TITLE)
        page.get_by_label("Its words").fill("It is near, {name}.")
        page.context.clear_cookies()
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.get_by_text("Your log-in has ended.")).to_be_visible()
        expect(page.get_by_label("What you call it")).to_be_hidden()
        page.keyboard.press("Escape")  # no key reaches what waits behind
        log_in(page, "Owner")
        expect(page.get_by_label("What you call it")).to_have_value(TITLE)
        expect(page.get_by_label("Its words")).to_have_value("It is near, {name}.")
        expect(page.get_by_role("button", name="Save")).to_be_focused()
        # Somebody else finds nothing of it.
        page.context.clear_cookies()
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.get_by_text("Your log-in has ended.")).to_be_visible()
        log_in(page, "Marketer")
        expect(page.get_by_label("What you call it")).to_have_count(0)
