"""A birthday has no order: its code runs by the shop's day, and words that want an address are given up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.bootstrap import Bot
from bot.db.shop import Merchant, Offer, Sentence
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import agree, notices, run, stock

MORNING = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)  # the 22nd, 11:00, in New Zealand


def celebrate(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, bot.now())
        record.record_moment(
            db, cast.shop, Happening(MomentKind.CUSTOMER_BIRTHDAY, "customer:1", cast.asha, bot.now()), bot.now()
        )
    run(bot)


@pytest.mark.parametrize(("last_day", "told"), [(date(2026, 11, 21), False), (date(2026, 11, 22), True)])
def test_it_promises_no_code_that_ended_yesterday(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, last_day: date, told: bool
) -> None:
    watch.time = MORNING
    stock(bot, cast)
    with bot.database.writing.begin() as db:
        db.execute(update(Merchant).values(zone="Pacific/Auckland"))
        db.execute(update(Offer).values(ends_on=last_day))
    celebrate(bot, cast)
    assert ["RANG100" in text for text in messenger.texts] == [True] * told


def test_it_gives_up_words_that_lead_nowhere(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    stock(bot, cast)
    with bot.database.writing.begin() as db:
        for locale in ("en", "gu"):
            db.add(Sentence(merchant_id=cast.shop, key="notice.birthday", locale=locale, text="{name}: {code} {url}"))
    celebrate(bot, cast)
    assert notices(bot) == {"birthday": ("dropped", "unwritable")}
    assert messenger.letters == []
