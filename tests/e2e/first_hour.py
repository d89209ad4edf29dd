"""What stands around the browser in an owner's first hour: a system from an empty database, shop systems, a carrier."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from bot.commands.first_code import say_first_code
from bot.config import Settings
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from bot.running import ROOT, processes, ready, training
from bot.running.processes import Process
from bot.running.supervisor import Supervisor
from tests.e2e import near_by
from tests.e2e.conftest import System
from tests.e2e.stand_ins import Shopify, Woo, shiprocket
from tests.http_server import Answer, Server, serving
from tests.servers import free_ports

BUYER, NAME = "+919811600001", "Nandini Joshi"
# Set to a folder to have the pictures of docs/first-hour.md made again: `make first-hour-pictures`.
PICTURES = os.environ.get("FIRST_HOUR_PICTURES", "")
# Those that ask shops and carriers.
ASKING = {"web", "worker", "scheduler"}


@dataclass
class Hour:
    """The system, its console, a customer's phone, and who is connected; how long each step took."""

    system: System
    page: Page
    phone: Page
    woo: Woo
    woo_url: str
    shopify: str
    code: str
    carrier: tuple[str, str] = ("", "")
    took: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the console is."""
        return self.system.settings.public_url

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step of the way, whose time is taken."""
        began = time.monotonic()
        yield
        self.took[name] = time.monotonic() - began

    def tell(self) -> None:
        """Print how long each step took: `pytest -rP` shows it."""
        sys.stdout.write("".join(f"{seconds:6.1f} s  {name}\n" for name, seconds in self.took.items()))

    def go(self, step: str) -> None:
        """To a step of the way."""
        self.page.goto(f"{self.url}/console/start/{step}")

    def write(self, text: str) -> None:
        """Write on the customer's phone."""
        self.phone.get_by_role("textbox", name="Message").fill(text)
        self.phone.get_by_role("button", name="Send", exact=True).click()

    def picture(self, name: str, page: Page | None = None, small: bool = False) -> None:
        """A picture of the guide, of few colours and so of few bytes; only where a folder for them is named."""
        if not PICTURES:
            return
        page = page or self.page
        size = page.viewport_size
        if small:
            page.set_viewport_size({"width": 360, "height": 720})
        page.wait_for_timeout(700)  # what comes in has come in
        image = Image.open(io.BytesIO(page.screenshot()))
        image.quantize(64).save(Path(PICTURES) / f"{name}.png", optimize=True)
        if small and size:
            page.set_viewport_size(size)


def _empty(folder: Path, neighbours: dict[str, Server]) -> tuple[Settings, list[Process], dict[str, str]]:
    """A system of which nobody is the owner, with the simulator and without the demo, that may ask its neighbours."""
    settings = Settings.from_env({"PORT": str(free_ports()), "VAR_DIR": str(folder), "DEMO": "no"})
    model = training.ensure_model(ROOT, settings.var_dir / "log" / "train.log")
    upgrade(settings.database_url)
    table = [
        replace(one, command=(one.command[0], "-m", "tests.e2e.near_by", *one.command[1:]))
        if one.name in ASKING
        else one
        for one in processes.table(settings, model, ROOT)
    ]
    hosts = ",".join(server.netloc for server in neighbours.values())
    near = {near_by.HOSTS: hosts, near_by.SHIPROCKET: neighbours["shiprocket"].url, "PYTHONPATH": str(ROOT)}
    unset = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "TWILIO_API_URL"), "")
    return settings, table, {**processes.shared_environment(settings), **unset, **near, "DEMO": "no"}


@pytest.fixture
def hour(tmp_path: Path, browser: Browser) -> Iterator[Hour]:
    woo = Woo(BUYER)
    with ExitStack() as stack:
        answers: dict[str, Answer] = {"woo": woo, "shopify": Shopify(), "shiprocket": shiprocket}
        near = {name: stack.enter_context(serving(answer)) for name, answer in answers.items()}
        settings, table, environment = _empty(tmp_path, near)
        engine = open_engine(settings.database_url)
        stack.callback(engine.dispose)
        supervisor = stack.enter_context(Supervisor(settings.var_dir, ROOT, table, environment))
        ready.wait(supervisor, lambda _line: None, timeout=240)
        system = System(settings, supervisor, sessions(engine))
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-IN")
        stack.callback(context.close)
        page, phone = context.new_page(), context.new_page()
        for one in (page, phone):
            one.set_default_timeout(30_000)
        phone.set_viewport_size({"width": 420, "height": 760})
        code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", say_first_code(settings))
        assert code
        yield Hour(system, page, phone, woo, near["woo"].url, near["shopify"].netloc, code[0])
