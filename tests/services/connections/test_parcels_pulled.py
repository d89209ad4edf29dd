"""Parcels nobody has seen for a while, asked of the carrier one by one."""

from __future__ import annotations

import json

from werkzeug import Request, Response

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.db.orders import Parcel
from bot.services.connections import pulls
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START, Watch
from tests.http_server import serving
from tests.services.connections.carrier import TRACK, answer, parcel
from tests.services.connections.shops import row, run, shiprocket


def test_it_asks_for_silent_parcels_alone(bot: Bot, cast: Cast) -> None:
    parcel(bot, cast.shop, cast.asha, "SILENT", hours=7)
    parcel(bot, cast.shop, cast.asha, "FRESH", hours=5)
    parcel(bot, cast.shop, cast.asha, "DONE", hours=70, stage="delivered")
    parcel(bot, cast.shop, cast.asha, "", hours=70)
    parcel(bot, cast.other_shop, cast.meera, "OTHERS", hours=70)
    with serving(answer) as carrier:
        pull = run(shiprocket(bot, cast.shop, carrier.url), "tracking")
    assert [asked.path for asked in carrier.asked if asked.method == "GET"] == [f"{TRACK}SILENT"]
    assert (pull.complete_until, pull.found) == (START, 1)
    [event] = rows(bot, RawEvent)
    assert (event.topic, event.came_by, event.merchant_id) == ("pull", "pull", cast.shop)


def test_it_stores_an_answer_once(bot: Bot, cast: Cast, watch: Watch) -> None:
    parcel(bot, cast.shop, cast.asha, "SILENT", hours=7)
    with serving(answer) as carrier:
        bot = shiprocket(bot, cast.shop, carrier.url)
        run(bot, "tracking")
        for event in rows(bot, RawEvent):
            tasks.apply_event(bot, event.id)
        assert rows(bot, Parcel)[0].stage == "out_for_delivery"
        watch.advance(hours=8)
        assert run(bot, "tracking").found == 1
    assert len(rows(bot, RawEvent)) == 1


def test_it_asks_fifty_at_a_time_and_then_goes_on(bot: Bot, cast: Cast, watch: Watch) -> None:
    for number in range(55):
        parcel(bot, cast.shop, cast.asha, f"AWB{number}", hours=7)
    with serving(lambda asked: Response(b'{"token": "t"}') if asked.method == "POST" else _nothing()) as carrier:
        bot = shiprocket(bot, cast.shop, carrier.url)
        pull = run(bot, "tracking")
        assert _asked(carrier.asked) == 50
        assert (pull.next_at, pull.complete_until) == (START + pulls.EVERY, START - pulls.FIRST_LOOK)
        watch.advance(minutes=15)
        pull = run(bot, "tracking")
    assert _asked(carrier.asked) == 55
    assert (pull.complete_until, pull.found) == (START, 0)


def test_it_leaves_a_connection_alone_that_was_switched_off(bot: Bot, cast: Cast) -> None:
    parcel(bot, cast.shop, cast.asha, "SILENT", hours=7)
    with serving(answer) as carrier:
        bot = shiprocket(bot, cast.shop, carrier.url)
        with bot.database.writing.begin() as db:
            db.get_one(Connection, row(bot, "tracking").connection_id).state = "off"
        with bot.database.reading.begin() as db:
            assert row(bot, "tracking").id not in pulls.list_due(db, bot.now(), 10)
        run(bot, "tracking")
    assert not carrier.asked


def _nothing() -> Response:
    return Response(json.dumps({"tracking_data": {"track_status": 0, "error": "nothing yet"}}).encode())


def _asked(asked: list[Request]) -> int:
    return len({one.path for one in asked if one.method == "GET"})
