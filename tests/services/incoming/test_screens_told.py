"""Screens are told of an order that news has changed, once each, and not of what was known already."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.changes import Change, ChangeKind
from bot.domain.news import News, OrderGone, OrderRef, RefundNews
from tests.teller import Teller, order_news, parcel_news


def test_screens_are_told_whose_order_is_not_as_it_was(teller: Teller) -> None:
    def noted() -> list[int]:
        teller.db.info.clear()  # each is a transaction of its own elsewhere
        return list(teller.db.scalars(select(Change.thing_id).where(Change.kind == ChangeKind.ORDER)))

    teller.tell(order_news())
    mine = teller.order().id
    assert noted() == [mine]
    teller.tell(order_news())  # known already
    assert noted() == [mine]
    ours = OrderRef("501")
    refund, gone = RefundNews(ours, "r-1", 100, "INR", teller.now), OrderGone(ours, teller.now)
    told: tuple[News, ...] = (parcel_news("shipped", 1), refund, gone)
    for count, news in enumerate(told, 2):
        teller.tell(news)
        assert noted() == [mine] * count
