"""Coming in to the console in a real browser: by a passkey of a device, by password and code."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

from bot.bootstrap import Bot
from bot.clock import tell_utc
from bot.config import Settings
from bot.demo.seed import seed
from tests.apps import app_of
from tests.e2e.phone import PATIENCE
from tests.servers import free_ports

pytestmark = pytest.mark.e2e
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def demo(bot: Bot, database_url: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A demo on a port of its own: its address, by a name as passkeys need it, and its people's password."""
    port = free_ports()
    asked = {"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PORT": str(port)}
    settings = Settings.from_env(asked | {"PUBLIC_URL": f"http://localhost:{port}"})
    said = seed(settings).rpartition(" ")[2]
    at_home = replace(bot, settings=settings, now=tell_utc, machine_now=tell_utc)
    server = make_server("127.0.0.1", port, app_of(at_home), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield settings.public_url, said
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium_path: str, demo: tuple[str, str]) -> Iterator[Page]:
    """The log-in page, in a browser with a device that keeps passkeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        wire = page.context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        page.goto(f"{demo[0]}/console")
        yield page
        browser.close()


def test_it_comes_in_by_a_passkey_and_by_a_code(page: Page, demo: tuple[str, str]) -> None:
    address, word = demo
    page.get_by_role("button", name="Owner").click()
    page.locator(".side-brand").wait_for()
    page.goto(f"{address}/console/me")
    page.get_by_label("What you call this device").fill("my laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Remove my laptop")).to_be_visible()
    page.get_by_role("button", name="Ask me for a code of an app").click()
    app = pyotp.TOTP(page.locator(".my-log-in code").inner_text())
    expect(page.get_by_alt_text("QR code for the app")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(app.now())
    page.get_by_role("button", name="Turn it on").click()
    recovery = page.locator(".my-log-in pre").inner_text().split()[0]
    page.get_by_role("button", name="Log out in every browser").click()

    page.get_by_role("button", name="Log in by a passkey").click()
    expect(page.get_by_role("heading", name="Kavita Rao")).to_be_visible()
    page.get_by_role("button", name="Log out in every browser").click()

    page.get_by_label("E-mail address").fill("kavita@rangoli.example")
    page.get_by_label("Password").fill(word)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Code of your authenticator").fill(recovery)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Kavita Rao")).to_be_visible()
