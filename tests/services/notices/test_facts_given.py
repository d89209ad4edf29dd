"""The four notices that only the demo's seed could make fire: care, what goes with it, whom to follow, used up."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel
from bot.db.shop import Merchant, Offer, Product
from bot.domain.access import StaffRole
from bot.tasks import by_clock
from tests.api.people import browser_of
from tests.api.tables import upload
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import agree, change, messages, notices, run, stock, tell

FOUR = ("guide", "match", "follow", "replenish")
TABLE = "sku,care_en,care_gu,goes_with,lasts_days\nSAR,Dry clean,ડ્રાય ક્લીન કરાવવું,DUP,30\n"


def _buy(bot: Bot, cast: Cast) -> None:
    """Asha's order 1042 has come, of a shop that has told of its goods what every system tells and nothing more."""
    shelf = stock(bot, cast)
    for product_id in (1, 2):
        change(bot, Product, product_id, care={}, goes_with=[], titles={})
    change(bot, Merchant, cast.shop, socials={})
    change(bot, Offer, 1, active=False)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, bot.now())
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered", stage_at=bot.now())
    change(bot, Order, shelf.order, reviewed_at=bot.now())
    tell(bot, cast, shelf, "order.delivered")


def _pass_a_month(bot: Bot, watch: Watch) -> None:
    for _ in range(34):
        watch.advance(days=1)
        by_clock.keep_anniversaries(bot)
        run(bot)


@pytest.mark.parametrize("is_given", [False, True])
def test_they_are_told_once_the_shop_has_written_what_they_tell(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, is_given: bool
) -> None:
    _buy(bot, cast)
    if is_given:
        owner = browser_of(bot, cast.shop, StaffRole.OWNER)
        assert upload(owner, "/products/import", TABLE).status_code == 200
        socials = {"socials": [{"name": "Instagram", "url": "https://rangoli.example/insta"}]}
        assert owner.call("PUT", "/settings/socials", socials).status_code == 200
    _pass_a_month(bot, watch)
    made = notices(bot)
    told = {row.key: row.text for row in messages(bot)}
    if is_given:
        assert {rule: made[rule][0] for rule in FOUR} == dict.fromkeys(FOUR, "composed")
        assert set(told) >= {f"notice.{rule}" for rule in FOUR}
    else:
        assert {rule: made.get(rule) for rule in FOUR} == {
            "guide": ("dropped", "has_care"),
            "match": ("dropped", "has_match"),
            "follow": ("dropped", "has_socials"),
            "replenish": None,
        }
        assert not set(told) & {f"notice.{rule}" for rule in FOUR}
