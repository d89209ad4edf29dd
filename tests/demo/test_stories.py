"""The line that says what is going on with a customer: true on the first day and on every day after it."""

from __future__ import annotations

from sqlalchemy import update

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.demo.cast import ASHA, FARIDA, JOHN, KIRAN, MITALI, RAHUL, SOURAV
from bot.demo.stories import tell_stories
from tests.demo.days import pass_day


def stories(bot: Bot) -> dict[str, str]:
    """The stories as they are now."""
    with bot.database.reading.begin() as db:
        return tell_stories(db, bot.now())


def test_they_begin_as_the_readme_says(shop: Bot) -> None:
    assert stories(shop) == {
        ASHA: "Order 1042 is out for delivery today",
        RAHUL: "Order 1043 is on its way, 3 days late",
        MITALI: "Order 1044 was delivered on 19 Nov; 240 points",
        JOHN: "Order 1045 is paid but not shipped",
        FARIDA: "3 things in the cart; order 1040 was delivered on 10 Oct; 329 points",
        KIRAN: "Order 1047 could not be handed over, 1 day late",
        SOURAV: "Order 1048 is cash on delivery, not confirmed",
    }


def test_they_follow_the_days_and_what_the_customers_do(shop: Bot) -> None:
    pass_day(shop)
    with shop.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1048").values(status="cancelled", cancelled_at=shop.now()))
    told = stories(shop)
    assert told[ASHA] == "Order 1049 is paid but not shipped"
    assert told[KIRAN] == "Order 1047 is out for delivery today"
    assert told[SOURAV] == "Order 1048 is cancelled"
    pass_day(shop)
    assert stories(shop)[KIRAN] == "Order 1047 was delivered yesterday"
