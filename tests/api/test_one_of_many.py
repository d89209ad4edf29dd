"""One bad event of a request refuses no other: what is wrong is named, the rest is taken."""

from __future__ import annotations

import json

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from tests.api.caller import new_key, order, tell
from tests.cast import Cast
from tests.driver import rows


def test_it_takes_the_others_of_a_body_with_a_fault(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    body = {"events": [order("5"), order(number=""), order("7", currency="XYZ"), 1]}
    answer = tell(bot, key, body, Idempotency_Key="one")
    stored = rows(bot, RawEvent)
    assert (answer.status_code, [json.loads(event.body)["number"] for event in stored]) == (202, ["5", "7"])
    told = answer.get_json()
    assert (told["accepted"], told["ids"]) == (2, [stored[0].id, None, stored[1].id, None])
    assert [error["pointer"] for error in told["refused"]] == ["/events/1/number", "/events/3/type"]
    assert [error["pointer"] for error in told["odd"]] == ["/events/2/currency"]
    assert all(error["detail"] and error["remedy"] for error in told["refused"] + told["odd"])
    again = tell(bot, key, body, Idempotency_Key="one")
    assert (again.status_code, again.get_json()) == (200, told)


def test_it_stores_nothing_where_nothing_can_be_taken(bot: Bot, cast: Cast) -> None:
    answer = tell(bot, new_key(bot, cast.shop), {"events": [order(number=""), {"type": "parcel"}]})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [error["pointer"] for error in answer.get_json()["errors"]] == ["/events/0/number", "/events/1/order"]
    assert not rows(bot, RawEvent)
