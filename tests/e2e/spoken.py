"""The console in each of its languages, as whoever is logged in chose it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

LANGUAGES = ("en", "hi", "gu", "bn")
CHOOSE = """async (locale) => {
    const session = await (await fetch("/api/v1/session")).json();
    const headers = {"X-CSRF-Token": session.csrf, "Content-Type": "application/json"};
    await fetch("/api/v1/session", {method: "PATCH", headers, body: JSON.stringify({locale})});
}"""


@contextmanager
def speaking(page: Page, locale: str) -> Iterator[None]:
    """The page that is open, in a language; afterwards whoever looks speaks English again."""
    page.evaluate(CHOOSE, locale)
    page.reload()
    page.wait_for_function("locale => document.documentElement.lang === locale", arg=locale)
    yield
    page.evaluate(CHOOSE, "en")
