"""Many conversations put off at once: by every choice there is for one, each looked at for itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.people import Customer
from bot.domain.access import StaffRole
from bot.tasks.bulk import work_bulk
from tests.api.people import browser_of
from tests.api.test_bulk import begin, see
from tests.api.test_conversations import add
from tests.cast import Cast
from tests.driver import rows
from tests.services.shelf import stock


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"for": "parcel"}, "no_parcel"),
        ({"for": "window"}, "window_shut"),
        ({"for": "reply"}, None),
        ({"until": "2027-11-21T10:00:00+05:30"}, None),
        ({"until": "2020-11-21T10:00:00+05:30"}, "never_wakes"),
    ],
)
def test_each_choice_is_taken_for_each_conversation(bot: Bot, cast: Cast, how: dict[str, Any], why: str | None) -> None:
    hers = stock(bot, cast).conversation
    with bot.database.writing.begin() as db:
        stranger = Customer(merchant_id=cast.shop, name="", created_at=bot.now())
        db.add(stranger)
        db.flush()
        someone = stranger.id
    shut = bot.now() - timedelta(days=2)
    theirs = add(bot, cast, 7, customer_id=someone, last_inbound_at=shut, active_at=shut)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    job = begin(owner, "snooze", how, ids=[hers, theirs])
    work_bulk(bot, job["id"])
    states = {row.id: (row.status, row.snoozed_for) for row in rows(bot, Conversation)}
    left_out = {one["why"]: one["count"] for one in see(owner, job)["left_out"]}
    put_off = ("snoozed", how.get("for", "time"))
    if why == "never_wakes":
        assert left_out == {why: 2}
    else:
        assert states[hers] == put_off
        assert states[theirs] == (("open", None) if why else put_off)
        assert left_out == ({why: 1} if why else {})
