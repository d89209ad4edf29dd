"""Orders out: what a shop's own system asks about them."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import UnconfirmedOrder, UnconfirmedPage, sent
from bot.api.asked import UnconfirmedQuery
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import cut_page
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.orders import cash_on_delivery

orders = Group("orders", __name__, "orders")


@orders.get("/orders", responses=answers(UnconfirmedPage, 400, 401, 403, 429, 503))
@needs(Permission.ORDERS_READ)
def unconfirmed_orders(query: UnconfirmedQuery) -> Response:
    """Cash-on-delivery orders their customers have not confirmed, the oldest first"""
    merchant_id = caller().merchant_id
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = cash_on_delivery.list_unconfirmed(db, merchant_id, query.after, query.limit + 1)
    page, last = cut_page(found, query.limit)
    told = tuple(map(UnconfirmedOrder.model_validate, page))
    return sent(UnconfirmedPage(orders=told, next=last.order_id if last else None))
