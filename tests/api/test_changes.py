"""What changed, for programs that ask now and then: nothing is left out, and nothing of another shop is told."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk import changes
from bot.services.shop import api_keys
from tests.api.caller import ask
from tests.cast import Cast
from tests.fakes import Watch
from tests.live.listener import note


def test_a_program_gets_on_and_misses_nothing(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now(), (Permission.CONVERSATIONS_READ,))[1]
    for thing in (1, 2, 3):
        note(bot, cast.shop, thing)
    note(bot, cast.other_shop, 9)
    first = ask(bot, key, "/changes?limit=2").get_json()
    assert [(one["seq"], one["kind"], one["id"]) for one in first["changes"]] == [
        (1, "customer", 1),
        (2, "customer", 2),
    ]
    assert (first["next"], first["is_whole"]) == (2, True)
    # What is new may be told again: others may be committed before it.
    second = ask(bot, key, "/changes?after=2").get_json()
    assert ([one["id"] for one in second["changes"]], second["next"]) == ([3], 2)
    watch.advance(seconds=changes.SETTLED.total_seconds() + 1)
    settled = ask(bot, key, "/changes?after=2").get_json()
    assert ([one["id"] for one in settled["changes"]], settled["next"]) == ([3], 3)
    assert ask(bot, key, "/changes?after=3").get_json()["changes"] == []


def test_it_says_when_older_ones_are_gone(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now(), (Permission.CONVERSATIONS_READ,))[1]
    for thing in (1, 2):
        note(bot, cast.shop, thing)
    watch.advance(hours=25)
    note(bot, cast.shop, 3)
    with bot.database.writing.begin() as db:
        assert changes.forget_changes(db, watch()) == 2
    assert [ask(bot, key, f"/changes?after={after}").get_json()["is_whole"] for after in (0, 1, 2)] == [
        False,
        False,
        True,
    ]
    for wrong in ("-1", "x", "9" * 30):
        assert ask(bot, key, f"/changes?after={wrong}").status_code == 400
