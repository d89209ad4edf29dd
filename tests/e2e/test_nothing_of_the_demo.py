"""A merchant without demo data never sees the demo's: on no page of the console, from no address of the API."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.people import Customer
from bot.db.shop import Merchant, Offer, Product
from bot.db.staff import StaffMember
from bot.demo.shop import SLUG
from tests.apps import app_of
from tests.e2e.office import NEHA, Office, go, office
from tests.e2e.phone import browser
from tests.e2e.test_settings_reach import addresses

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
ELSEWHERE = ("inbox/all", "customers", "broadcasts", "segments", "segments/new", "texts", "newsletters", "reports")
ASK = "async (path) => (await fetch(path)).text()"


def words_of_the_demo(bot: Bot) -> set[str]:
    """What the demo's shop calls its own: people, goods, codes, addresses."""
    with bot.database.reading.begin() as db:
        shop = db.scalars(select(Merchant).where(Merchant.slug == SLUG)).one()
        columns = (Customer.name, Product.title, Product.sku, Offer.code, StaffMember.name, StaffMember.email)
        found = {
            word
            for column in columns
            for word in db.scalars(select(column).where(column.class_.merchant_id == shop.id))
            if word and len(word) > 3
        }
    return {word.lower() for word in found} | {"rangoli"}


def list_gets(app: Flask) -> list[str]:
    """Every address of the API that is got without naming anything."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments)
    return sorted(rule.rule for rule in rules if rule.rule.startswith("/api/v1/"))


def told(text: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word in text.lower()]


def test_who_has_no_demo_sees_nothing_of_it(office: Office) -> None:
    words = words_of_the_demo(office.bot)
    assert {"asha patel", "bandhani silk saree"} <= words
    with office.page(NEHA) as page:
        for address in (*addresses(), *ELSEWHERE):
            go(page, f"/console/{address}")
            typed = page.locator("input, textarea").evaluate_all("all => all.map((one) => one.value + one.placeholder)")
            seen = page.locator("body").inner_text() + " ".join(typed)
            assert told(seen, words) == [], address
        for address in list_gets(app_of(office.bot)):
            if address not in ("/api/v1/openapi.json", "/api/v1/docs"):
                assert told(page.evaluate(ASK, address), words) == [], address
