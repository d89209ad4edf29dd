"""Who is left out beforehand is left out when it is sent, for the same reason; and it is told in time."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.people import Consent, Identity
from bot.db.shop import Merchant
from bot.services.broadcasts import excluding
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, recipients, start
from tests.services.broadcasts.oddities import Lots
from tests.services.shelf import change

PEOPLE = 60


@pytest.mark.parametrize(
    ("seed", "by_sms", "whatsapp"), [(1, False, True), (2, True, True), (3, True, False), (4, True, True)]
)
def test_who_is_excluded_beforehand_is_skipped_with_that_reason(
    bot: Bot, cast: Cast, seed: int, by_sms: bool, whatsapp: bool
) -> None:
    audience = {"customers": Lots(bot, cast, seed).add_people(PEOPLE)}
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        db.expunge(shop)
        shop.whatsapp_from = shop.whatsapp_from if whatsapp else None
        asked = excluding.select_reasons(db, shop, audience, by_sms, bot.now())
        expected = {customer_id: reason for customer_id, reason in db.execute(asked)}
        foreseen = excluding.count_excluded(db, shop, audience, by_sms, bot.now())
    broadcast_id = draft_for(bot, cast, audience, lasts_hours=1)
    start(bot, broadcast_id, PEOPLE)
    change(bot, Broadcast, broadcast_id, by_sms=by_sms)  # a start asks for a text that is registered
    if not whatsapp:
        change(bot, Merchant, cast.shop, whatsapp_from=None)
    freeze(bot, broadcast_id)
    while feed(bot, broadcast_id):
        pass
    assert {row.customer_id: row.reason for row in recipients(bot, broadcast_id)} == expected
    handed = [row for row in recipients(bot, broadcast_id) if row.state == "handed_over"]
    assert (foreseen.people, foreseen.looked, foreseen.reached) == (PEOPLE, PEOPLE, len(handed))
    # The lots mean something: nearly everything that can be has been.
    assert len(foreseen.left_out) >= 6


def test_a_shop_that_sends_no_offers_reaches_nobody(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 3)
    change(bot, Merchant, cast.shop, marketing_per_day=0)
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        found = excluding.count_excluded(db, shop, {"customers": ids}, False, bot.now())
    assert found.left_out == {"cap": 3}


def test_where_all_take_too_long_the_first_are_told(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add_crowd(bot, cast, 5)
    change(bot, Consent, rows(bot, Consent)[0].id, granted=False)
    monkeypatch.setattr(excluding, "FIRST", 3 + 2)  # the cast comes first
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        found = excluding.count_excluded(db, shop, {"agreed": True}, False, bot.now(), seconds=0)
        whole = excluding.count_excluded(db, shop, {"customers": ids}, False, bot.now(), seconds=0)
    assert (found.people, found.looked) == (4, 2)
    assert (whole.people, whole.looked, whole.left_out) == (5, 3, {"opted_out": 1})


def test_people_of_a_reason_come_by_pages(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add_crowd(bot, cast, 7)
    for row in rows(bot, Identity):
        if row.customer_id in ids[::2]:
            change(bot, Identity, row.id, unreachable=True)
    monkeypatch.setattr(excluding, "STEP", 3)
    found: list[int] = []
    after: int | None = 0
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        while after is not None:
            asked = (shop, {"customers": ids}, False, "unreachable", after, 2, bot.now())
            page = excluding.list_excluded(db, *asked)
            assert len(page.ids) <= 2
            found += page.ids
            after = page.following
    assert found == ids[::2]
