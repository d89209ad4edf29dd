"""The tracking page on a cheap phone: a real browser, 360 points wide, without JavaScript.

With TRACKING_PICTURE set (to anything), docs/tracking.png is drawn anew.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from bot.bootstrap import Bot
from bot.config import Settings
from bot.db.shop import Merchant
from bot.demo import pictures
from bot.domain.locale import CODES
from bot.running import ROOT
from tests.apps import app_of
from tests.e2e.phone import PATIENCE
from tests.engines import on_sqlite
from tests.servers import free_ports
from tests.storefront.conftest import Front

# What a browser shows depends on no database; what the pages ask of it runs on both in the tests beside this one.
pytestmark = [pytest.mark.e2e, on_sqlite]
WIDTH, HEIGHT = 360, 740


@pytest.fixture
def served(front: Front, tmp_path: Path) -> Iterator[str]:
    """The simulated system's web application on a port of its own; gives its address."""
    port = free_ports()
    bot: Bot = replace(front.bot, settings=Settings.from_env({"VAR_DIR": str(tmp_path), "PORT": str(port)}))
    with bot.database.writing.begin() as db:
        pictures.hang(db, db.get_one(Merchant, front.shop), bot.settings.public_url)
    server = make_server("127.0.0.1", port, app_of(bot), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield bot.settings.public_url
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small phone; whatever the browser complains of (a style the policy refuses) fails the test."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, java_script_enabled=False, device_scale_factor=2
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    assert complaints == []


def test_it_shows_where_the_parcel_is(page: Page, served: str, front: Front) -> None:
    page.goto(f"{served}/t/{front.tokens['1042']}")
    expect(page.locator(".now")).to_have_text("ડિલિવરી માટે નીકળ્યો")
    expect(page.get_by_role("listitem").filter(has_text="Satellite, Ahmedabad")).to_be_visible()
    expect(page.get_by_role("link", name="વોટ્સએપ પર પૂછો")).to_have_attribute("href", f"{_phone(served)}/phone")
    assert page.locator("body").evaluate("body => getComputedStyle(body).marginTop") == "0px", "the style was refused"
    for picture in page.get_by_role("presentation").or_(page.locator("img")).all():
        picture.scroll_into_view_if_needed()
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    if os.environ.get("TRACKING_PICTURE"):
        page.set_viewport_size({"width": WIDTH, "height": 1010})
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=ROOT / "docs" / "tracking.png")


@pytest.mark.parametrize("locale", CODES)
def test_it_fits_a_small_phone_in_every_language(page: Page, served: str, front: Front, locale: str) -> None:
    page.goto(f"{served}/t/{front.tokens['1043']}?lang={locale}")
    assert page.locator("html").evaluate("html => html.scrollWidth") == WIDTH


def test_it_changes_its_language_and_its_colours(page: Page, served: str, front: Front) -> None:
    page.goto(f"{served}/t/{front.tokens['1042']}")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Order 1042")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(22, 20, 19)"


def _phone(public_url: str) -> str:
    host, _, port = public_url.rpartition(":")
    return f"{host}:{int(port) + 1}"
