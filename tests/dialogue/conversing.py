"""Whole conversations through the worker's own turn, real Rasa and real actions: write as a customer, read the answer.

    def test_a_no_keeps_the_order(counter: Counter) -> None:
        kiran = counter.customer("gu-Latn")
        number = kiran.buys()
        assert kiran.writes(f"{number} cancel karo") == ["cancel.confirm"]
        assert kiran.taps("button.cancel_no") == ["cancel.kept"]
        assert kiran.stage(number) == "confirmed"

`counter` is one Rasa, one action server and one seeded demo shop for the session. Every customer is a new person with a
number, a conversation and orders of their own, so that no test disturbs another; a customer costs a few milliseconds, a
turn some tens. A turn goes the worker's way (`bot.tasks.answer`): the language of the answer, the notice told before,
stop words, titles and numbers typed for a button, taps that need no model. Only Twilio is a fake.

A test that uses it is marked `pytest.mark.dialogue` and has a timeout that bears the start of Rasa (400 s); it imports
`counter` from here. Many messages belong into one test, which lists every one that failed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Select, func, select

from bot import tasks
from bot.bootstrap import Bot, build
from bot.clock import tell_utc
from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.db.requests import Request
from bot.db.shop import Merchant
from bot.demo.shop import SLUG
from bot.domain.channels import Channel
from bot.domain.conversations import InboundState, Owner
from bot.domain.requests import RequestState
from bot.ports import Received
from bot.services.chat.inbox import take_in
from bot.services.orders.finding import find_order
from bot.services.people.consent import read_standing
from tests.dialogue.answers import Answer, Noted, name_choices
from tests.dialogue.purchases import Bought, add_order, tell_notice
from tests.fakes import FakeMessenger
from tests.servers import Dialogue

# The cases of tests/cases are in the same database, with sids from 1.
_FIRST_SID = 1 << 100
_phones, _messages = itertools.count(9_811_000_001), itertools.count(_FIRST_SID)
# One for all: each module that imports `counter` has a counter of its own, and no two messages may have one sid.
_phone_network = FakeMessenger(_FIRST_SID)
_TROUBLE = frozenset({"trouble.sorry", "holding.line"})


class Clock:
    """The worker's clock: the real one, later by what was waited. The action server has the real one."""

    def __init__(self) -> None:
        self.waited = timedelta()

    def __call__(self) -> datetime:
        return tell_utc() + self.waited

    def wait_until(self, moment: datetime) -> None:
        self.waited += max(moment - self(), timedelta())


@dataclass(frozen=True, slots=True)
class Counter:
    """The shop at which customers write."""

    bot: Bot
    clock: Clock
    merchant_id: int
    whatsapp: str

    def customer(self, locale: str = "en", *, likes_news: bool = True) -> Buyer:
        """A new customer of the shop who is answered in this locale; with or without consent to offers."""
        phone = f"+91{next(_phones)}"
        now = self.clock()
        with self.bot.database.writing.begin() as db:
            person = Customer(merchant_id=self.merchant_id, name="Charu Mehta", locale=locale, created_at=now)
            person.identities = [Identity(merchant_id=self.merchant_id, kind="phone", value=phone)]
            db.add(person)
            db.flush()
            if likes_news:
                agreed = {"purpose": "marketing", "granted": True, "source": "checkout", "words": "yes", "at": now}
                db.add(Consent(merchant_id=self.merchant_id, customer_id=person.id, channel=Channel.WHATSAPP, **agreed))
            return Buyer(self, phone, locale, person.id)


@dataclass
class Buyer:
    """A customer on WhatsApp. `answers` are those of the last turn, `intent` and `confidence` how it was read."""

    counter: Counter
    phone: str
    locale: str  # at first
    customer_id: int
    answers: list[Answer] = field(default_factory=list)
    intent: str = ""
    confidence: float = 0.0

    def buys(self, bought: Bought = Bought.PAID, *skus: str) -> str:
        """Let them have bought something two days ago; returns the order's number, four digits."""
        with self.counter.bot.database.writing.begin() as db:
            return add_order(db, self.counter.merchant_id, self.customer_id, bought, skus, self.counter.clock())

    def hears(self, rule: str, number: str) -> None:
        """Send them the notice of a rule (rules.toml: "cod_ask", "delivered") about an order, at any hour."""
        with self.counter.bot.database.writing.begin() as db:
            tell_notice(db, self.counter.merchant_id, self.customer_id, rule, number, self.counter.clock())

    def writes(self, *texts: str) -> list[str]:
        """Write messages, in one burst where there are several; returns the keys of the answers."""
        return self._receive([self._received(text) for text in texts])

    def taps(self, button: str) -> list[str]:
        """Tap a button of what the shop said last by its key, a row of a list by what it contains ("1045")."""
        with self.counter.bot.database.reading.begin() as db:
            last = db.scalars(self._all_said().order_by(OutgoingMessage.id.desc()).limit(1)).one()
            choices = dict(zip(name_choices(last), last.choices, strict=True))
            tapped = choices.get(button) or next((each for name, each in choices.items() if button in name), None)
            assert tapped, f"no {button} among {list(choices)} below {last.key}"
            title, token = tapped.title, tapped.token
        return self._receive([self._received(title, choice=token)])

    @property
    def said(self) -> str:
        """Everything the shop said in the last turn."""
        return "\n".join(answer.text for answer in self.answers)

    @property
    def buttons(self) -> list[str]:
        """The keys of the buttons, and the titles of the rows, of the last turn."""
        return [name for answer in self.answers for name in answer.buttons]

    def stage(self, number: str) -> str:
        """Where one of their orders is."""
        with self.counter.bot.database.reading.begin() as db:
            found = find_order(db, self.counter.merchant_id, number, self.counter.clock())
            assert found is not None, number
            return found.stage

    def requests(self) -> list[Noted]:
        """What the team has open for them, oldest first."""
        open_ones = select(Request).where(Request.customer_id == self.customer_id, Request.state == RequestState.OPEN)
        with self.counter.bot.database.reading.begin() as db:
            return [
                Noted(row.kind, row.order.number if row.order else "", row.detail)
                for row in db.scalars(open_ones.order_by(Request.id))
            ]

    def withdrawn(self) -> set[str]:
        """The purposes that they get no messages of any more."""
        with self.counter.bot.database.reading.begin() as db:
            return set(read_standing(db, self.customer_id, Channel.WHATSAPP).withdrawn)

    def agreed(self) -> set[str]:
        """The purposes that they have agreed to in words."""
        with self.counter.bot.database.reading.begin() as db:
            return set(read_standing(db, self.customer_id, Channel.WHATSAPP).granted)

    def person_called(self) -> bool:
        """Whether a person of the shop is wanted in their conversation, or has it."""
        with self.counter.bot.database.reading.begin() as db:
            row = db.scalars(select(Conversation).where(Conversation.customer_id == self.customer_id)).one()
            return row.needs_person_since is not None or row.owner != Owner.ASSISTANT

    def _received(self, text: str, choice: str | None = None) -> Received:
        return Received(
            provider="twilio",
            sid=f"SM{next(_messages):032x}",
            channel=Channel.WHATSAPP,
            sender=self.phone,
            receiver=self.counter.whatsapp,
            user_id=None,
            profile_name="Charu",
            kind="button" if choice else "text",
            text=text,
            choice=choice,
            quoted_sid=None,
            media=(),
            opt_out=None,
            raw={},
        )

    def _all_said(self) -> Select[OutgoingMessage]:
        """What the shop has said to them, notices and all."""
        theirs = select(Conversation.id).where(Conversation.customer_id == self.customer_id)
        return select(OutgoingMessage).where(OutgoingMessage.conversation_id.in_(theirs))

    def _receive(self, messages: list[Received]) -> list[str]:
        """Take messages in and answer them; a failed turn fails the test."""
        bot, clock = self.counter.bot, self.counter.clock
        with bot.database.writing.begin() as db:
            last = db.scalar(select(func.max(OutgoingMessage.id))) or 0
            for message in messages:
                conversation_id = take_in(db, message, clock())
        assert conversation_id is not None
        sids = [message.sid for message in messages]
        while (waiting := self._waiting(sids)) is not None:
            assert waiting.attempts < 1, f"the turn failed at {waiting.text!r}; see the logs of rasa and actions"
            if waiting.not_before:
                clock.wait_until(waiting.not_before)
            tasks.answer(bot, conversation_id)
        with bot.database.reading.begin() as db:
            new = db.scalars(self._all_said().where(OutgoingMessage.id > last).order_by(OutgoingMessage.id))
            self.answers = [Answer(row.key or "", row.text, tuple(name_choices(row))) for row in new]
            read = db.scalars(_written(sids).order_by(InboundMessage.id.desc()).limit(1)).one()
            self.intent, self.confidence = read.intent or "", read.confidence or 0.0
        keys = [answer.key for answer in self.answers]
        assert not _TROUBLE.intersection(keys), f"{keys} to {[message.text for message in messages]}"
        return keys

    def _waiting(self, sids: list[str]) -> InboundMessage | None:
        waiting = _written(sids).where(InboundMessage.state == InboundState.WAITING).order_by(InboundMessage.id)
        with self.counter.bot.database.reading() as db:
            return db.scalars(waiting.limit(1)).first()


def _written(sids: list[str]) -> Select[InboundMessage]:
    return select(InboundMessage).where(InboundMessage.provider_sid.in_(sids))


@pytest.fixture(scope="session")
def counter(rasa_server: Dialogue) -> Iterator[Counter]:
    """The demo shop's counter: see the module's docstring."""
    clock, settings = Clock(), rasa_server.settings
    bot = build(settings, messenger=_phone_network, now=clock)
    bot.bells.know(tasks.QUEUES)
    with bot.database.reading.begin() as db:
        merchant = db.scalars(select(Merchant).where(Merchant.slug == SLUG)).one()
        shop_id, whatsapp = merchant.id, merchant.whatsapp_from or ""
    yield Counter(bot, clock, shop_id, whatsapp)
    bot.database.engine.dispose()
