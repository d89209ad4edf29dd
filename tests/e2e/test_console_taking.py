"""A person takes over while the assistant thinks: it says nothing more, and what it had is shown to the person."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.db.conversations import Conversation, InboundMessage
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of, paused
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
RACED, SHOWN, RETURNED = (
    ("+919811700001", "Urvi Thakkar"),
    ("+919811700002", "Neel Marfatia"),
    ("+919811700003", "Rosy Lobo"),
)
QUESTION, ANSWER = "Do you take cash on delivery?", "Yes, up to Rs 5,000."
PINCODE = "Do you deliver to my pincode?"
WITHHELD = "Withheld: the assistant had an answer, and somebody took over."


def open_answered(system: System, page: Page, who: tuple[str, str], text: str) -> None:
    """Have a customer write, and open their conversation once the assistant has answered."""
    number, name = who
    page.get_by_role("link", name="All").click()
    assert system.write(number, text, name) == 201
    page.locator("[data-conversation]").filter(has_text=name).click()
    expect(page.get_by_role("log").locator(".bubble.out").first).to_be_visible()


def is_thinking(system: System, number: str) -> bool:
    """Whether the assistant has begun to answer the newest message of a customer, and has not ended."""
    theirs = select(InboundMessage).join(Conversation).where(Conversation.address == number)
    with system.database.reading.begin() as db:
        newest = db.scalars(theirs.order_by(InboundMessage.id.desc())).first()
        return newest is not None and newest.attempts > 0 and newest.answered_at is None


def ask_and_take(system: System, page: Page, number: str) -> None:
    """Take the open conversation over by its key while the assistant thinks about a question."""
    with paused(system, "rasa"):
        system.write(number, QUESTION)
        assert until(lambda: is_thinking(system, number))
        page.keyboard.press("t")
        expect(page.get_by_role("log").get_by_text("Anjali Desai took over")).to_be_visible()


def test_take_over_race(system: System, browser: Browser) -> None:
    number = RACED[0]
    with console_of(browser, system.settings.public_url, "Agent") as page:
        open_answered(system, page, RACED, "hello")
        before = len(system.told(number))
        ask_and_take(system, page, number)
        # At once, without a look at whether the server has it: it is meant for the box.
        page.keyboard.press("r")
        page.keyboard.type(ANSWER)
        page.keyboard.press("Control+Enter")
        log = page.get_by_role("log")
        expect(log.get_by_text(WITHHELD)).to_be_visible()
        system.write(number, "And to Goa as well?")
        expect(log.locator(".bubble.in", has_text="And to Goa as well?")).to_be_visible()
        expect(log.locator(".bubble.out", has_text=ANSWER).get_by_role("img", name="delivered")).to_be_visible()
        assert system.told(number)[before:] == [ANSWER]
        expect(page.locator("[data-conversation]").filter(has_text=RACED[1])).to_contain_text("And to Goa as well?")


def test_withheld_shown(system: System, browser: Browser) -> None:
    number = SHOWN[0]
    with console_of(browser, system.settings.public_url, "Agent") as page:
        open_answered(system, page, SHOWN, "hello")
        before = system.told(number)
        ask_and_take(system, page, number)
        line = page.get_by_role("log").locator(".withheld")
        expect(line).to_contain_text(WITHHELD)
        expect(line).to_have_count(1)
        line.get_by_role("button", name="Show it").click()
        shown = page.get_by_role("log").locator(".said.assistant.ended")
        expect(shown).to_contain_text("You can pay the courier in cash")
        expect(shown).to_contain_text("withheld")
        expect(shown.get_by_role("img")).to_have_count(0)  # no ticks: nobody got it
        assert system.told(number) == before
        page.get_by_role("searchbox", name="Search").fill("is:withheld")
        page.keyboard.press("Enter")
        expect(page.locator("[data-conversation]").filter(has_text=SHOWN[1])).to_be_visible()


def test_hand_back_with_an_instruction(system: System, browser: Browser) -> None:
    number = RETURNED[0]
    with console_of(browser, system.settings.public_url, "Agent") as page:
        open_answered(system, page, RETURNED, PINCODE)
        log = page.get_by_role("log")
        page.get_by_role("button", name="Take over").first.click()
        page.get_by_role("combobox", name="Reply to the customer").fill("We do, nearly everywhere.")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(
            log.locator(".bubble.out", has_text="nearly everywhere").get_by_role("img", name="delivered")
        ).to_be_visible()
        page.get_by_role("button", name="Hand back").first.click()
        page.get_by_label("Instruction").fill("wait for the pincode")
        page.get_by_role("dialog").get_by_role("button", name="Hand back").click()
        expect(log.get_by_text("handed back to the assistant: wait for the pincode")).to_be_visible()
        expect(page.locator(".conversation-head .owner")).to_have_text("Assistant")
        before = len(system.told(number))
        system.write(number, "560038")  # what it had asked for before
        expect(log.locator(".said.assistant", has_text="560038")).to_be_visible()
        assert until(lambda: len(system.told(number)) == before + 1)
