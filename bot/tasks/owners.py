"""Tells a shop's own people of alerts, without a worker: one of those may be what does not work."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.desk import owners
from bot.tasks.sending import send


def tell_owners(bot: Bot) -> int:
    """Write what is new about alerts, and hand over every such message that may leave; returns how many those were."""
    with bot.database.reading.begin() as db:
        shops = owners.list_shops_with_news(db)
    for merchant_id in shops:
        with bot.database.writing.begin() as db:
            owners.write_news(db, merchant_id, bot.now())
    with bot.database.reading.begin() as db:
        leaving = owners.list_leaving(db, bot.now())
    for outgoing_id in leaving:
        send(bot, outgoing_id)
    return len(leaving)
