"""Everybody can use the phone page: axe-core, targets, scripts, focus, motion; wide and narrow, light and dark."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.access import TARGETS, TIGHT, found_serious
from tests.e2e.phone import browser, page
from tests.simulator.conftest import ASHA, Simulator, shop, simulator
from tests.simulator.content import create

__all__ = ["browser", "page", "shop", "simulator"]
pytestmark = pytest.mark.e2e
ROWS = [
    {"item": "ઓર્ડર 1042", "description": "આજે આવશે", "id": "1042"},
    {"item": "Order 1045", "description": "Comes tomorrow", "id": "1045"},
]
LIST = {"twilio/list-picker": {"body": "કયા ઓર્ડરની વાત છે?", "button": "પસંદ કરો", "items": ROWS}}
BUTTONS = {
    "twilio/quick-reply": {
        "body": "ઘરે હશો? *ક્ષમા*",
        "actions": [{"title": "હા", "id": "a"}, {"title": "No", "id": "b"}],
    }
}


def open_list(page: Page) -> None:
    page.get_by_role("button", name="પસંદ કરો").click()


def open_drawer(page: Page) -> None:
    page.get_by_role("button", name="What Twilio did").click()
    page.get_by_text("Let something go wrong").click()


def answer_and_attach(page: Page) -> None:
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Reply to this message").last.click()
    page.get_by_role("button", name="Attach").click()


def read_sms(page: Page) -> None:
    page.get_by_role("button", name="SMS").click()


def leave(page: Page) -> None:
    page.evaluate("location.hash = ''")
    expect(page.get_by_role("button", name="Next day")).to_be_visible()


# What was written is laid out, and the fonts that it asks for are there.
DRAWN = "new Promise(requestAnimationFrame).then(() => new Promise(setTimeout)).then(() => document.fonts.ready)"
PLACES = (open_list, open_drawer, answer_and_attach, read_sms, leave)


def fill(simulator: Simulator) -> None:
    """A conversation with everything in it: a lost message, files, buttons, a list, an SMS."""
    simulator.write(ASHA, "મારો ઓર્ડર ક્યાં છે?")
    for sample in ("picture", "voice", "document"):
        simulator.sim("POST", f"/phones/{ASHA}/messages", {"channel": "whatsapp", "media": {"sample": sample}})
    simulator.write(ASHA, "hello", "sms")
    simulator.settle()
    simulator.shop.answer = lambda hit: (503, "text/plain", "")
    simulator.write(ASHA, "lost")
    simulator.settle()
    for content in (BUTTONS, LIST):
        simulator.send(content_sid=create(simulator, content))
    simulator.send(ASHA, body="Order 1042 comes today: https://shop.example/t/1")
    simulator.settle()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_within_reach_of_everybody(
    page: Page, simulator: Simulator, width: int, scheme: Literal["light", "dark"]
) -> None:
    fill(simulator)
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for go in PLACES:
        page.goto(f"{simulator.url}/phone#{ASHA}")
        page.reload()
        expect(page.get_by_role("button", name="પસંદ કરો")).to_be_visible()
        go(page)
        assert (go.__name__, found_serious(page)) == (go.__name__, [])
        assert (go.__name__, page.evaluate(TIGHT)) == (go.__name__, [])
        assert width > 360 or (go.__name__, page.evaluate(TARGETS)) == (go.__name__, [])
        assert page.evaluate("[document.documentElement.scrollWidth, document.getAnimations().length]") == [width, 0]


def test_it_loads_a_font_when_its_script_is_seen(page: Page, simulator: Simulator) -> None:
    fonts: list[str] = []

    def note(request: Request) -> None:
        fonts.extend(script for script in ("devanagari", "gujarati", "bengali") if script in request.url)

    page.on("request", note)
    page.goto(f"{simulator.url}/phone")
    for text, heard in (
        ("Order 1042 ₹1,299 👩‍👩‍👧", set()),
        ("આવશે।", {"gujarati"}),
        ("আসবে।", {"gujarati", "bengali"}),
    ):
        simulator.send(f"whatsapp:{ASHA}", body=text)
        expect(page.get_by_role("button", name="Asha Patel")).to_contain_text(text)
        page.evaluate(DRAWN)
        assert set(fonts) == heard
    assert page.evaluate("document.fonts.check('16px \"Hind Siliguri\"', 'আ')")


def test_it_shows_where_the_focus_is(page: Page, simulator: Simulator) -> None:
    page.goto(f"{simulator.url}/phone#{ASHA}")
    expect(page.get_by_role("textbox", name="Message")).to_be_focused()
    seen = 0
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        style = "getComputedStyle(document.activeElement)"
        width, line = page.evaluate(f"[{style}.outlineWidth, {style}.outlineStyle]")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert (float(width.removesuffix("px")) >= 2, line) == (True, "solid")
        seen += 1
    assert seen >= 12
