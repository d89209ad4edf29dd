"""The console in a real browser, with markup in every field a customer or a merchant has a hand in: none of it runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import update
from werkzeug.serving import make_server

from bot.bootstrap import Bot
from bot.config import Settings
from bot.console import page as console_page
from bot.db.base import Base
from bot.db.conversations import Choice, Conversation, InboundMessage, Media
from bot.db.desk import Note, TimelineEvent
from bot.db.inbox import Label, SavedDraft, SavedView
from bot.db.orders import Order, OrderItem, Parcel, Sighting
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, PointsEntry
from bot.db.requests import Request
from bot.db.shop import Merchant, Product
from bot.db.staff import StaffMember
from bot.demo.seed import seed
from tests.apps import app_of
from tests.e2e.phone import PATIENCE
from tests.servers import free_ports

pytestmark = pytest.mark.e2e
MARKUP = """"'><img src=x onerror="window.hurt=1"><svg onload="window.hurt=1"><script>window.hurt=1</script>"""
LINK = "javascript:window.hurt=1"
# What people write or shops tell, by table.
WRITTEN: dict[type[Base], tuple[str, ...]] = {
    Customer: ("name", "email"),
    InboundMessage: ("text", "choice"),
    OutgoingMessage: ("text", "error_text", "held_because"),
    Choice: ("title", "description"),
    Note: ("text",),
    Label: ("name",),
    SavedView: ("name", "query"),
    SavedDraft: ("text",),
    StaffMember: ("name",),
    Merchant: ("name", "city", "contact_email"),
    Order: ("ship_name", "ship_address", "ship_city", "ship_pin"),
    OrderItem: ("title",),
    Product: ("title",),
    Parcel: ("courier", "tracking_number", "place", "courier_phone"),
    Sighting: ("place",),
    PointsEntry: ("reason",),
    Request: ("detail",),
    Conversation: ("needs_person_why", "instruction"),
}
LINKS: dict[type[Base], tuple[str, ...]] = {
    Parcel: ("tracking_url",),
    OutgoingMessage: ("picture_url",),
    Media: ("url",),
    Merchant: ("site_url", "logo_url"),
    Product: ("url",),
}


@pytest.fixture
def served(bot: Bot, database_url: str, tmp_path: Path) -> Iterator[str]:
    """A demo whose rows are full of markup, on a port of its own."""
    if not (console_page.STATIC / "manifest.json").is_file():
        pytest.fail("the console is not built: npm run build in frontend/")
    port = free_ports()
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PORT": str(port)})
    seed(settings)
    with bot.database.writing.begin() as db:
        for fields, hostile in ((WRITTEN, MARKUP), (LINKS, LINK)):
            for table, names in fields.items():
                db.execute(update(table).values(dict.fromkeys(names, hostile)))
        db.execute(update(TimelineEvent).values(values={"why": MARKUP, "for": MARKUP, "instruction": MARKUP}))
    server = make_server("127.0.0.1", port, app_of(replace(bot, settings=settings)), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield settings.public_url
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium_path: str, served: str) -> Iterator[Page]:
    """A browser that fails the test for whatever the page's policy had to stop."""
    stopped: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda said: stopped.append(said.text) if "Security Policy" in said.text else None)
        page.on("dialog", lambda dialog: stopped.append(dialog.message))
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served}/console")
        page.get_by_role("button", name="Owner").click()
        page.locator(".side-brand").wait_for()
        yield page
        browser.close()
    assert stopped == []


def test_no_markup_of_anybody_runs(page: Page, served: str) -> None:
    # With a voice note; with a note and what was withheld; of somebody without a phone; rated.
    places = [f"inbox/all/{one}" for one in (2, 4, 8, 11)]
    places += ["inbox/resolved", "inbox/all?q=onerror", "customers", "customers/8", "settings", "me", "password#x"]
    shown = 0
    for place in places:
        page.goto(f"{served}/console/{place}")
        page.wait_for_load_state("networkidle")
        shown += page.content().count("onerror=")
        assert page.evaluate("window.hurt") is None, place
        assert page.locator("img[src=x], svg[onload], a[href^='javascript:'], main script").count() == 0, place
    assert shown > 40  # it was there to be read
