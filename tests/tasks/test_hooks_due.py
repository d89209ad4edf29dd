"""What an address was not told comes again by itself, also where nothing else happens meanwhile."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.people import Consent
from bot.tasks.hooks import AT_ONCE, keep_hooks, tell_hook
from tests.api.people import Browser
from tests.cast import Cast
from tests.fakes import Watch
from tests.http_server import serving
from tests.tasks.ear import Ear
from tests.tasks.test_hooks import hear, owner, rows

__all__ = ["owner"]
TOPICS = ["consent.changed"]


def agree(bot: Bot, cast: Cast, times: int) -> None:
    said = {"channel": "whatsapp", "purpose": "marketing", "granted": True, "source": "keyword", "at": bot.now()}
    with bot.database.writing.begin() as db:
        db.add_all([Consent(merchant_id=cast.shop, customer_id=cast.asha, **said) for _ in range(times)])


def test_what_failed_comes_again_at_its_time(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    ear = Ear()
    ear.status = 500
    with serving(ear.answer) as server:
        bot, hook, _ = hear(bot, server, owner, TOPICS)
        agree(bot, cast, 1)
        assert keep_hooks(bot) == 1
        tell_hook(bot, hook)
        assert keep_hooks(bot) == 0, "it waits after a failure"
        ear.status = 200
        watch.advance(seconds=6 * 3600)
        assert keep_hooks(bot) == 1
        tell_hook(bot, hook)
        assert keep_hooks(bot) == 0, "nothing waits any more"
    assert ([one.state for one in rows(bot, hook)], len(ear.heard)) == (["delivered"], 2)


def test_what_one_turn_left_is_for_the_next(bot: Bot, cast: Cast, owner: Browser) -> None:
    ear = Ear()
    with serving(ear.answer) as server:
        bot, hook, _ = hear(bot, server, owner, TOPICS)
        agree(bot, cast, AT_ONCE + 5)
        for _ in range(2):
            assert keep_hooks(bot) == 1
            tell_hook(bot, hook)
        assert keep_hooks(bot) == 0
    assert len({one["id"] for one in ear.told}) == len(ear.heard) == AT_ONCE + 5
