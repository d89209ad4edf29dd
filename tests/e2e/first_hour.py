"""What stands around the browser in an owner's first hour: our web application, a shop system, and who writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from twilio.request_validator import RequestValidator
from werkzeug import Request, Response
from werkzeug.datastructures import MultiDict

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.ports.accounts import AccountFound, SenderFound
from tests.apps import app_of
from tests.cast import ASHA, SHOP_WHATSAPP
from tests.commands.stand_in import Shop, near
from tests.driver import rows, whatsapp_form
from tests.fakes import TOKEN
from tests.http_server import Server, serving
from tests.services.shelf import run


class FirstShop(Shop):
    """A shop system with one order, whose parcel is on its way."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[dict[str, Any]] = []

    def __call__(self, asked: Request) -> Response:
        if asked.path.endswith("/orders.json"):
            return Response(json.dumps({"orders": self.orders}).encode())
        return super().__call__(asked)


class Account:
    """An account at Twilio with one number."""

    def look(self) -> AccountFound:
        return AccountFound("Mira", "active", (SenderFound("whatsapp", SHOP_WHATSAPP, "online", "HIGH", "1K"),))


@dataclass
class Hour:
    """What stands around the browser: our web application, a shop system, and who writes."""

    bot: Bot
    page: Page
    url: str
    shop: FirstShop
    system: Server

    def write(self, text: str) -> None:
        """A customer's message, signed by Twilio."""
        form = whatsapp_form(text, ASHA)
        url = f"{self.url}/twilio/messages"
        headers = {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(url, MultiDict(form))}
        assert app_of(self.bot).test_client().post("/twilio/messages", data=form, headers=headers).status_code == 200

    def apply(self) -> None:
        """What workers would do with what came."""
        for event in rows(self.bot, RawEvent):
            tasks.apply_event(self.bot, event.id)
        run(self.bot)

    def go(self, step: str) -> None:
        """To a step of the way."""
        self.page.goto(f"{self.url}/console/start/{step}")


@pytest.fixture
def hour(bot: Bot, browser: Browser) -> Iterator[Hour]:
    shop = FirstShop()
    with serving(shop) as system, serving(lambda _: Response(status=404)) as door:
        ours = near(bot, system)
        ours = replace(ours, account=Account(), settings=bot.settings.model_copy(update={"public_url": door.url}))
        assert door.server is not None
        door.server.app = app_of(ours)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-IN")
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield Hour(ours, page, door.url, shop, system)
        context.close()
