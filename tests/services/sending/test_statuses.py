"""Status callbacks: forward only, in any order, any number of times, early or late."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import Bot
from bot.channels.twilio.errors import REACTIONS, response_to
from bot.db.changes import Change, ChangeKind
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.domain import delivery
from bot.domain.reactions import Reaction
from bot.ports import Letter
from tests.cast import Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import ACCOUNT, FakeMessenger

LIFE = ["queued", "sent", "delivered", "read"]
# Every code of the fact sheet's table of errors.
CODES = """20003 20404 20422 20429 21211 21265 21266 21268 21212 21606 21601 21408 21602 21603 21604 21607 21608 21609
21610 21611 21612 21614 21617 21620 21623 21654 21655 21656 21658 21701 21702 21703 21704 21705 30001 30002 30003
30004 30005 30006 30007 30008 30010 30017 30018 30410 30450 35114 35115 35117 35118 35125 63001 63003 63005 63007
63009 63010 63012 63013 63014 63015 63016 63017 63018 63019 63021 63034 63020 63024 63027 63028 63030 63031 63032
63033 63036 63038 63040 63041 63042 63049 63051"""


@pytest.mark.parametrize("order", list(itertools.permutations(LIFE)))
def test_it_ends_at_read_in_every_order(order: tuple[str, ...]) -> None:
    rank, state = 0, ""
    for status in order:
        moved = delivery.from_twilio(status)
        assert moved is not None
        if delivery.may_follow(rank, *moved):
            state, rank = moved
    assert state == "read"


@given(st.lists(st.sampled_from([*LIFE, "sending", "failed", "undelivered", "accepted", "canceled"]), max_size=12))
def test_it_never_goes_back(news: list[str]) -> None:
    rank, seen = 0, []
    for status in news:
        moved = delivery.from_twilio(status)
        assert moved is not None
        if delivery.may_follow(rank, *moved):
            assert moved[1] > rank or moved[0] in delivery.NEGATIVE
            rank = moved[1]
            seen.append(moved[0])
    if "delivered" in seen:  # a failure after delivery is a contradiction, and ignored
        after = seen[seen.index(delivery.DeliveryState.DELIVERED) :]
        assert set(after) <= {"delivered", "read"}


def test_it_moves_a_message_forward_and_keeps_every_callback(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    for status in ("sent", "read", "delivered", "sent", "read"):
        assert callback(bot, rows(bot, OutgoingMessage)[0], status).status_code == 204
    assert rows(bot, OutgoingMessage)[0].state == "read"
    assert [event.status for event in rows(bot, StatusEvent)] == ["sent", "read", "delivered"]


def test_it_reads_the_read_event(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    callback(bot, rows(bot, OutgoingMessage)[0], "delivered", EventType="READ")
    assert rows(bot, OutgoingMessage)[0].state == "read"


def test_it_applies_a_callback_that_comes_before_the_answer_of_post(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    def early(letter: Letter, sid: str) -> None:
        # The service's callback address carries no id of ours.
        form = {"MessageSid": sid, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
        assert post(bot, form, "/twilio/status").status_code == 204

    messenger.during_send = early
    post(bot, whatsapp_form())
    work(bot)
    assert rows(bot, OutgoingMessage)[0].state == "delivered"


def test_screens_are_told_that_a_message_was_taken(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    told = [change.kind for change in rows(bot, Change)]
    assert told == [ChangeKind.CONVERSATION] * 3, "written, answered, taken by Twilio"


def test_it_refuses_an_unsigned_callback(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    row = rows(bot, OutgoingMessage)[0]
    form = {"MessageSid": str(row.sid), "MessageStatus": "read"}
    assert post(bot, form, f"/twilio/status?m={row.token}", **{"X-Twilio-Signature": "no"}).status_code == 403
    # The id in the address is signed too: a signature for another message's address does not fit.
    assert callback(bot, row, "read", **{}).status_code == 204


@pytest.mark.parametrize("code", [int(code) for code in CODES.split()])
def test_it_has_a_reaction_to_every_code_of_the_fact_sheet(code: int) -> None:
    assert code in REACTIONS


def test_it_tries_an_unknown_code_once_more() -> None:
    response = response_to(99999)
    assert (response.reaction, len(response.waits)) == (Reaction.RETRY, 1)
