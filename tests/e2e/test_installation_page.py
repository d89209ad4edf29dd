"""Whoever runs the installation opens and closes a shop in the browser; and the pages of what could not be read and of
SMS in India."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from bot.db.conversations import KeptRequest
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.services.chat import unread
from bot.services.installation.operators import open_installation
from tests.api.people import PASSWORD, add_person
from tests.driver import whatsapp_form
from tests.e2e.access import look
from tests.e2e.office import Office, go, office, served
from tests.e2e.phone import browser
from tests.e2e.spoken import LANGUAGES, speaking

__all__ = ["browser", "office", "served"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
OPS = "ops@example.in"


def test_shops_are_opened_and_closed_by_whoever_runs_the_installation(office: Office) -> None:
    with office.bot.database.writing.begin() as db:
        installation = open_installation(db)
    add_person(office.bot, installation, OPS, StaffRole.OPERATOR, PASSWORD)
    context = office.browser.new_context(
        locale="en-IN", reduced_motion="reduce", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{office.url}/console")
    page.get_by_label("E-mail address").fill(OPS)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Installation")).to_be_visible()
    expect(page).to_have_url(re.compile("/console/installation$"))
    page.get_by_label("The shop's name, as customers know it").fill("Zari House")
    page.get_by_label("E-mail address of its first owner").fill("owner@zari.example")
    page.get_by_label("Short name").fill("BAD NAME")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Short name")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("The shop's name, as customers know it")).to_have_value("Zari House")
    page.get_by_label("Short name").fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_text("/console/password#")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="zari-house")
    row.get_by_role("button", name="Close…").press("Enter")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        look(page, "installation", width)
    row.get_by_label("Type the name of the shop").fill("Zari")
    expect(row.get_by_role("button", name="Close the shop")).to_be_disabled()
    row.get_by_label("Type the name of the shop").fill("Zari House")
    page.keyboard.press("Enter")
    expect(row.get_by_text("closed", exact=True)).to_be_visible()
    row.get_by_role("button", name="Open again").press("Enter")
    expect(row.get_by_text("open: nobody has come in yet")).to_be_visible()
    for locale in LANGUAGES[1:]:
        with speaking(page, locale):
            page.locator(".rules-list").wait_for()
            look(page, f"installation {locale}", 360)
    context.close()


@pytest.fixture
def unreadable(office: Office) -> Iterator[None]:
    """A message without its id, kept for the shop; afterwards all was read again."""
    with office.bot.database.writing.begin() as db:
        ours = db.query(Merchant).filter_by(slug="rangoli-handlooms").one().whatsapp_from
        form = whatsapp_form(To=f"whatsapp:{ours}", MessageSid="", SmsSid="", SmsMessageSid="")
        unread.keep(db, "/twilio/messages", urlencode(form), "MessageSid is missing", "x", office.bot.now())
    yield
    with office.bot.database.writing.begin() as db:
        unread.conclude(db, db.query(KeptRequest).filter_by(fingerprint="x").one().id, "", office.bot.now())


@pytest.mark.usefixtures("unreadable")
def test_what_could_not_be_read_and_sms_in_india(office: Office) -> None:
    with office.page() as page:
        go(page, "/console/installation")
        expect(page.get_by_role("heading", name="Installation")).to_have_count(0)
        go(page, "/console/settings/dlt")
        page.get_by_label("Your entity's id").fill("123")
        page.get_by_label("Your headers").fill("rangli-s")
        page.keyboard.press("Enter")
        expect(page.get_by_text("write the 19 digits of the DLT register")).to_be_visible()
        expect(page.get_by_label("Your headers")).to_have_value("rangli-s")
        page.get_by_label("How SMS go to India").select_option("registered")
        page.get_by_label("Your entity's id").fill("1" * 19)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Your headers")).to_have_value("RANGLI-S")
        page.get_by_role("button", name="Change").first.press("Enter")
        page.get_by_label("Template's id (19 digits)").fill("12")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Template's id (19 digits)")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Template's id (19 digits)").fill("2" * 19)
        page.keyboard.press("Enter")
        expect(page.get_by_text("37 of 38")).to_be_visible()
        go(page, "/console/settings/kept-requests")
        page.get_by_role("button", name="From whatsapp:").press("Enter")
        expect(page.locator("pre")).to_contain_text("Body: where is it?")
        page.get_by_role("button", name="Read it once more").press("Enter")
        expect(page.get_by_text("0 were read, 1 still could not be")).to_be_visible()
        # Last, for the page that is open goes on in the language that it was loaded in.
        for locale in LANGUAGES:
            with speaking(page, locale):
                _look_at(page, locale)


def _look_at(page: Page, locale: str) -> None:
    for name, there in (("kept-requests", ".kept-events"), ("dlt", ".rules-list")):
        go(page, f"/console/settings/{name}")
        page.locator(there).wait_for()
        for width in (1280, 360) if locale == "en" else (360,):
            page.set_viewport_size({"width": width, "height": 800})
            look(page, f"{name} {locale}", width, deep=locale == "en")
