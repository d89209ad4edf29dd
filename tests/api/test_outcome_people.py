"""Each number of what came of a broadcast is a list of people."""

from __future__ import annotations

from itertools import product

from bot.bootstrap import Bot
from tests.api.people import Browser
from tests.api.test_broadcast_outcomes import marketer, order, sent_and_held_out
from tests.cast import Cast
from tests.fakes import Watch

__all__ = ["marketer"]


def test_who_did_it_are_as_many_as_were_counted(bot: Bot, cast: Cast, marketer: Browser, watch: Watch) -> None:
    one, ids = sent_and_held_out(bot, cast)
    watch.advance(hours=1)
    for customer in (ids[0], ids[1], ids[7]):
        order(bot, cast, customer, bot.now(), "delivered")
    at = f"/broadcasts/{one}/outcomes"
    for row, (held, count) in product(
        marketer.call("GET", at).get_json()["outcomes"], {"no": "sent", "yes": "held_out"}.items()
    ):
        people = marketer.call("GET", f"{at}/people?effect={row['effect']}&held_out={held}").get_json()["people"]
        assert row[count] in (None, len(people))
    ordered = marketer.call("GET", f"{at}/people?effect=ordered&limit=1").get_json()
    assert ([person["id"] for person in ordered["people"]], ordered["next"]) == ([ids[0]], ids[0])
