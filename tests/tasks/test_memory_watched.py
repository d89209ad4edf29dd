"""A Redis that is nearly full is told to every desk, and no longer once it has room again."""

from __future__ import annotations

from dataclasses import replace

import pytest
import redis

from bot.bootstrap import Bot
from bot.queue import Bells
from bot.scheduler import REDIS_FULL, watch_memory
from bot.services.desk import waiting
from tests.cast import Cast

pytestmark = pytest.mark.integration


def _told(bot: Bot, merchant_id: int) -> list[str]:
    with bot.database.reading.begin() as db:
        return [alert.name for alert in waiting.list_alerts(db, merchant_id)]


def test_every_desk_hears_that_redis_is_nearly_full_while_it_is(bot: Bot, cast: Cast, valkey_url: str) -> None:
    watched = replace(bot, bells=Bells(valkey_url))
    with redis.Redis.from_url(valkey_url) as valkey:
        used = int(valkey.info("memory")["used_memory"])
        try:
            for bound, told in ((0, []), (used * 10, []), (int(used / 0.9), [REDIS_FULL]), (used * 10, [])):
                valkey.config_set("maxmemory", bound)
                watch_memory(watched)
                watch_memory(watched)
                assert _told(bot, cast.shop) == _told(bot, cast.other_shop) == told
        finally:
            valkey.config_set("maxmemory", 0)
            watched.bells.close()


def test_a_redis_that_does_not_answer_is_not_told_as_full(bot: Bot, cast: Cast) -> None:
    watch_memory(bot)
    assert _told(bot, cast.shop) == []
