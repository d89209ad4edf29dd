"""The console in a real browser: one log-in a person, pages that complain of nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, ViewportSize, expect

from bot.running import family
from tests.e2e.conftest import System

TIMEOUT = 60_000  # ms
expect.set_options(timeout=TIMEOUT)
# What a browser says of a page when all is well: nobody is logged in yet; a busy database is asked once more.
NOBODY, BUSY = "401", "status of 503"


@contextmanager
def console_of(browser: Browser, url: str, who: str, width: int = 1280, expected: str = NOBODY) -> Iterator[Page]:
    """The console of one of the demo shop's people, by the one click; afterwards the page has complained of nothing.

    `expected`: what else the browser says when all is well.
    """
    size: ViewportSize = {"width": width, "height": 800}
    context: BrowserContext = browser.new_context(viewport=size, locale="en-IN", has_touch=width < 760)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(_told(said)) if said.type == "error" else None)
    page.goto(f"{url}/console")
    page.get_by_role("button", name=who, exact=True).click()
    page.locator(".desk").wait_for()
    yield page
    context.close()
    heard = [text for text in complaints if not any(one in text for one in (NOBODY, BUSY, expected))]
    assert heard == [], heard


def _told(said: ConsoleMessage) -> str:
    """What a browser said, with the address that it said it of."""
    return f"{said.text} {said.location['url']}"


@contextmanager
def paused(system: System, name: str) -> Iterator[None]:
    """A process of the system holds still."""
    found = family.members(str(system.settings.var_dir), name)
    assert found, f"no {name} runs"
    for process in found:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in found:
            process.send_signal(signal.SIGCONT)


def refuse_changes(route: Route) -> None:
    """Refuse what would be kept, and let what is read through."""
    if route.request.method == "PATCH":
        problem = {"title": "Not now", "status": 422, "detail": "Not now"}
        route.fulfill(status=422, content_type="application/problem+json", json=problem)
    else:
        route.continue_()
