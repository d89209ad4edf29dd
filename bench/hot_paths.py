"""What a shop does all day, one step after the other in this process, Rasa and Twilio played: the hot paths.

Each is what one process does of a turn, an event or a sweep, by the functions that it runs in earnest. So what they ask
of the database can be counted and its plans read (bench far, tests/db/test_hot_paths.py).
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from actions.dialogue import visit
from bench.journeys import TRACKING, Step, journeys, phone
from bot import scheduler, tasks
from bot.bootstrap import Bot, shop_api
from bot.db.connections import Connection, Pull, RawEvent
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.approvals import APPROVED
from bot.domain.retention import DAYS, KeptKind
from bot.outside import Outside
from bot.services.connections import accounts, pulls
from bot.services.insights.counts import count_by_state
from bot.services.insights.overdue import list_overdue
from bot.services.privacy import retention
from bot.services.templates import choosing, rows
from bot.tasks.indexing import keep_index
from bot.tasks.pulls import pull
from tests.actions.chat import Chat, all_actions
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import callback, post, whatsapp_form
from tests.http_server import serving
from tests.senders import SECRET, SHOPIFY, connect, send
from tests.services import shelf
from tests.services.connections.shops import Pages, order

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"}
# By the clock, and not here: they ask Twilio, Rasa, Redis or the disk and of the database what the others ask.
OUTSIDE = {
    "replay_spool", "ensure_pushed", "templates_follow", "begin_trainings", "keep_models", "fetch_bills",
    "fetch_senders", "watch_memory", "forget_dialogues", "prune",
}  # fmt: skip


FEW = 50  # events that are told before they are applied


@dataclass(frozen=True, slots=True)
class Who:
    """One customer and what is theirs."""

    customer: int
    conversation: int
    page: str  # token of a tracking page
    link: str


@dataclass(slots=True)
class Stage:
    """A shop that is open at every hour, with a shop system and a carrier; `steps`: what these will tell next."""

    bot: Bot
    cast: Cast
    shopify: Connection
    carrier: Connection
    steps: Iterator[Step]
    numbers: Iterator[int]


Act = Callable[[Stage, Who], object]


def set_stage(bot: Bot, cast: Cast, whose: Callable[[int], int]) -> Stage:
    """Open the shop, connect it and approve its templates.

    Args:
        whose: the customer of the event of a number.
    """
    shelf.stock(bot, cast, window=False)
    carrier = connect(bot, cast.shop, "shiprocket")
    with bot.database.writing.begin() as db:
        new = accounts.NewConnection("shopify", SHOPIFY, [SECRET], {"token": "shpat"}, "ab" * 16)
        shopify = accounts.add(db, bot.vault, cast.shop, new, bot.now())
        shop = db.get_one(Merchant, cast.shop)
        # Equal ends are the whole day.
        shop.courtesy_until, shop.marketing_until = shop.courtesy_from, shop.marketing_from
        shop.points_per_100 = 1
        settings, wanted = bot.settings, choosing.list_wanted(db, shop)
        rows.plan(db, shop, settings.twilio_account_sid, wanted, settings.public_url, bot.now())
        for row in db.query(Template):
            row.status, row.sid, row.checked_at = APPROVED, f"HX{row.id:032x}", bot.now()
    # Those of the settings are remembered for good.
    visit.database, visit.clock = lambda: bot.database, lambda: bot.now  # type: ignore[assignment]
    return Stage(bot, cast, shopify, carrier, begin_events(bot, whose), itertools.count(1))


def begin_events(bot: Bot, whose: Callable[[int], int]) -> Iterator[Step]:
    """What Shopify and Shiprocket tell, one customer's journey after the other's."""
    return itertools.chain.from_iterable(journeys(whose, bot.now() - timedelta(minutes=12), 7))


def tell(stage: Stage, who: Who) -> None:
    """Let the shop or the carrier tell its next event, and apply it."""
    _tell(stage, who)
    _apply(stage, who)


def _write(stage: Stage, who: Who) -> None:
    assert post(stage.bot, whatsapp_form("where is my order?", sender=phone(who.customer))).status_code == 200


def _answer(stage: Stage, who: Who) -> None:
    tasks.answer(stage.bot, who.conversation)


def _act(stage: Stage, who: Who) -> None:
    with stage.bot.database.reading.begin() as db:
        public_id = db.get_one(Conversation, who.conversation).public_id
    Chat(public_id, all_actions()).says("order_status", "where is my order?")


def _call_back(stage: Stage, who: Who) -> None:
    row = OutgoingMessage
    with stage.bot.database.reading.begin() as db:
        mine = select(row).where(row.conversation_id == who.conversation, row.sid.is_not(None))
        last = db.scalars(mine.order_by(row.queued_at.desc()).limit(1)).one()
    for status in ("sent", "delivered"):
        callback(stage.bot, last, status)


def _tell(stage: Stage, _who: Who) -> None:
    step = next(stage.steps)
    sender = stage.carrier if step.topic == TRACKING else stage.shopify
    assert send(stage.bot, sender, step.body, "" if step.topic == TRACKING else step.topic).status_code == 200


def _apply(stage: Stage, _who: Who) -> None:
    with stage.bot.database.reading.begin() as db:
        newest = db.scalar(select(func.max(RawEvent.id))) or 0
        told = db.execute(select(RawEvent.id, RawEvent.state).where(RawEvent.id > newest - FEW).order_by(RawEvent.id))
        waiting = [row.id for row in told if row.state == "waiting"]
    for event_id in waiting:
        tasks.apply_event(stage.bot, event_id)


def _look(path: str, stage: Stage, who: Who) -> None:
    address = f"/{path}/{who.page if path == 't' else who.link}"
    answer = app_of(stage.bot).test_client().get(address, headers=BROWSER)
    assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"


def _pull(stage: Stage, who: Who) -> None:
    """A page of ten orders that no webhook has told, stored and applied."""
    bot, first = stage.bot, next(stage.numbers) * 10
    orders = [order(first + number, bot.now(), phone=phone(who.customer + number)) for number in range(10)]
    with serving(Pages(orders)) as shop:
        outside = Outside(frozenset({shop.netloc}))
        asking = dataclasses.replace(bot, shop_api=lambda one: shop_api(outside, bot.vault, _moved(one, shop.netloc)))
        with bot.database.writing.begin() as db:
            pulls.plan(db, bot.now())
            mine = select(Pull).where(Pull.what == "orders", Pull.connection_id == stage.shopify.id)
            row = db.scalars(mine).one()
            row.next_at, row.lease_until = bot.now(), None
            pull_id = row.id
        pull(asking, pull_id)
    _apply(stage, who)


def _moved(connection: Connection, host: str) -> Connection:
    """The connection as if the shop were at this host."""
    return Connection(
        kind=connection.kind, account=host, credentials=connection.credentials, signing_secrets="", id=connection.id
    )


def _watch(stage: Stage, _who: Who) -> None:
    with stage.bot.database.reading.begin() as db:
        list_overdue(db, stage.bot.now())
        count_by_state(db)


def _prune(kind: KeptKind, stage: Stage, _who: Who) -> None:
    bot, days = stage.bot, DAYS[kind].default
    with bot.database.reading.begin() as db:
        shops = [shop for each, shop, _ in retention.list_work(db, {}) if each is kind]
    for shop in shops:
        with bot.database.writing.begin() as db:
            retention.prune(db, kind, shop, days, bot.now())


def _run(step: Callable[[Bot], object], stage: Stage, _who: Who) -> None:
    step(stage.bot)


def _name(step: Callable[[Bot], object]) -> str:
    return getattr(step, "__name__", "step")


LANES: Mapping[str, Act] = {
    "webhook: message stored": _write,
    "turn: the worker's part": _answer,
    "turn: the actions' part": _act,
    "callbacks: sent, delivered": _call_back,
    "webhook: event stored": _tell,
    "event applied, its notice sent": _apply,
    "tracking page": partial(_look, "t"),
    "counted link": partial(_look, "l"),
}
BY_CLOCK: Mapping[str, Act] = {
    "pull: ten orders, applied": _pull,
    **{
        f"every {step.every:g} s: {_name(step.run)}": partial(_run, step.run)
        for step in (*scheduler.SWEEPS, *scheduler.ASKING)
        if _name(step.run) not in OUTSIDE
    },
    "every 1 s: keep_index": partial(_run, keep_index),
    "every 30 s: metrics, health": _watch,
    **{f"retention, a batch: {kind}": partial(_prune, kind) for kind in KeptKind if kind is not KeptKind.DIALOGUE},
}
PATHS: Mapping[str, Act] = {**LANES, **BY_CLOCK}
