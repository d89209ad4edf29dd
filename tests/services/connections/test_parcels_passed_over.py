"""A parcel that goes wrong, or a slow carrier, keeps nobody from asking about the others."""

from __future__ import annotations

import pytest
from werkzeug import Request, Response

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.outgoing import Alert
from bot.services.connections import pulls
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import START, Watch, clock_of
from tests.http_server import serving
from tests.services.connections.carrier import TRACK, answer, parcel
from tests.services.connections.shops import row, run, shiprocket

NOT_FOUND, GARBLED = Response(b'{"message": "not found"}', 404), Response(b"<b>Warning</b>{")


@pytest.mark.parametrize("instead", [NOT_FOUND, Response(status=400), Response(status=422), GARBLED])
@pytest.mark.parametrize("before", [1, 12])
def test_it_passes_over_a_parcel_the_carrier_refuses(bot: Bot, cast: Cast, instead: Response, before: int) -> None:
    for number in range(before):
        parcel(bot, cast.shop, cast.asha, f"A{number}", hours=7)
    for name in ("BAD", "LAST"):
        parcel(bot, cast.shop, cast.asha, name, hours=7)
    with serving(lambda asked: instead if asked.path.endswith("BAD") else answer(asked)) as carrier:
        pull = run(shiprocket(bot, cast.shop, carrier.url), "tracking")
    assert (pull.complete_until, pull.found, pull.failures, pull.last_error) == (START, before + 1, 0, None)
    assert len(rows(bot, RawEvent)) == before + 1


def test_it_does_not_pass_over_all_of_them_when_nothing_can_be_read(bot: Bot, cast: Cast) -> None:
    for name in ("ONE", "TWO"):
        parcel(bot, cast.shop, cast.asha, name, hours=7)
    instead = GARBLED
    with serving(lambda asked: answer(asked) if asked.method == "POST" else instead) as carrier:
        bot = shiprocket(bot, cast.shop, carrier.url)
        pull = run(bot, "tracking")
        assert (pull.failures, pull.complete_until) == (1, START - pulls.FIRST_LOOK)
        assert "not as promised" in str(pull.last_error)
        instead = NOT_FOUND
        clock_of(bot).time = pull.next_at
        pull = run(bot, "tracking")
    assert (pull.failures, pull.complete_until, pull.found) == (0, bot.now(), 0)


def test_it_hands_back_what_a_slow_carrier_has_said_so_far(bot: Bot, cast: Cast, watch: Watch) -> None:
    for number in range(10):
        parcel(bot, cast.shop, cast.asha, f"A{number}", hours=7)

    def slow(asked: Request) -> Response:
        watch.advance(seconds=25)
        lease = row(bot, "tracking").lease_until
        assert lease is not None
        assert lease > watch()  # or somebody else takes over, asks the same again, and so on
        return answer(asked)

    with serving(slow) as carrier:
        pull = run(shiprocket(bot, cast.shop, carrier.url), "tracking")
    assert [asked.path for asked in carrier.asked if asked.method == "GET"] == [f"{TRACK}A{n}" for n in range(10)]
    assert (pull.complete_until, pull.found, pull.lease_until) == (START, 10, None)


def test_it_keeps_what_was_said_before_a_limit_and_waits_no_longer_each_time(
    bot: Bot, cast: Cast, watch: Watch
) -> None:
    for number in range(40):
        parcel(bot, cast.shop, cast.asha, f"A{number}", hours=9)
    asked_for = 0
    waits: list[float] = []

    def limited(asked: Request) -> Response:
        nonlocal asked_for
        asked_for += asked.method == "GET"
        is_over = asked.method == "GET" and asked_for % 7 in (5, 6)
        return Response(status=429, headers={"Retry-After": "60"}) if is_over else answer(asked)

    with serving(limited) as carrier:
        bot = shiprocket(bot, cast.shop, carrier.url)
        while (pull := run(bot, "tracking")).failures and len(waits) < 20:
            waits.append((pull.next_at - watch()).total_seconds())
            watch.time = pull.next_at
    assert waits == [60.0] * 8
    assert (pull.found, pull.failures, pull.last_error) == (40, 0, None)
    assert not rows(bot, Alert)
