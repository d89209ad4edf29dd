"""Events of one request are applied one after the other; bodies made to cost time cost none."""

from __future__ import annotations

import json
import threading
from urllib.parse import urlencode

import pytest

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.notices import Moment
from bot.tasks.events import apply_event
from tests.api.caller import new_key, order, tell
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import rows
from tests.effort import least_effort

PARCEL = {"type": "parcel", "order": {"number": "5"}, "milestone": "shipped", "at": "2026-11-21T12:30:00+05:30"}
IN_TIME = 1.0  # seconds


def test_an_order_comes_before_its_parcel_whoever_begins(bot: Bot, cast: Cast) -> None:
    sent = {"events": [order("5", payment="paid"), {**PARCEL, "tracking_number": "T1"}, order("6")]}
    ids = tell(bot, new_key(bot, cast.shop), sent).get_json()["ids"]
    for event_id in reversed(ids):  # a bell that rings for a later one does nothing before its turn
        if event_id != ids[0]:
            with bot.database.reading.begin() as db:
                assert db.get_one(RawEvent, event_id).state == "waiting"
            if event_id == ids[-1]:
                apply_event(bot, event_id)
                assert [event.state for event in rows(bot, RawEvent)] == ["waiting"] * 3
    apply_event(bot, ids[0])
    assert [event.state for event in rows(bot, RawEvent)] == ["applied"] * 3
    assert [one.kind for one in rows(bot, Moment)] == ["order.placed", "parcel.shipped", "order.cod"]


def test_it_holds_with_as_many_threads_as_events(bot: Bot, cast: Cast) -> None:
    sent = {"events": [order("5", payment="paid"), {**PARCEL, "tracking_number": "T1"}]}
    ids = tell(bot, new_key(bot, cast.shop), sent).get_json()["ids"]
    threads = [threading.Thread(target=apply_event, args=(bot, event_id)) for event_id in reversed(ids)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.kind for one in rows(bot, Moment)] == ["order.placed", "parcel.shipped"]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({f"n{number:05}": 1 for number in range(60_000)}),
        "{" + ",".join(f'"a{number % 59_999}":1' for number in range(60_000)) + "}",
        json.dumps({"events": [order() | {f"u{n}": 1 for n in range(150)} for _ in range(100)]}),
        '{"a":' * 100_000,
        json.dumps(order()).replace('"total"', f'"x": {"[" * 900 + "]" * 900}, "total"'),
    ],
    ids=["names", "names twice", "unknown names", "deep", "deep enough to be read"],
)
def test_no_body_of_the_api_costs_a_second(bot: Bot, cast: Cast, body: str) -> None:
    key = new_key(bot, cast.shop)

    def told() -> None:
        assert tell(bot, key, body.encode()).status_code in (202, 422)

    assert least_effort(told, IN_TIME) < IN_TIME


def test_no_form_of_twilio_costs_a_second(bot: Bot, cast: Cast) -> None:
    body = urlencode([(f"f{number}", "") for number in range(20_000)])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "x"}

    def posted() -> None:
        answer = app_of(bot).test_client().post("/twilio/messages", data=body, headers=headers)
        assert answer.status_code in (403, 413)

    assert least_effort(posted, IN_TIME) < IN_TIME
