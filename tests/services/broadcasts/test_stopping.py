"""What Twilio says of a broadcast's messages: tried again, obeyed, or the end of the whole broadcast."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.people import Consent
from bot.db.templates import Template
from bot.ports import SendError
from bot.services.broadcasts import launch
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import VALUES, draft_for, feed, leave_all, read, running, start, states
from tests.services.shelf import change


def test_it_waits_for_its_template_and_for_more_to_spend(bot: Bot, cast: Cast) -> None:
    broadcast_id, _ = running(bot, cast, 3)
    change(bot, Broadcast, broadcast_id, budget_micros=2_000_000)
    change(bot, Template, rows(bot, Template)[0].id, status="paused")
    feed(bot, broadcast_id)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", "template")
    assert states(bot, broadcast_id) == {("pending", ""): 3}
    change(bot, Template, rows(bot, Template)[0].id, status="approved")
    with bot.database.writing.begin() as db:
        launch.resume(db, broadcast_id, bot.now())
    feed(bot, broadcast_id)
    assert states(bot, broadcast_id) == {("handed_over", ""): 2, ("pending", ""): 1}
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", "budget")
    assert "Raise the budget" in rows(bot, Alert)[-1].text


def test_what_whatsapp_withholds_is_tried_again_while_wanted(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    broadcast_id, _ = running(bot, cast, 1, lasts_hours=100)
    feed(bot, broadcast_id)
    waits = []
    for wait in (24, 48):
        leave_all(bot)
        row = rows(bot, OutgoingMessage)[-1]
        callback(bot, row, "undelivered", ErrorCode="63049")
        tasks.react(bot, row.id)
        again = rows(bot, OutgoingMessage)[-1]
        assert (again.retry_of, again.broadcast_id) == (row.id, broadcast_id)
        waits.append(again.not_before - bot.now() if again.not_before else timedelta())
        watch.advance(hours=wait, minutes=1)
        change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    assert waits == [timedelta(hours=24), timedelta(hours=48)]
    leave_all(bot)
    callback(bot, rows(bot, OutgoingMessage)[-1], "undelivered", ErrorCode="63049")
    tasks.react(bot, rows(bot, OutgoingMessage)[-1].id)
    assert len(rows(bot, OutgoingMessage)) == 3  # 96 hours later nobody wants it any more
    assert {letter.channel for letter in messenger.letters} == {"whatsapp"}


def test_terms_that_are_not_accepted_stop_all(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    other = draft_for(bot, cast)
    change(bot, Broadcast, other, values=VALUES | {"code": {"text": "SAVE200"}})
    start(bot, other, 2)
    feed(bot, broadcast_id)
    messenger.failures = [(SendError("terms", "refused", 63062), False)]
    tasks.send_broadcast(bot, rows(bot, OutgoingMessage)[0].id)
    tasks.react(bot, rows(bot, OutgoingMessage)[0].id)
    leave_all(bot)
    assert messenger.letters == []
    assert [(row.state, row.reason) for row in rows(bot, Broadcast)] == [("stopped", "terms")] * 2
    assert [row.cause for row in rows(bot, Alert)] == ["twilio:63062"]


@pytest.mark.parametrize(("code", "reason"), [(63024, "failures"), (63033, "refusals")])
def test_a_share_of_failures_or_refusals_stops_it(
    bot: Bot, cast: Cast, messenger: FakeMessenger, code: int, reason: str
) -> None:
    broadcast_id, _ = running(bot, cast, 24)
    feed(bot, broadcast_id, 20)
    messenger.failures = [(SendError("no", "refused", code), False)] * 3
    leave_all(bot)
    for row in rows(bot, OutgoingMessage):
        if row.state == "failed":
            tasks.react(bot, row.id)
    keep_broadcasts(bot)
    stopped = read(bot, broadcast_id)
    assert (stopped.state, stopped.reason) == ("stopped", reason)
    withdrawn = [(word.purpose, word.granted) for word in rows(bot, Consent) if not word.granted]
    assert withdrawn == ([("marketing", False)] * 3 if code == 63033 else [])
    assert "10 %" in rows(bot, Alert)[-1].text


def test_after_an_outage_it_asks_first_and_in_the_end_its_time_is_over(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    feed(bot, broadcast_id, 1)
    watch.advance(hours=2)
    assert feed(bot, broadcast_id, 1) == ()
    leave_all(bot)
    assert messenger.letters == []  # whatever a worker is quick to do before the scheduler
    keep_broadcasts(bot)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", "away")
    watch.advance(hours=30)
    keep_broadcasts(bot)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("ended", "expired")
