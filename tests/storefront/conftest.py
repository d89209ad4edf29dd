"""The demo shop on the test's clock, with a tracking page for each order, and a browser's way to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.config import Settings
from bot.db.engine import open_engine, sessions
from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.demo.shop import SLUG
from bot.services.storefront import tracking
from tests.apps import app_of
from tests.seeded import seed_into

BROWSER = "Mozilla/5.0 (Linux; Android 10; Redmi 8A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@dataclass(frozen=True, slots=True)
class Front:
    """The shop's front as somebody with a phone meets it; `tokens` of the pages by order number."""

    bot: Bot
    client: FlaskClient
    shop: int
    orders: dict[str, int]
    tokens: dict[str, str]

    def page(self, number: str, query: str = "") -> str:
        """The text of an order's page."""
        answer = self.get(f"/t/{self.tokens[number]}{query}")
        assert answer.status_code == 200
        return answer.text

    def get(self, path: str, **headers: str) -> TestResponse:
        """A GET as a cheap phone sends it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers={"User-Agent": BROWSER} | named)

    def that_cannot_write(self) -> Front:
        """The same front, its database open for reading alone."""
        nowhere = sessions(open_engine("sqlite:////nowhere/at/all.db")).writing
        bot = replace(self.bot, database=replace(self.bot.database, writing=nowhere))
        return replace(self, bot=bot, client=app_of(bot).test_client())

    def change(self, **values: object) -> None:
        """Change fields of the merchant."""
        with self.bot.database.writing.begin() as db:
            merchant = db.get_one(Merchant, self.shop)
            for name, value in values.items():
                setattr(merchant, name, value)


@pytest.fixture
def front(bot: Bot) -> Front:
    """The seeded shop."""
    with bot.database.writing.begin() as db:
        seed_into(db, bot.now())
        shop = db.scalars(select(Merchant.id).where(Merchant.slug == SLUG)).one()
        orders = {number: order_id for order_id, number in db.execute(select(Order.id, Order.number)).all()}
        tokens = {number: f"token-of-order-{number}" for number in orders}
        for number, token in tokens.items():
            tracking.open_for(db, shop, orders[number], token, bot.now())
    return Front(bot, app_of(bot).test_client(), shop, orders, tokens)


@pytest.fixture
def home(front: Front, tmp_path: Path) -> Front:
    """The same shop as `make run` has it: with the simulator for Twilio."""
    settings = Settings.from_env({"VAR_DIR": str(tmp_path), "PORT": "8000"})
    bot = replace(front.bot, settings=settings)
    return replace(front, bot=bot, client=app_of(bot).test_client())


# NOIMPORT
