"""What somebody at the console waits for: from a key to the painted conversation, from sending to "accepted" shown.

A Chromium on the same machine, the whole system but Rasa, the demo shop and the simulator; answers leave at once,
without the seconds in which they can be taken back. Time begins with the key as the browser got it and ends once a
frame that shows the result is painted.
"""

from __future__ import annotations

import shutil
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from bench.systems import Running, free_ports, supervised
from bench.table import row
from bot.config import Settings
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from bot.db.shop import Merchant
from bot.demo.seed import seed
from bot.running import ROOT, processes, training
from bot.services.desk.inbox_settings import change_settings, read_settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

PARTS = ("valkey", "simulator", "web", "live", "worker", "scheduler")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STEPS, SENDS, PATIENCE = 60, 40, 30_000
CUSTOMER, NAME = "+919811290001", "Bena Benchmark"
# Each notes milliseconds from a key to the frame after the one in which what it waits for is there.
_WATCH = """
() => {
  window.paints = [];
  const after = (began, there) => {
    const look = () =>
      there() ? setTimeout(() => paints.push(performance.now() - began)) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  };
  const open = () => document.querySelector("main.conversation");
  addEventListener("keydown", (event) => {
    const was = open()?.ariaLabel;
    if (event.key === "j" || event.key === "k")
      after(event.timeStamp, () => open() && open().ariaLabel !== was && open().querySelector(".bubble"));
    if (event.key === "Enter" && event.ctrlKey) {
      const text = event.target.value;
      const said = () => [...document.querySelectorAll(".bubble.out")];
      const mine = () => said().findLast((one) => one.textContent.includes(text));
      after(event.timeStamp, () => mine()?.querySelector(".tick:not(.clock)"));
    }
  }, true);
}
"""


def main(var_dir: Path) -> None:
    """Start, work as an agent does, and print both."""
    from playwright.sync_api import sync_playwright  # here and not above: no other part needs a browser

    with _running(var_dir) as running, sync_playwright() as playwright:
        own = next((found for name in BROWSERS if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 880}, locale="en-IN")
        page.set_default_timeout(PATIENCE)
        page.goto(f"{running.settings.public_url}/console")
        page.get_by_role("button", name="Agent", exact=True).click()
        page.get_by_role("link", name="All").click()
        sent = {"channel": "whatsapp", "text": "I want to talk to a person"}
        simulator = f"{running.settings.simulator_url}/sim/phones"
        requests.post(simulator, json={"number": CUSTOMER, "name": NAME}, timeout=10).raise_for_status()
        requests.post(f"{simulator}/{CUSTOMER}/messages", json=sent, timeout=10).raise_for_status()
        page.locator("[data-conversation]").filter(has_text=NAME).click()
        page.locator(".conversation .bubble").first.wait_for()
        page.evaluate(_WATCH)
        several = page.locator("[data-conversation]").count() - 1
        there = "j" * several + "k" * several  # once there and back, so that all are kept
        for number, key in enumerate((there * (1 + STEPS // several))[: 2 * several + STEPS], start=1):
            page.keyboard.press(key)
            _wait(page, number)
        steps = page.evaluate("paints")[2 * several :]
        row("key to paint, a conversation looked at before", [ms / 1000 for ms in steps], f"{several + 1} by turns")
        page.evaluate("paints.length = 0")
        page.locator("[data-conversation]").filter(has_text=NAME).click()
        page.keyboard.press("t")
        box = page.get_by_role("combobox", name="Reply to the customer")
        for number in range(1, SENDS + 1):
            box.fill(f"Answer number {number} of many.")
            page.keyboard.press("Control+Enter")
            _wait(page, number)
        row("sent to accepted shown", [ms / 1000 for ms in page.evaluate("paints")], "by the simulator")
        browser.close()


def _wait(page: Page, count: int) -> None:
    """Wait for so many; asked from outside, since the page's own policy lets nobody evaluate a text in it."""
    end = time.monotonic() + PATIENCE / 1000
    while page.evaluate("paints.length") < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{count} were waited for")
        page.wait_for_timeout(30)


def _running(var_dir: Path) -> AbstractContextManager[Running]:
    environ = {"PORT": str(free_ports()), "VAR_DIR": str(var_dir), "TWILIO_API_URL": "", "REDIS_URL": ""}
    settings = Settings.from_env(environ)
    upgrade(settings.database_url)
    seed(settings)
    engine = open_engine(settings.database_url)
    with sessions(engine).writing.begin() as db:
        merchant_id = db.query(Merchant).one().id
        version = read_settings(db, merchant_id).version
        change_settings(db, merchant_id, version, {"undo_seconds": 0}, datetime.now(UTC))
    engine.dispose()
    table = [one for one in processes.table(settings, training.archive(ROOT), ROOT) if one.name in PARTS]
    return supervised(settings, table, environ)
