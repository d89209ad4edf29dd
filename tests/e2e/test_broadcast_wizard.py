"""A broadcast made in the console: from a list with errors to the phone; its pages in every language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect
from sqlalchemy import select, update

from bot.db.shop import Merchant
from bot.db.templates import Template
from tests.e2e.access import look
from tests.e2e.conftest import System, until
from tests.e2e.console import console_of, refuse_changes
from tests.e2e.phone import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
STEPS = ("who", "what", "when", "check", "test", "confirm")
DECIDED = 60  # seconds, of a system that has just begun
ARRIVES = 90  # seconds: ten to undo it, the list is written, the worker's next turn
# Says of each visit of the console which language it has; as the menu of one's own name does.
SPEAK = """async (locale) => {
    const session = await (await fetch("/api/v1/session")).json();
    const headers = {"Content-Type": "application/json", "X-CSRF-Token": session.csrf};
    await fetch("/api/v1/session", {method: "PATCH", headers, body: JSON.stringify({locale})});
}"""


@pytest.fixture
def any_hour(system: System) -> None:
    """Offers leave at whatever hour this is run, and WhatsApp has decided about what they say."""
    with system.database.writing.begin() as db:
        db.execute(update(Merchant).values(marketing_from="00:00", marketing_until="00:00"))
    assert until(lambda: not _undecided(system), DECIDED)


def _undecided(system: System) -> list[int]:
    with system.database.reading.begin() as db:
        return list(db.scalars(select(Template.id).where(Template.status.in_(("unsubmitted", "received", "pending")))))


def forward(page: Page, step: str) -> None:
    """Go to the next step, by its button."""
    page.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_url(f"**/{step}")


def bring_list(page: Page, number: str) -> None:
    """Choose a file of which two rows are wrong, and take the third."""
    page.get_by_label("A list of people").first.check()
    source = page.get_by_label("Where did these people agree to offers?")
    source.select_option("bought")
    expect(page.locator("#no-consent")).to_be_visible()
    source.select_option("checkout")
    page.get_by_label("The words they agreed to, if you have them").fill("Send me offers on WhatsApp")
    rows = f"phone,name\n{number},Leela Rao\n9.19E+11,Round\ncall me,Word\n"
    file: FilePayload = {"name": f"list-{number[-4:]}.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.get_by_label("The file, as CSV").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    faults = page.locator(".list-faults tbody tr")
    expect(faults).to_have_count(2)
    expect(faults.first).to_contain_text("rounded")
    page.get_by_role("button", name="Use 1 person").click()
    expect(page.locator(".counted .counted-number")).to_have_text("1 person is in it")


@pytest.mark.parametrize(("width", "number"), [(1280, "+919812650103"), (360, "+919812650106")])
def test_it_is_made_from_a_list_and_arrives(
    system: System, browser: Browser, any_hour: None, width: int, number: str
) -> None:
    system.add_phone(number, "Leela Rao")
    url = system.settings.public_url
    with console_of(browser, url, "Marketer", width, expected="422") as page:
        page.keyboard.press("g")
        page.keyboard.press("b")
        page.get_by_role("button", name="New broadcast").first.click()
        page.wait_for_url("**/who")
        name = page.get_by_label("Name of the broadcast, for you alone")
        name.fill(f"Thanks {width}")
        name.press("Enter")
        bring_list(page, number)
        forward(page, "what")
        page.locator(".text-choice").first.click()
        for gap in page.locator(".gap-of-text input[required]").all():
            gap.fill("100")
        expect(page.locator(".phone-preview .bubble")).to_contain_text("Leela")
        forward(page, "when")
        page.get_by_label("Tried on a share first").select_option("0")
        forward(page, "check")
        expect(page.locator(".checks .bad")).to_have_count(0)
        # Whoever leaves finds it as it was, in whatever browser.
        page.reload()
        forward(page, "test")
        # What was refused once has been told, and stands in the way of nothing later.
        page.route("**/api/v1/broadcasts/*", refuse_changes)
        page.get_by_label("Name of the broadcast, for you alone").fill("Another name")
        page.get_by_role("heading", level=1).click()
        expect(page.get_by_text("Not now")).to_be_visible()
        page.unroute("**/api/v1/broadcasts/*")
        forward(page, "confirm")
        send = page.get_by_role("button", name="Send to 1 person, about ₹1.31")
        send.click()
        page.wait_for_url("**/running")
        # As a draft again it is counted anew: no click on the button is lost meanwhile, and none of them goes before.
        counting, held = "**/api/v1/broadcasts/*/outlook", list[Route]()
        page.route(counting, lambda route: held.append(route))
        with page.expect_request(counting):
            page.get_by_role("button", name="Undo").click()
        page.wait_for_url("**/confirm")
        assert system.told(number) == []
        send.click()
        assert held
        assert page.url.endswith("/confirm")
        page.unroute(counting)  # which lets go what is held
        page.wait_for_url("**/running")
        assert until(lambda: system.told(number), ARRIVES)
        assert "Leela" in system.told(number)[0]
        page.goto(f"{url}/console/broadcasts")
        row = page.locator(".sending-row", has_text=f"Thanks {width}")
        expect(row).to_contain_text("1 of 1")


@pytest.mark.parametrize("locale", ["en", "hi", "gu", "bn"])
def test_its_pages_are_within_reach_in_every_language(
    system: System, browser: Browser, any_hour: None, locale: str
) -> None:
    url = system.settings.public_url
    with console_of(browser, url, "Owner", 360) as page:
        page.emulate_media(reduced_motion="reduce")
        page.evaluate(SPEAK, locale)
        try:
            page.goto(f"{url}/console/broadcasts/new")
            page.wait_for_url("**/who")
            page.locator(".choice-of-one input").first.check()
            expect(page.locator(".some-people")).to_be_visible()
            at = page.url.removesuffix("who")
            for width, scheme in ((360, "light"), (1280, "dark")):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                for step in STEPS:
                    page.goto(f"{at}{step}")
                    expect(page.locator(".step h1")).to_be_visible()
                    expect(page.locator("[aria-busy=true]")).to_have_count(0)
                    look(page, f"{locale} {step}", width)
                page.goto(f"{url}/console/broadcasts")
                expect(page.locator(".sending-row").first).to_be_visible()
                look(page, f"{locale} list", width)
        finally:
            page.evaluate(SPEAK, "en")
