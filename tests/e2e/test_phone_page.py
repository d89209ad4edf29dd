"""The phone page in a real browser, against a live simulator and a shop at the edge of the network."""

from __future__ import annotations

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.e2e.phone import browser, page
from tests.simulator.conftest import ASHA, RAHUL, Hit, Simulator, shop, simulator
from tests.simulator.content import create

__all__ = ["browser", "page", "shop", "simulator"]
pytestmark = pytest.mark.e2e
QUESTION = "મારો ઓર્ડર ક્યાં છે?"
ACTIONS = [
    {"type": "QUICK_REPLY", "title": "હા, ઘરે જ છું", "id": "home_yes"},
    {"type": "QUICK_REPLY", "title": "કાલે મોકલો", "id": "tomorrow"},
]


def answer_with_buttons(simulator: Simulator) -> None:
    """The shop answers the question with a content, through the official SDK."""
    content = create(simulator, {"twilio/quick-reply": {"body": "આજે સાંજે 6 થી 8. ઘરે હશો?", "actions": ACTIONS}})

    def answer(hit: Hit) -> tuple[int, str, str]:
        assert hit.signed
        if hit.form.get("Body") == QUESTION:
            simulator.send(hit.form["From"], content_sid=content)
        return 200, "text/xml", "<Response/>"

    simulator.shop.answer = answer


def test_it_asks_and_is_answered_with_ticks_and_buttons(page: Page, simulator: Simulator) -> None:
    answer_with_buttons(simulator)
    page.get_by_role("button", name="Asha Patel").click()
    page.get_by_role("textbox", name="Message").fill(QUESTION)
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    expect(log.get_by_text(QUESTION)).to_be_visible()
    expect(log.get_by_role("img", name="delivered to the shop")).to_be_visible()
    expect(log.get_by_text("આજે સાંજે 6 થી 8")).to_be_visible()
    log.get_by_role("button", name="હા, ઘરે જ છું").click()
    expect(log.get_by_role("button", name="કાલે મોકલો")).to_be_disabled()
    expect(log.locator(".bubble.out", has_text="હા, ઘરે જ છું")).to_be_visible()
    tap = simulator.shop.wait("/twilio/messages", 2)[-1].form
    assert tap["ButtonPayload"] == "home_yes"
    sent = tap["OriginalRepliedMessageSid"]
    assert simulator.shop.statuses(sent, "sent", "delivered", "read")[-1] == "read"


def test_it_counts_what_another_customer_has_not_read(page: Page, simulator: Simulator) -> None:
    page.get_by_role("button", name="Asha Patel").click()
    simulator.write(RAHUL, "मेरा ऑर्डर कहाँ है?")
    for words in ("एक", "दो"):
        simulator.send(f"whatsapp:{RAHUL}", body=words)
    line = page.get_by_role("button", name="Rahul Sharma")
    expect(line.get_by_label("2 unread")).to_be_visible()
    line.click()
    expect(page.get_by_role("log").get_by_text("दो")).to_be_visible()
    expect(line.get_by_label("unread")).to_have_count(0)


def test_it_says_that_the_shop_was_not_reached(page: Page, simulator: Simulator) -> None:
    simulator.shop.answer = lambda hit: (503, "text/plain", "")
    page.goto(f"{simulator.url}/phone#{ASHA}")
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_role("button", name="What went wrong").click()
    expect(page.get_by_text("not delivered to the shop (HTTP 503)")).to_be_visible()


def test_it_shows_hostile_text_as_text(page: Page, simulator: Simulator) -> None:
    text = "<img src=x onerror=alert(1)> javascript:alert(1) https://good.example/a). *bold*"
    simulator.write(ASHA)
    simulator.send(f"whatsapp:{ASHA}", body=text)
    page.goto(f"{simulator.url}/phone#{ASHA}")
    bubble = page.locator(".bubble.in")
    expect(bubble).to_contain_text("<img src=x onerror=alert(1)> javascript:alert(1)")
    expect(bubble.locator("img")).to_have_count(0)
    link = bubble.get_by_role("link")
    expect(link).to_have_attribute("href", "https://good.example/a")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_it_fits_a_small_phone_and_goes_back(page: Page, simulator: Simulator) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="Farida Shaikh").click()
    expect(page.get_by_role("heading", name="Farida Shaikh")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.get_by_role("button", name="Send").bounding_box()
    assert box is not None
    assert box["x"] < 330
    page.get_by_role("button", name="Back to the customers").click()
    expect(page.get_by_role("button", name="Farida Shaikh")).to_be_visible()


def test_it_stays_at_the_newest_message_unless_somebody_reads_above(page: Page, simulator: Simulator) -> None:
    simulator.write(ASHA)
    page.goto(f"{simulator.url}/phone#{ASHA}")
    for number in range(12):
        simulator.send(f"whatsapp:{ASHA}", body=f"ઓર્ડર {number} આજે આવશે\n" * 4)
    newest = page.locator(".bubble").last
    expect(page.locator(".bubble")).to_have_count(13)
    expect(newest).to_be_in_viewport(ratio=1)
    page.get_by_role("log").evaluate("log => log.scrollTo(0, 0)")
    expect(page.get_by_role("button", name="Go to the newest message")).to_be_visible()
    simulator.send(f"whatsapp:{ASHA}", body="One more")
    expect(page.locator(".bubble")).to_have_count(14)
    assert page.get_by_role("log").evaluate("log => log.scrollTop") == 0
    page.get_by_role("button", name="Go to the newest message").click()
    expect(newest).to_be_in_viewport(ratio=1)


def test_news_that_overtakes_the_list_is_not_lost(page: Page, simulator: Simulator) -> None:
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if len(held) < 2:  # it is asked for as the page begins, and as its line stands
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/sim/phones", hold)
    page.goto(f"{simulator.url}/phone")
    while len(held) < 2:
        page.wait_for_timeout(20)
    with page.expect_request("**/demo/stories"):  # which it asks for once it has heard
        simulator.send(f"whatsapp:{ASHA}", body="sooner than the list")
    for route, answer in held:
        route.fulfill(response=answer)
    expect(page.get_by_role("button", name="Asha Patel")).to_contain_text("sooner than the list")
