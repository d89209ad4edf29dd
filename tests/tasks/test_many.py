"""Many messages leave together as each would by itself: claimed, decided, handed over once, recorded."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.people import Consent
from bot.ports import Letter, SendError
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed
from bot.tasks import many
from bot.tasks.many import leave_together
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import ACCOUNT, FakeMessenger
from tests.services.broadcasts.crowd import feed, running


def send_many(bot: Bot, ids: Sequence[int]) -> None:
    """Claim these and hand them over together."""
    with bot.database.writing.begin() as db:
        claimed = [outbox.claim(db, one, ACCOUNT, bot.now()) for one in ids]
    leave_together(bot, [one for one in claimed if isinstance(one, Claimed)])


def test_they_leave_once_whoever_else_claims_them(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    broadcast_id, _ = running(bot, cast, 5)
    ids = feed(bot, broadcast_id)
    tasks.send_broadcast(bot, ids[0])
    send_many(bot, ids)
    send_many(bot, ids)
    assert len({letter.receiver for letter in messenger.letters}) == len(messenger.letters) == 5
    found = rows(bot, OutgoingMessage)
    assert {(row.state, row.rank, row.attempts) for row in found} == {("accepted", 2, 1)}
    assert len({row.sid for row in found}) == 5
    assert all(row.accepted_at and row.template_id and row.cost_micros for row in found)


def test_a_word_of_each_said_meanwhile_counts(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    broadcast_id, people = running(bot, cast, 3)
    ids = feed(bot, broadcast_id)
    with bot.database.writing.begin() as db:
        no = {"channel": "whatsapp", "purpose": "marketing", "granted": False, "source": "keyword", "words": "STOP"}
        db.add(Consent(merchant_id=cast.shop, customer_id=people[1], at=bot.now(), **no))
    send_many(bot, ids)
    ended = sorted((row.state, row.ended_because) for row in rows(bot, OutgoingMessage))
    assert ended == [("accepted", None), ("accepted", None), ("canceled", "opted_out")]
    assert len(messenger.letters) == 2


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SendError("too many", "not_sent", 20429), "queued"),
        (SendError("no answer", "unknown"), "unknown"),
        (SendError("no", "refused", 63024), "failed"),
    ],
)
def test_what_is_not_taken_is_recorded_and_costs_the_others_nothing(
    bot: Bot, cast: Cast, messenger: FakeMessenger, error: SendError, state: str
) -> None:
    broadcast_id, _ = running(bot, cast, 3)
    messenger.failures = [(error, False)]
    send_many(bot, feed(bot, broadcast_id))
    assert sorted(row.state for row in rows(bot, OutgoingMessage)) == sorted(["accepted", "accepted", state])


def test_a_callback_may_come_before_the_record(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    broadcast_id, _ = running(bot, cast, 3)
    ids = feed(bot, broadcast_id)

    def call_back(letter: Letter, sid: str) -> None:
        row = next(row for row in rows(bot, OutgoingMessage) if row.token == letter.token)
        if row.id == ids[0]:
            callback(bot, row, "delivered", MessageSid=sid)

    messenger.during_send = call_back
    send_many(bot, ids)
    assert [row.state for row in rows(bot, OutgoingMessage)] == ["delivered", "accepted", "accepted"]
    assert all(event.applied for event in rows(bot, StatusEvent))


def test_what_waited_too_long_for_a_hand_is_looked_at_again(
    bot: Bot, cast: Cast, messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    ids = feed(bot, broadcast_id)
    monkeypatch.setattr(many, "FRESH", -1.0)
    send_many(bot, ids)
    assert messenger.letters == []
    assert {(row.state, row.attempts) for row in rows(bot, OutgoingMessage)} == {("queued", 0)}
