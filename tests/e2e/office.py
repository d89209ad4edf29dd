"""The demo's shop and an empty one beside it behind one web application, without Rasa: for pages that ask nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session
from werkzeug import Response

from bot.bootstrap import Bot, build
from bot.config import Settings
from bot.db.engine import sessions
from bot.demo.seed import seed
from bot.domain.access import StaffRole
from bot.locales.guess import LanguageGuesser
from bot.services.shop import settings as shop_settings
from bot.services.staff import accounts, passwords
from tests.api.people import PASSWORD
from tests.apps import app_of
from tests.engines import engine_at, file_as_new
from tests.fakes import FakeDialogue, FakeMessenger
from tests.http_server import serving

NEHA, TIMEOUT = "neha@example.in", 60_000
WORDS = {"en": ["where is my order"] * 3, "hi-Latn": ["mera order kahan hai"] * 3}
# A line that is open, and on which nothing is heard.
LINE = """window.EventSource = class extends EventTarget {
    constructor() { super(); setTimeout(() => this.onopen?.(new Event("open"))); }
    close() {}
}"""
# What a browser says of an answer that a test has the server refuse with.
REFUSED = re.compile(r"status of (400|401|403|404|409|422|500|503)|ERR_INTERNET_DISCONNECTED|ERR_FAILED")


@dataclass(frozen=True, slots=True)
class Office:
    """The application, where it answers, and a browser."""

    bot: Bot
    url: str
    browser: Browser

    @contextmanager
    def page(self, who: str = "Owner", width: int = 1280) -> Iterator[Page]:
        """The console of one of the demo's people, or of the empty shop's owner; then it has complained of nothing."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, locale="en-IN", reduced_motion="reduce", has_touch=width < 760
        )
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.add_init_script(LINE)
        page.goto(f"{self.url}/console")
        log_in(page, who)
        yield page
        context.close()
        heard = [text for text in complaints if not REFUSED.search(text)]
        assert heard == [], heard


def log_in(page: Page, who: str) -> None:
    """Through the demo's doors, or by a password."""
    if who == NEHA:
        page.get_by_label("E-mail address").fill(NEHA)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in", exact=True).click()
    else:
        page.get_by_role("button", name=who, exact=True).click()
    page.locator(".desk").wait_for()


@pytest.fixture(scope="module")
def office(served: tuple[Bot, str], browser: Browser) -> Office:
    return Office(*served, browser)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[tuple[Bot, str]]:
    """The application and where it answers, one for all files: none leaves anything that another would stumble over."""
    folder = tmp_path_factory.mktemp("office")
    with file_as_new(migrated_sqlite, folder / "office.db") as database, serving(lambda _: Response()) as door:
        settings = Settings.from_env(
            {"DATABASE_URL": database, "VAR_DIR": str(folder / "var"), "REDIS_URL": "redis://127.0.0.1:1/0"}
        ).model_copy(update={"public_url": door.url})
        seed(settings)
        opened = sessions(engine_at(database))
        guesser = LanguageGuesser(WORDS)
        bot = build(settings, database=opened, messenger=FakeMessenger(), dialogue=FakeDialogue(), guesser=guesser)
        with opened.writing.begin() as db:
            open_empty(db, bot)
        assert door.server is not None
        door.server.app = app_of(bot)
        yield bot, door.url


def open_empty(db: Session, bot: Bot) -> None:
    """A shop of which nothing is known, and its owner."""
    shop = shop_settings.open_shop(db, "bare", "Neha's Looms")
    owner = accounts.add_member(db, shop.id, NEHA, "Neha", StaffRole.OWNER, bot.now())
    member = accounts.find_member(db, shop.id, owner or 0)
    assert member is not None
    accounts.choose_password(db, member, passwords.make_hash(PASSWORD))


def go(page: Page, address: str) -> None:
    """To a page of the console from within, without loading it anew; returns when what it shows is there."""
    page.evaluate("to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address)
    page.wait_for_function("() => !document.querySelector('[aria-busy=true], .rules-wait')")
