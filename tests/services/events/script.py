"""A sender whose news the test writes itself, bells that are heard, and a worker without a queue."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.engine import Conflict
from bot.domain.news import Delivery, Line, News, Nothing, OrderNews, OrderRef, ParcelNews, Person, Unreadable
from bot.ports import Known
from bot.queue import Bells
from bot.services.events import store as events
from tests.cast import ASHA
from tests.fakes import START
from tests.senders import raw_events

_numbers = itertools.count(1)


ORDER = OrderNews(
    external_id="77",
    number="#1042",
    person=Person(name="Asha", phones=(ASHA,), country="IN"),
    lines=(Line("Lamp", 1, 100_00),),
    total=100_00,
    currency="INR",
    placed_at=START,
    version_at=START,
    payment="paid",
)
SHIPPED = ParcelNews(OrderRef(external_id="77"), "shipped", START, tracking_number="AWB1")
BEFORE_ITS_ORDER = ParcelNews(OrderRef(number="1042"), "in_transit", START, tracking_number="AWB1")


def says(topic: str) -> tuple[News, ...]:
    """What an event of this topic tells."""
    told: dict[str, tuple[News, ...]] = {
        "order": (ORDER,),
        "both": (ORDER, SHIPPED),
        "early": (BEFORE_ITS_ORDER,),
        "order, then somebody else's": (ORDER, ParcelNews(OrderRef(external_id="88"), "shipped", START)),
        "a test": (Nothing("a test"), Nothing("a test")),
        "half a test": (Nothing("a test"), ORDER),
        "silence": (),
    }
    if topic == "unreadable":
        raise Unreadable("id", "must be a number")
    if topic == "a slip":
        raise KeyError("Asha Patel +919800000001")
    return told[topic]


class Script:
    """A Source that says what the topic names; the first `races` looks lose against another worker."""

    def __init__(self, races: int) -> None:
        self.races = races

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        return True

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        return "scripted"

    def dedupe_key(self, delivery: Delivery) -> str:
        return f"{next(_numbers)}"

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        if self.races:
            self.races -= 1
            raise Conflict("INSERT", None, ValueError("there already"))
        return says(delivery.topic)


class HeardBells(Bells):
    """Keeps what was rung for, and rings nowhere."""

    def __init__(self) -> None:
        super().__init__("redis://127.0.0.1:1/0")
        self.rung: list[tuple[str, int, timedelta]] = []

    def ring(self, task: str, row_id: int, after: timedelta = timedelta()) -> None:
        self.rung.append((task, row_id, after))


def scripted(bot: Bot, races: int = 0) -> tuple[Bot, HeardBells]:
    """The same bot, whose connections of kind "own" follow the script, and whose bells are heard."""
    bells = HeardBells()
    return dataclasses.replace(bot, sources={**bot.sources, "own": Script(races)}, bells=bells), bells


def store(bot: Bot, connection: Connection, topic: str) -> int:
    """A stored event of the connection; its id."""
    delivery = Delivery(topic, b"{}")
    with bot.database.writing.begin() as db:
        event_id = events.store(db, connection, delivery, f"key {next(_numbers)}", bot.now())
    assert event_id is not None
    return event_id


def apply_all(bot: Bot) -> None:
    """Do what workers would, until nothing waits."""
    while waiting := [event.id for event in raw_events(bot) if event.state == "waiting"]:
        for event_id in waiting:
            tasks.apply_event(bot, event_id)
