"""The receipt: whatever happens to whom, both sums add up, on the page, in the lists and as the messages grow old."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.broadcasts import SkipWhy
from bot.ports import SendError
from bot.services.broadcasts import launch, receipt
from bot.services.broadcasts.outcomes import ACCEPTED, ReceiptPart
from bot.services.broadcasts.receipt import BroadcastReceipt, Wanted
from bot.services.people.merging import merge_customers
from bot.services.privacy.last_words import keep_last_words
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import FakeMessenger
from tests.services.broadcasts.crowd import feed, leave_all, recipients, running

P = ReceiptPart
# Word of Twilio, or a refusal -> where that puts a person.
WORDS = {"sent": P.SENT, "delivered": P.DELIVERED, "read": P.READ, "undelivered": P.DROPPED, "": P.HELD}
REFUSALS = {63024: P.FAILED, 63014: P.FAILED}


def take(bot: Bot, broadcast_id: int) -> BroadcastReceipt:
    """The receipt as it is now, with both sums checked against rows that are counted by themselves."""
    with bot.database.reading.begin() as db:
        told = receipt.read_receipt(db, broadcast_id)
        listed = list(receipt.list_everybody(db, broadcast_id))
    parts = told.parts
    assert told.audience == len(recipients(bot, broadcast_id)) == len(listed)
    others = (P.SKIPPED, P.FAILED, P.UNKNOWN, P.NOT_STARTED)
    assert told.audience == told.accepted + sum(parts[part] for part in others)
    assert told.accepted == sum(parts[part] for part in ACCEPTED)
    assert Counter(row.part for row in listed) == +parts
    assert sum(row.cost_micros for row in listed) == told.cost_micros
    assert {(row.part, row.reason.name): row.count for row in told.reasons} == Counter(
        (row.part, row.reason) for row in listed if row.reason
    )
    assert sum(row.accepted for row in told.costs) == told.accepted
    assert sum(row.cost_micros for row in told.costs) == told.cost_micros
    # In which language a message was is not known any more once it is gone, nor is anybody asked about it: what it cost
    # is known, and that it never came out.
    return replace(told, costs=(), reasons=tuple(row for row in told.reasons if row.part != P.UNKNOWN))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_both_sums_add_up(bot: Bot, cast: Cast, messenger: FakeMessenger, seed: int) -> None:
    dice = random.Random(seed)
    broadcast_id, _ = running(bot, cast, 14)
    take(bot, broadcast_id)
    feed(bot, broadcast_id, dice.randint(8, 12))
    expected: Counter[ReceiptPart] = Counter()
    for row in rows(bot, OutgoingMessage):
        expected[_let_happen(bot, messenger, row, dice)] += 1
    assert +take(bot, broadcast_id).parts == +expected + Counter({P.NOT_STARTED: 14 - expected.total()})
    with bot.database.writing.begin() as db:
        launch.cancel(db, broadcast_id, bot.now())
    before = take(bot, broadcast_id)
    with bot.database.writing.begin() as db:
        keep_last_words(db, [row.id for row in rows(bot, OutgoingMessage)])
    assert {row.outgoing_id for row in recipients(bot, broadcast_id)} == {None}
    assert take(bot, broadcast_id) == before


def _let_happen(bot: Bot, messenger: FakeMessenger, row: OutgoingMessage, dice: random.Random) -> ReceiptPart:
    """Let one of all that can happen to a message happen to it; gives where that puts its person."""
    choices: list[str | int] = [*WORDS, *REFUSALS, "waits", "doubt"]
    what = dice.choice(choices)
    if what == "waits":
        return P.NOT_STARTED
    if what == "doubt":
        messenger.failures = [(SendError("no answer", "unknown"), False)]
        tasks.send_broadcast(bot, row.id)
        return P.UNKNOWN
    if isinstance(what, int):
        messenger.failures = [(SendError("no", "refused", what), False)]
        tasks.send_broadcast(bot, row.id)
        return REFUSALS[what]
    tasks.send_broadcast(bot, row.id)
    if what:
        sent = next(one for one in rows(bot, OutgoingMessage) if one.id == row.id)
        callback(bot, sent, what, **({"ErrorCode": "63018"} if what == "undelivered" else {}))
    return WORDS[what]


def test_each_number_is_a_list_in_pages(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broadcast_id, ids = running(bot, cast, 9)
    with bot.database.writing.begin() as db:
        some = BroadcastRecipient.customer_id.in_(ids[::2])
        db.execute(update(BroadcastRecipient).where(some).values(state="skipped", reason="cap"))
    monkeypatch.setattr(receipt, "CHUNK", 2)
    found, after = [], 0
    with bot.database.reading.begin() as db:
        while True:
            page = receipt.list_people(db, broadcast_id, Wanted((P.SKIPPED,), "cap"), after, 2)
            found += [row.customer_id for row in page.rows]
            if page.following is None:
                break
            after = page.following
    assert found == ids[::2]


def test_two_who_became_one_have_one_message_and_a_receipt_that_adds_up(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    broadcast_id, ids = running(bot, cast, 4)
    feed(bot, broadcast_id, 1)
    with bot.database.writing.begin() as db:
        for kept, other in ((ids[1], ids[0]), (ids[2], ids[3])):
            merge_customers(db, db.get_one(Customer, kept), db.get_one(Customer, other), bot.now())
    feed(bot, broadcast_id)
    leave_all(bot)
    assert len(messenger.letters) == 2
    told = take(bot, broadcast_id)
    assert told.parts == {P.HELD: 2, P.SKIPPED: 2}
    assert [(row.reason.name, row.count) for row in told.reasons] == [(SkipWhy.DUPLICATE, 2)]
