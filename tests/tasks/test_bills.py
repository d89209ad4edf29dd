"""What Twilio billed is read from its list, page by page, and told by currency."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlalchemy import select
from werkzeug import Request, Response

from bot import tasks
from bot.bootstrap import Bot
from bot.channels.twilio.message_log import MessageLog
from bot.db.accounts import OwnAccount
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.services.accounts import own
from bot.services.broadcasts import billing, feeding
from bot.services.broadcasts.billing import BilledSum
from bot.services.privacy.last_words import keep_last_words
from bot.tasks import bills
from tests.accounts import THEIRS
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import rows
from tests.fakes import ACCOUNT, TOKEN, Watch
from tests.http_server import serving
from tests.services.broadcasts.crowd import running

MORE = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json?Page=1"


class Twilio:
    """The message list: (sid, price, currency) on each of its pages."""

    def __init__(self, *pages: list[tuple[str, Any, Any]]) -> None:
        self.pages, self.asked = pages, list[dict[str, str]]()

    def __call__(self, asked: Request) -> Response:
        self.asked.append(dict(asked.args))
        place = int(asked.args.get("Page", 0))
        listed = [{"sid": sid, "price": price, "price_unit": unit} for sid, price, unit in self.pages[place]]
        following = MORE if place + 1 < len(self.pages) else None
        whole = json.dumps({"messages": listed, "next_page_uri": following})
        return Response(whole, content_type="application/json")


def test_it_notes_what_was_billed_and_asks_once(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id, _ = running(bot, cast, 4)
    tasks.feed(bot, broadcast_id)
    first, second, third, fourth = (row.sid or "" for row in rows(bot, OutgoingMessage))
    twilio = Twilio(
        [(first, "-0.0107", "USD"), (second, None, None), ("SM" + "9" * 32, "-5", "USD")],
        [(third, "-0.00100", "USD"), (fourth, "NaN", "rupees")],
    )
    with serving(twilio) as server:
        asking = dataclasses.replace(bot, message_log=MessageLog(ACCOUNT, TOKEN, server.url))
        assert bills.fetch_bills(asking) == 0  # too fresh to have a price
        watch.advance(minutes=11)
        assert bills.fetch_bills(asking) == 3
    assert twilio.asked[0]["From"] == f"whatsapp:{SHOP_WHATSAPP}"
    assert [row.billed_micros for row in rows(bot, OutgoingMessage)] == [10_700, None, 1_000, None]
    with bot.database.reading.begin() as db:
        bill = billing.read_bill(db, db.get_one(Broadcast, broadcast_id))
    assert (bill.taken, bill.sums) == (4, (BilledSum("USD", 11_700, 2),))
    with bot.database.writing.begin() as db:
        keep_last_words(db, [row.id for row in rows(bot, OutgoingMessage)])
        for row in db.scalars(select(OutgoingMessage)):
            row.broadcast_id = None  # as if it were gone
    with bot.database.reading.begin() as db:
        kept = billing.read_bill(db, db.get_one(Broadcast, broadcast_id))
    assert (kept.taken, kept.sums) == (bill.taken, bill.sums)
    assert {share.locale for share in kept.shares} == {""}


def test_a_list_that_does_not_answer_costs_nothing(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id, _ = running(bot, cast, 1)
    tasks.feed(bot, broadcast_id)
    watch.advance(minutes=11)
    asking = dataclasses.replace(bot, message_log=MessageLog(ACCOUNT, TOKEN, "http://127.0.0.1:1"))
    assert bills.fetch_bills(asking) == 0
    watch.advance(days=5)
    with bot.database.reading.begin() as db:
        assert billing.list_unbilled(db, bot.now()) == []


def test_the_account_that_was_left_is_asked_until_its_token_is_gone(bot: Bot, cast: Cast, watch: Watch) -> None:
    def keep(new: own.NewAccount | None) -> None:
        with bot.database.writing.begin() as db:
            own.keep_account(db, cast.shop, new, bot.now())

    def ask() -> tuple[list[int | None], int]:
        with bot.database.reading.begin() as db:
            bill = billing.read_bill(db, db.get_one(Broadcast, broadcast_id))
            return [one.account for one in billing.list_unbilled(db, bot.now())], bill.elsewhere

    broadcast_id, _ = running(bot, cast, 2)
    with bot.database.writing.begin() as db:
        outgoing_ids = feeding.feed_batch(db, broadcast_id, ACCOUNT, bot.now(), 50, "").outgoing_ids
    keep(own.NewAccount(THEIRS, bot.vault.seal("k"), "Rangoli", "Full"))
    watch.advance(minutes=1)
    with bot.database.writing.begin() as db:
        for outgoing in outgoing_ids:
            row = db.get_one(OutgoingMessage, outgoing)
            row.sid, row.accepted_at, row.state = f"SM{outgoing:032x}", bot.now(), "accepted"
    watch.advance(minutes=11)
    [theirs] = [one.id for one in rows(bot, OwnAccount)]
    assert ask() == ([theirs], 0)
    keep(None)
    assert ask() == ([None, theirs], 0)
    watch.advance(days=1, minutes=1)
    with bot.database.writing.begin() as db:
        own.empty_former(db, bot.now())
    assert ask() == ([None], 2)
    with bot.database.writing.begin() as db:
        for row in db.scalars(select(OutgoingMessage)):
            row.billed_micros, row.billed_unit = 5_000, "USD"  # its last round came in time
    assert ask() == ([], 0)
