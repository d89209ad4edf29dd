"""A shop beside the demo's, with every connection: what it hears over real HTTP, and what becomes of it.

One web server, one database, one Rasa (the one of tests/dialogue) for all tests of this folder. Bells are heard at once
and the worker's tasks run for them in the test's own thread; only Twilio is a fake. Each test writes as new customers.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests
from click.testing import CliRunner, Result
from sqlalchemy import select
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from bot.bootstrap import Bot, build
from bot.commands.imports import import_orders
from bot.db.base import Base, table_of
from bot.db.connections import Connection, RawEvent
from bot.db.conversations import Conversation, InboundMessage
from bot.db.notices import Notice
from bot.db.orders import Order
from bot.db.people import Identity
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.approvals import APPROVED
from bot.ports import Letter
from bot.services.people.consent import read_standing
from bot.services.shop import api_keys
from bot.services.shop import settings as shop_settings
from bot.services.templates import choosing, rows
from bot.tasks import APPLY, NOTIFY, QUEUES, all_tasks, by_clock
from tests.apps import app_of
from tests.dialogue.conversing import Clock
from tests.driver import whatsapp_form
from tests.fakes import FakeMessenger
from tests.lives.stage import HeardBells
from tests.patience import PATIENCE
from tests.senders import ACCOUNTS, DOORS, connect, signed
from tests.servers import Dialogue

SLUG, WHATSAPP, SMS = "cases", "+917900000077", "+917900000078"
ASLEEP = "redis://127.0.0.1:1/0"
Row = TypeVar("Row", bound=Base)
_numbers = itertools.count(450_001)


@dataclasses.dataclass(frozen=True)
class Shop:
    """The shop and everything around it; `clock` is the worker's, to be put forward."""

    bot: Bot
    bells: HeardBells
    clock: Clock
    twilio: FakeMessenger
    merchant_id: int
    connections: dict[str, Connection]
    key: str

    def new_number(self) -> str:
        """Six digits that no other test has."""
        return str(next(_numbers))

    def hear(self, kind: str, body: dict[str, Any], topic: str = "") -> None:
        """Take a rightly signed webhook of a shop system or a carrier, and do what workers do."""
        raw = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | signed(kind, raw, topic)
        answer = self._post(f"/hooks/{DOORS[kind]}/{self.connections[kind].token}", raw, headers)
        assert answer.status_code == 200, answer.text
        self.work()

    def told_by_api(self, event: dict[str, Any]) -> requests.Response:
        """POST one event of the shop's own system, and do what workers do."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        headers["Idempotency-Key"] = f"case-{next(_numbers)}"
        answer = self._post("/api/v1/events", json.dumps(event).encode(), headers)
        self.work()
        return answer

    def import_sheet(self, path: Path, *words: str) -> Result:
        """Run `dastak import` of a sheet, and do what workers do."""
        settings = self.bot.settings
        environment = {"DATABASE_URL": settings.database_url, "VAR_DIR": str(settings.var_dir), "REDIS_URL": ASLEEP}
        result = CliRunner().invoke(import_orders, [str(path), "--shop", SLUG, *words], env=environment)
        for event in self.rows(RawEvent, RawEvent.state == "waiting"):
            self.bells.ring(APPLY, event.id)
        self.work()
        return result

    def writes(self, sender: str, text: str, **more: str) -> list[str]:
        """Let a customer write on WhatsApp, signed by Twilio; returns the texts of the answers."""
        before = len(self.letters(sender))
        form = whatsapp_form(text, sender, To=f"whatsapp:{WHATSAPP}", **more)
        form["AccountSid"] = self.bot.settings.twilio_account_sid
        address = f"{self.bot.settings.public_url}/twilio/messages"
        signature = RequestValidator(self.bot.settings.twilio_auth_token).compute_signature(address, form)
        answer = requests.post(address, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        self.work()
        for waiting in self.rows(InboundMessage, InboundMessage.state == "waiting"):
            assert waiting.not_before, f"the turn failed at {text!r}; see the logs of rasa and actions"
            self.clock.wait_until(waiting.not_before + timedelta(milliseconds=1))
            self.work()
        return [letter.text for letter in self.letters(sender)[before:]]

    def wait(self, seconds: float) -> None:
        """Let time go by: bells that are due then, notices, and what waited for its hour."""
        self.clock.waited += timedelta(seconds=seconds)
        for notice in self.rows(Notice, Notice.state == "planned", Notice.due_at <= self.clock()):
            self.bells.ring(NOTIFY, notice.id)
        by_clock.release_held(self.bot)
        self.work()

    def work(self) -> None:
        """Do what workers would, until nothing is due."""
        tasks = all_tasks(self.bot)
        while bells := self.bells.answer():
            for task, row_id in bells:
                tasks[task].run(row_id)

    def letters(self, phone: str) -> list[Letter]:
        """What Twilio was given for a phone, oldest first."""
        return [letter for letter in self.twilio.letters if letter.receiver == phone]

    def told(self, phone: str) -> str:
        """Everything that a phone got, in one text."""
        return "\n".join(letter.text for letter in self.letters(phone))

    def rows(self, table: type[Row], *which: Any) -> list[Row]:
        """The shop's rows of a table, oldest first."""
        columns = table_of(table).c
        query = select(table).where(columns.merchant_id == self.merchant_id, *which).order_by(columns.id)
        with self.bot.database.reading.begin() as db:
            return list(db.scalars(query))

    def read(self, ask: Callable[[Any], Any]) -> Any:
        """What a function of a database session returns."""
        with self.bot.database.reading.begin() as db:
            return ask(db)

    def order(self, number: str) -> Order:
        """The shop's order of this number, with its parcels."""
        found = self.rows(Order, Order.number == number)
        assert len(found) == 1, f"{len(found)} orders {number}"
        return found[0]

    def phones_of(self, number: str) -> set[str]:
        """The phone numbers by which the buyer of an order is known."""
        mine = self.rows(Identity, Identity.customer_id == self.order(number).customer_id, Identity.kind == "phone")
        return {identity.value for identity in mine}

    def withdrawn(self, phone: str) -> set[str]:
        """The purposes that a phone gets no messages of any more."""
        [talk] = self.rows(Conversation, Conversation.address == phone)
        return set(self.read(lambda db: read_standing(db, talk.customer_id, "whatsapp").withdrawn))

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        return requests.post(f"{self.bot.settings.public_url}{path}", data=body, headers=headers, timeout=PATIENCE)


@pytest.fixture(scope="session")
def opened_shop(rasa_server: Dialogue) -> Iterator[Shop]:
    """The shop with its web server, where its settings say that it is."""
    clock, twilio, settings = Clock(), FakeMessenger(), rasa_server.settings
    bells = HeardBells(clock)
    bells.know(QUEUES)
    bot = dataclasses.replace(build(settings, messenger=twilio, now=clock), bells=bells)
    with bot.database.writing.begin() as db:
        merchant_id = _furnish(db, bot)
        key = api_keys.add(db, merchant_id, "cases", "c" * 40, clock())[1]
    connections = {kind: connect(bot, merchant_id, kind) for kind in ACCOUNTS}
    server = make_server("127.0.0.1", settings.port, app_of(bot), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Shop(bot, bells, clock, twilio, merchant_id, connections, key)
    server.shutdown()
    thread.join()
    server.server_close()
    bot.database.engine.dispose()


@pytest.fixture
def shop(opened_shop: Shop) -> Shop:
    """The shop, at the machine's own time: what an earlier test waited is over."""
    opened_shop.clock.waited = timedelta()
    opened_shop.bells.rung.clear()
    return opened_shop


def _furnish(db: Any, bot: Bot) -> int:
    """Open the shop at all hours, with every template approved: most customers have not written to it."""
    merchant: Merchant = shop_settings.open_shop(db, SLUG, "Rangoli Cases")
    merchant.whatsapp_from, merchant.sms_from = WHATSAPP, SMS
    merchant.courtesy_until, merchant.marketing_until = merchant.courtesy_from, merchant.marketing_from
    merchant.site_url = "https://rangolihandlooms.example"
    settings, now = bot.settings, bot.now()
    wanted = choosing.list_wanted(db, merchant)
    rows.plan(db, merchant, settings.twilio_account_sid, wanted, settings.public_url, now)
    for row in db.scalars(select(Template).where(Template.merchant_id == merchant.id)):
        row.status, row.sid, row.checked_at = APPROVED, f"HX{row.id:032x}", now
    return merchant.id
