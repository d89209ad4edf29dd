"""A host that stood still after it had claimed a message: others gave it up, and may have sent what it holds."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.ports import SendError
from bot.scheduler import sweep
from bot.services.sending import outbox
from bot.services.sending.in_doubt import SILENT_FOR
from bot.services.sending.outbox import SENDING_LEASE
from bot.services.sending.taken import LEAVES_WITHIN, Claimed
from bot.tasks.many import leave_together
from bot.tasks.sending import leave
from tests.cast import Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch


@pytest.fixture
def claimed(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> Claimed:
    """A message that a worker has just claimed."""
    messenger.failures = [(SendError("ConnectTimeout", "not_sent"), False)]
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    watch.advance(seconds=2)
    with bot.database.writing.begin() as db:
        ours = outbox.claim(db, row.id, bot.settings.twilio_account_sid, bot.now())
    assert isinstance(ours, Claimed)
    return ours


@pytest.mark.parametrize("together", [False, True])
def test_it_hands_over_nothing_that_others_may_have_by_now(
    bot: Bot, watch: Watch, messenger: FakeMessenger, claimed: Claimed, together: bool
) -> None:
    watch.advance(seconds=SENDING_LEASE.total_seconds() + 1)
    sweep(bot)  # of the other host
    watch.advance(seconds=SILENT_FOR.total_seconds())
    tasks.settle(bot, claimed.outgoing_id)
    send_all(bot)
    assert messenger.texts == ["echo: where is it?"]
    if together:
        leave_together(bot, [claimed])
    else:
        leave(bot, claimed)
    assert (len(messenger.letters), rows(bot, OutgoingMessage)[0].state) == (1, "accepted")


def test_what_nobody_has_taken_meanwhile_leaves_by_a_claim_of_its_own(
    bot: Bot, watch: Watch, messenger: FakeMessenger, claimed: Claimed
) -> None:
    watch.advance(seconds=LEAVES_WITHIN.total_seconds() + 1)
    leave(bot, claimed)
    assert messenger.letters == []
    watch.advance(seconds=10)
    send_all(bot)
    assert (messenger.texts, rows(bot, OutgoingMessage)[0].attempts) == (["echo: where is it?"], 3)


def test_a_claim_leaves_time_to_hand_it_over(bot: Bot, messenger: FakeMessenger, claimed: Claimed) -> None:
    leave(bot, claimed)
    assert len(messenger.letters) == 1
    connecting_and_reading = 2 * 8.0
    assert LEAVES_WITHIN.total_seconds() + connecting_and_reading < SENDING_LEASE.total_seconds()
