"""The button "Next day" on the phone page: from the simulator's origin to the shop's, as a browser lets it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from bot.bootstrap import Bot
from bot.config import Settings
from bot.db.connections import RawEvent
from bot.simulator.app import create_simulator
from tests.apps import app_of
from tests.demo.days import heard, work
from tests.e2e.phone import PATIENCE
from tests.fakes import clock_of
from tests.servers import free_ports
from tests.storefront.conftest import Front

pytestmark = pytest.mark.e2e


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """The application at this port."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


@contextmanager
def working(bot: Bot) -> Iterator[None]:
    """A worker beside it, which does what is rung for."""
    over = threading.Event()

    def run() -> None:
        while not over.wait(0.02):
            work(bot)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    yield
    over.set()
    worker.join()


def test_it_passes_a_day_and_says_what_happens(front: Front, chromium_path: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path), "PORT": str(free_ports())})
    bot = replace(heard(front.bot), settings=settings)
    with ExitStack() as stack:
        stack.enter_context(working(bot))
        stack.enter_context(serving(app_of(bot), settings.port))
        stack.enter_context(serving(create_simulator(settings), settings.port + 1))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        stack.callback(browser.close)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{settings.simulator_url}/phone")
        button = page.get_by_role("button", name="Next day")
        button.click()
        expect(page.get_by_role("alert")).to_contain_text("Order 1042: delivered")
        with clock_of(bot).hold():  # as if somebody else's press were still going on
            button.click()
            expect(page.get_by_role("alert")).to_contain_text(re.compile("day before is not over"))
    with front.bot.database.reading.begin() as db:
        assert set(db.scalars(select(RawEvent.came_by))) == {"demo"}
