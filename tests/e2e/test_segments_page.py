"""The segments page: built by keyboard, counted meanwhile, kept, said in words, deleted when nothing uses them."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.access import look
from tests.e2e.conftest import System
from tests.e2e.console import console_of
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
ASK = """async (rule) => {
    const session = await (await fetch("/api/v1/session")).json();
    const headers = {"X-CSRF-Token": session.csrf, "Content-Type": "application/json"};
    return (await fetch("/api/v1/segments/count", {method: "POST", headers, body: JSON.stringify({rule})})).json();
}"""


def row(page: Page, name: str) -> Locator:
    """A segment of the list."""
    return page.locator("[data-segment]").filter(has=page.get_by_text(name, exact=True))


def delete(page: Page, name: str) -> None:
    """Ask to delete a segment of the list."""
    row(page, name).get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_segment_is_built_by_keyboard_counted_and_used(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Marketer", expected="422") as page:
        held: list[Route] = []
        page.route("**/api/v1/segments/fields", lambda route: held.append(route))
        page.goto(f"{url}/console/segments/new")
        expect(page.get_by_text("Loading", exact=True)).to_be_visible()  # all of the form at once, or none of it
        expect(page.get_by_role("textbox", name="Name")).to_have_count(0)
        held[0].continue_()
        page.get_by_role("textbox", name="Name").focus()
        page.keyboard.type("Bought twice")
        page.keyboard.press("Tab")  # how conditions are joined
        page.keyboard.press("Tab")
        page.keyboard.type("Number of orders")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Write a whole number")  # nothing is typed yet
        expect(page.get_by_label("Number", exact=True)).to_be_focused()
        page.keyboard.type("2")
        rule = {"all": [{"field": "orders.count", "is": "at_least", "value": 2}]}
        counted: dict[str, Any] = page.evaluate(ASK, rule)
        assert counted["count"] > 0
        expect(page.locator(".head-count")).to_have_text(f"{counted['count']} customers")
        expect(page.locator("[data-sample]")).to_have_count(min(10, counted["count"]))
        expect(page.locator(".who-fits .rule-said")).to_have_text("2 or more orders")
        page.keyboard.press("Enter")
        expect(row(page, "Bought twice")).to_contain_text("2 or more orders")
        expect(row(page, "Bought twice")).to_contain_text(f"{counted['count']} customers")

        page.get_by_role("button", name="New segment").click()
        page.get_by_role("textbox", name="Name").fill("Others")
        page.get_by_role("button", name="Other segment").click()
        page.get_by_label("Segment", exact=True).select_option("Bought twice")
        page.locator(".rule-part").last.get_by_role("button", name="not").click()
        page.locator(".rule-part").first.get_by_role("button", name="Take this out").click()
        expect(page.locator(".who-fits .rule-said")).to_have_text("Not (in “Bought twice”)")
        page.get_by_role("button", name="Save").click()
        expect(row(page, "Others")).to_be_visible()

        row(page, "Bought twice").get_by_role("link").click()  # what uses it is said, and it cannot use that in turn
        expect(page.get_by_text("the segment “Others”")).to_be_visible()
        page.get_by_role("button", name="Other segment").click()
        page.get_by_label("Segment", exact=True).select_option("Others")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".rule-part").last.get_by_role("alert")).to_contain_text("leads back to itself")
        page.get_by_role("button", name="All segments").click()

        delete(page, "Bought twice")
        expect(page.get_by_role("dialog")).to_contain_text("the segment “Others”")
        page.get_by_role("button", name="Keep it").click()
        for name in ("Others", "Bought twice"):
            delete(page, name)
            page.get_by_role("dialog").get_by_role("button", name="Delete").click()
            expect(row(page, name)).to_have_count(0)


def test_names_are_told_apart_at_their_field(system: System, browser: Browser) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Marketer", expected="409") as page:
        page.goto(f"{url}/console/segments")
        name = page.locator("[data-segment] b").first.inner_text()
        page.get_by_role("button", name="New segment").click()
        page.get_by_role("button", name="Take this out").click()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_have_text("Give it a name.")
        page.get_by_role("textbox", name="Name").fill(name.upper())
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("There is one of this name")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_within_reach_of_everybody(system: System, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Marketer") as page:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{url}/console/segments")
        expect(page.locator("[data-segment]").first).to_be_visible()
        first = page.locator("[data-segment]").first.get_attribute("data-segment")
        for where, seen in (("", "[data-segment]"), (f"/{first}", ".rule-part")):
            page.goto(f"{url}/console/segments{where}")
            for locale in LANGUAGES:
                with speaking(page, locale):
                    for width in (1280, 360):
                        page.set_viewport_size({"width": width, "height": 800})
                        expect(page.locator(seen).first).to_be_visible()
                        look(page, f"segments{where} {locale} {scheme}", width)
