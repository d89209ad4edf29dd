"""A shop whose every table has a first row, as the system stored it, and then very many more (bench/far_rows.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from bench import far_rows
from bench.crowd import END, SPAN, Crowd
from bench.hot_paths import LANES, Stage, Who, begin_events, set_stage, tell
from bench.trade_rows import link_token, page_token
from bot.db.conversations import Choice, Conversation
from bot.db.links import Link
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import PointsEntry
from bot.services.storefront import tracking
from bot.tasks.indexing import keep_index
from tests.cast import Cast, add_cast
from tests.fakes import FakeDialogue, FakeMessenger, Watch, make_bot
from tests.services import shelf

EVENTS = 14  # of Asha: so many are a cart, an order and its parcel
BEHIND = 1500  # rows of a table that PostgreSQL does not know to wait
_AN_HOUR_AGO, _LATER = (END - timedelta(hours=1)).isoformat(), (END + timedelta(days=1)).isoformat()
# Table: what makes its rows wait, what they are otherwise, whose they are (a conversation has its customer's number).
_WAITING = (
    ("notice", f"state = 'planned', due_at = '{_AN_HOUR_AGO}'", "state = 'composed'", "customer_id"),
    ("moment", "kind = 'parcel.late'", "kind = 'order.placed'", "customer_id"),
    ("raw_event", f"state = 'waiting', not_before = '{_LATER}'", "state = 'applied'", "coalesce(customer_id, 0)"),
    ("inbound_message", f"state = 'waiting', not_before = '{_LATER}'", "state = 'answered'", "conversation_id"),
    ("outgoing_message", f"state = 'held', not_before = '{_LATER}'", "state = 'read'", "conversation_id"),
    ("outgoing_message", f"state = 'queued', not_before = '{_LATER}'", "state = 'read'", "conversation_id"),
)
READING = {"ranking": [["order_status", 0.99]], "entities": [], "actions": ["action_order_status"], "model": "bench"}
# The number of her page and her link; of Twilio's ids those above the rows have.
HERS, _FIRST_SIDS = 0, 10**9


def begin(folder: Path, database_url: str) -> Stage:
    """A migrated database with the cast, in which Asha has gone each path that a customer goes."""
    messenger, dialogue = FakeMessenger(first=_FIRST_SIDS), FakeDialogue()
    dialogue.reading = READING
    watch = Watch(END - SPAN - timedelta(days=1))
    bot = make_bot(database_url, folder, watch, messenger, dialogue)
    with bot.database.writing.begin() as db:
        cast = add_cast(db, bot.now())
    stage = set_stage(bot, cast, lambda _number: 1)
    with bot.database.writing.begin() as db:
        shelf.agree(db, cast, cast.asha, bot.now())
        _open(db, stage, cast)
    hers = list(list_whos(stage, [cast.asha], HERS))
    for act in LANES.values():
        act(stage, hers[0])
    for _ in range(EVENTS):
        tell(stage, hers[0])
    with bot.database.writing.begin() as db:
        _add_rest(db, stage, cast, hers[0])
    keep_index(bot)
    return stage


def fill(stage: Stage, database_url: str, crowd: Crowd) -> None:
    """Write everybody else by COPY; it is END then, and the events are of them."""
    plain = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        far_rows.fill(connection.cursor(), crowd)
    go_on(stage, crowd)


def fall_behind(database_url: str, spared: Iterable[int]) -> None:
    """Let far more wait than PostgreSQL knows of: it counted while nothing did, as of a morning with nothing to do.

    Args:
        spared: customers of whom nothing waits.
    """
    plain = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for table, waits, calm, _ in _WAITING:
            connection.execute(f"UPDATE {table} SET {calm} WHERE {waits.partition(',')[0]}")
            connection.execute(f"ANALYZE {table}")
        for table, waits, calm, whose in _WAITING:
            some = f"SELECT id FROM {table} WHERE {whose} <> ALL(%s) AND {calm} ORDER BY id DESC LIMIT {BEHIND}"
            connection.execute(f"UPDATE {table} SET {waits} WHERE id IN ({some})", [list(spared)])


def go_on(stage: Stage, crowd: Crowd) -> None:
    """Let it be END, and the events be those of customers here and there."""
    watch = stage.bot.now
    assert isinstance(watch, Watch)
    watch.move_to(END)
    some = far_rows.pick(crowd, min(500, len(crowd.customers) // 2))
    stage.steps = begin_events(stage.bot, lambda number: some[number % len(some)])


def list_whos(stage: Stage, customers: Iterable[int], page: int | None = None) -> Iterable[Who]:
    """Return customers, each with their conversation; their pages have their numbers, or `page`."""
    for customer in customers:
        with stage.bot.database.reading.begin() as db:
            talk = db.scalars(select(Conversation.id).where(Conversation.customer_id == customer)).one()
        number = customer if page is None else page
        yield Who(customer, talk, page_token(number), link_token(number))


def _open(db: Session, stage: Stage, cast: Cast) -> None:
    """Her page and her link."""
    order_id, now = db.scalars(select(Order.id)).one(), stage.bot.now()
    tracking.open_for(db, cast.shop, order_id, page_token(HERS), now)
    hers = {"merchant_id": cast.shop, "customer_id": cast.asha, "url": "https://rangoli.example/p/sar"}
    db.add(Link(**hers, token=link_token(HERS), created_at=now, expires_at=now + SPAN))


def _add_rest(db: Session, stage: Stage, cast: Cast, who: Who) -> None:
    """What none of the paths has left."""
    now, of_shop = stage.bot.now(), {"merchant_id": cast.shop}
    sent = db.scalars(select(OutgoingMessage.id).order_by(OutgoingMessage.id).limit(1)).one()
    place = {**of_shop, "conversation_id": who.conversation, "outgoing_id": sent, "position": 1, "title": "Yes"}
    db.add(Choice(**place, token="first", intent="affirm", expires_at=now))
    db.add(PointsEntry(**of_shop, customer_id=cast.asha, points=1, reason="order", dedupe_key="first", at=now))
