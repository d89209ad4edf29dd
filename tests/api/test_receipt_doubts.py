"""Who is unknown on a receipt: why, since when, when Twilio is asked next; and that screens hear of what comes out."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.broadcasts import BroadcastRecipient
from bot.db.changes import Change
from bot.db.outgoing import OutgoingMessage
from bot.services.privacy.last_words import keep_last_words
from bot.tasks.receipts import Watcher
from tests.api.people import Browser
from tests.api.test_broadcasts import marketer
from tests.cast import Cast
from tests.driver import callback, rows
from tests.services.broadcasts.crowd import feed, leave_all, running
from tests.services.shelf import change

__all__ = ["marketer"]


def test_each_unknown_says_why_and_when_it_is_asked_again(bot: Bot, cast: Cast, marketer: Browser) -> None:
    one, _ = running(bot, cast, 3)
    feed(bot, one)
    leave_all(bot)
    first, second, third = rows(bot, OutgoingMessage)
    soon = bot.now() + timedelta(seconds=12)
    change(bot, OutgoingMessage, first.id, state="unknown", sid=None, accepted_at=None, attempts=2, not_before=soon)
    change(bot, OutgoingMessage, second.id, state="sending", sid=None, accepted_at=None)
    told = marketer.call("GET", f"/broadcasts/{one}/receipt", Accept_Language="gu").get_json()
    assert told["unknown"] == 2
    why = {row["reason"]: (row["count"], row["retry"]) for row in told["reasons"]}
    assert why == {"no_answer": (1, "settled"), "in_hand": (1, "settled")}
    people = marketer.call("GET", f"/broadcasts/{one}/people?part=unknown", Accept_Language="gu").get_json()["people"]
    asked, in_hand = people
    assert (asked["reason"], asked["doubt"]["attempts"], asked["doubt"]["next_at"]) == (
        "no_answer",
        2,
        soon.isoformat(),
    )
    assert asked["doubt"]["since"] is not None
    assert "Twilio" in asked["says"]
    assert any("\u0a80" <= letter <= "\u0aff" for letter in asked["says"])
    assert in_hand["reason"] == "in_hand"
    with bot.database.writing.begin() as db:
        keep_last_words(db, [first.id])
    change(bot, OutgoingMessage, first.id, broadcast_id=None)  # as if it were gone
    assert rows(bot, BroadcastRecipient)[0].kept_state == "unknown"
    gone = marketer.call("GET", f"/broadcasts/{one}/people?part=unknown").get_json()["people"][0]
    assert (gone["reason"], gone["doubt"]) == ("never_known", None)
    watcher = Watcher()
    assert watcher.tell_moved(bot) == 0  # what was before it is known to whoever opens the page
    before = len([row for row in rows(bot, Change) if row.kind == "broadcast"])
    callback(bot, third, "delivered")
    callback(bot, third, "read")
    assert watcher.tell_moved(bot) == 1
    assert len([row for row in rows(bot, Change) if row.kind == "broadcast"]) == before + 1
    assert watcher.tell_moved(bot) == 0
