"""Opens the shop for one action: the customer's conversation in one transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import ClassVar
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.dialogue.failing import ShopShut, UnknownSender, log_failure
from actions.dialogue.own_numbers import naming_own
from actions.dialogue.own_orders import OwnOrders
from actions.dialogue.reading_first import Reading, find_reading_by_words, find_readings, may_write
from actions.dialogue.repetition import vary
from actions.dialogue.saying import Button, Saying, say, with_figures
from actions.dialogue.slots import Events
from actions.dialogue.turn import Turn, read_turn
from bot.clock import read_clock
from bot.config import Settings
from bot.db.engine import Database, DatabaseError, Session, open_engine, sessions
from bot.domain.field_values import Value
from bot.domain.locale import DEFAULT
from bot.domain.names import address
from bot.ports import PROBE, TRIAL
from bot.services.chat.shell import open_shell_conversation
from bot.services.chat.trials import find_trial_shop
from bot.services.orders.views import OrderView
from bot.services.people.conversations import find_by_public_id

SHELL = "cmdline"  # Rasa's name for `rasa shell`


@dataclass(frozen=True)
class Visit:
    """A customer's turn with the shop's doors open. `said` collects what is answered, in order.

    `db` is the session of the turn's transaction; only services know what to do with it.
    """

    db: Session
    now: datetime
    turn: Turn
    conversation_id: int
    merchant_id: int
    customer_id: int
    shop: str
    site_url: str
    zone: str
    currency: str
    called: Value | None  # the customer by name; None where no name is sure
    locale: str
    own: OwnOrders
    return_days: int
    cod_limit: int
    upi_at_door: bool | None
    writing: bool  # whether the turn's transaction writes
    figures: Mapping[str, int]  # of the shop, which any sentence may name: days of a refund, hours of an answer
    topic: str = ""  # of the shop's answers, where the action looked one up
    said: list[Saying] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Today in the shop's zone."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def orders(self) -> Sequence[OrderView]:
        """The newest of `own`; whatever changes one of them within the turn calls `orders_changed`."""
        return self.own.orders

    def orders_changed(self) -> None:
        """Have the orders read anew when they are asked for next."""
        self.own.forget()

    def say(self, key: str, buttons: Sequence[Button] = (), /, **values: Value) -> None:
        """Answer with a sentence; every sentence may name the shop."""
        self.said.append(Saying(key, {"shop": self.shop, **values}, tuple(buttons)))

    def say_list(self, key: str, rows: Sequence[Button], /, **values: Value) -> None:
        """Answer with a sentence and a list to choose from."""
        self.said.append(Saying(key, {"shop": self.shop, **values}, tuple(rows), as_list=True))

    def show(self, key: str, picture: str, /, **values: Value) -> None:
        """Answer with a picture, by its address, and a sentence below it."""
        self.said.append(Saying(key, {"shop": self.shop, **values}, picture=picture))


class ShopAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk ships no types
    """An action that answers from the shop's data. A slip of ours is apologised for and logged."""

    # Reading never waits for a writer; whatever changes a row says so.
    writes: ClassVar[bool] = False

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Answer the turn; raises ShopShut when the database failed."""
        turn = read_turn(tracker)
        try:
            said, events = self._in_the_shop(turn)
        except DatabaseError as error:
            if turn.channel != TRIAL:  # whose conversation is none: what acts on it has nothing to act on
                log_failure(self.name(), error)
                raise ShopShut(type(error).__name__) from None
            said, events = [Saying("trouble.sorry")], self.after_failure(turn)
        except Exception as error:
            log_failure(self.name(), error)
            said, events = [Saying("trouble.sorry")], self.after_failure(turn)
        for one in said:
            say(dispatcher, one)
        return events

    @abstractmethod
    def answer(self, visit: Visit) -> Events:
        """Say what there is to say through `visit` and return Rasa's events."""

    def topic(self, turn: Turn) -> str:
        """The topic this message is about, looked up before the shop opens: a search holds no transaction up."""
        return ""

    def after_failure(self, turn: Turn) -> Events:
        """Events that leave the dialogue in a sound state when `answer` failed."""
        return []

    def reading_by_words(self, turn: Turn) -> Reading | None:
        """What reads this message by its words before the action answers it; None when nothing does."""
        return find_reading_by_words(turn)

    def _in_the_shop(self, turn: Turn) -> tuple[list[Saying], Events]:
        if turn.channel == PROBE:
            database().check()
            return [Saying("holding.moment")], []
        readings = [*find_readings(turn), *filter(None, (self.reading_by_words(turn),))]
        writing = self.writes or may_write(readings)
        with opened(turn, writing=writing, topic=self.topic(turn)) as visit:
            read = (reading(visit) for reading in readings)
            found = next((events for events in read if events is not None), None)
            events = self.answer(visit) if found is None else self.after_reading(visit, found)
        said = [with_figures(one, visit.figures) for one in visit.said]
        # A tap asks for just this once more; within a form the question must stay the last thing said.
        return said if turn.is_button else vary(said, turn.said_lately), events

    def after_reading(self, visit: Visit, events: Events) -> Events:
        """Rasa's events once a reading has answered the message with these."""
        return events


@contextmanager
def opened(turn: Turn, *, writing: bool, topic: str = "") -> Iterator[Visit]:
    """The shop as the sender of this turn sees it, in one transaction.

    Raises:
        UnknownSender: nobody we know, and not a developer's shell.
    """
    now = clock()()
    if turn.channel == TRIAL:
        with database().reading() as db:  # never committed: whatever an action does is for nobody
            yield _trial(db, turn, now, topic)
        return
    is_shell = turn.channel == SHELL
    writes = writing or is_shell
    with (database().writing if writes else database().reading).begin() as db:
        conversation = open_shell_conversation(db, turn.sender, now) if is_shell else find_by_public_id(db, turn.sender)
        if conversation is None:
            raise UnknownSender
        customer, merchant = conversation.customer, conversation.merchant
        own = OwnOrders(db, merchant.id, customer.id, conversation.id, now)
        yield Visit(
            db=db,
            now=now,
            turn=naming_own(turn, own),
            conversation_id=conversation.id,
            merchant_id=merchant.id,
            customer_id=customer.id,
            shop=merchant.name,
            site_url=merchant.site_url,
            zone=merchant.zone,
            currency=merchant.currency,
            called=address(customer.name),
            locale=turn.locale or (DEFAULT if is_shell else customer.locale or DEFAULT),
            return_days=merchant.return_days,
            cod_limit=merchant.cod_limit,
            upi_at_door=merchant.upi_at_door,
            writing=writes,
            figures=merchant.figures,
            topic=topic,
            own=own,
        )


def _trial(db: Session, turn: Turn, now: datetime, topic: str) -> Visit:
    """The shop as a stranger sees it who has written from nowhere; raises UnknownSender where no shop is named."""
    merchant = find_trial_shop(db, turn.sender)
    if merchant is None:
        raise UnknownSender
    return Visit(
        db=db,
        now=now,
        turn=turn,
        conversation_id=0,
        merchant_id=merchant.id,
        customer_id=0,
        shop=merchant.name,
        site_url=merchant.site_url,
        zone=merchant.zone,
        currency=merchant.currency,
        called=None,
        locale=turn.locale or DEFAULT,
        return_days=merchant.return_days,
        cod_limit=merchant.cod_limit,
        upi_at_door=merchant.upi_at_door,
        writing=False,
        figures=merchant.figures,
        topic=topic,
        own=OwnOrders(db, merchant.id, 0, 0, now),
    )


@lru_cache(maxsize=1)
def database() -> Database:
    """The shop's database, opened once a process."""
    return sessions(open_engine(Settings.from_env().database_url))


@lru_cache(maxsize=1)
def clock() -> Callable[[], datetime]:
    """The clock that every process of ours reads, found once a process."""
    return read_clock(Settings.from_env())
