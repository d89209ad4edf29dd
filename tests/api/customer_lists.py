"""Customers of a shop, and the list of them as the API gives it, all pages of it."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.people import Customer, Identity
from bot.services.search.indexing import add_names
from tests.api.people import Browser


def add(bot: Bot, shop: int, name: str, *known_by: tuple[str, str], **more: Any) -> int:
    """One more customer, known by these (kind, value); the id."""
    with bot.database.writing.begin() as db:
        person = Customer(merchant_id=shop, name=name, created_at=bot.now(), **more)
        person.identities = [Identity(merchant_id=shop, kind=kind, value=value) for kind, value in known_by]
        db.add(person)
        db.flush()
        add_names(db)
        return person.id


def listed(browser: Browser, asked: str = "") -> list[dict[str, Any]]:
    """What the API lists, all pages of it."""
    found, before = list[dict[str, Any]](), ""
    while True:
        answer = browser.call("GET", f"/customers?{asked}{before}")
        assert answer.status_code == 200, answer.get_json()
        page = answer.get_json()
        found += page["customers"]
        if page["next"] is None:
            return found
        before = f"&before={page['next']}"


def names(browser: Browser, asked: str = "") -> list[str]:
    """Whom the API lists."""
    return [one["name"] for one in listed(browser, asked)]
