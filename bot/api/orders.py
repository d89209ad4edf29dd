"""Orders out: what a shop's own system asks about them."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.answers import UnconfirmedOrder, UnconfirmedPage, sent
from bot.api.asked import UnconfirmedQuery
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.keys import merchant_of_key
from bot.bootstrap import Bot
from bot.services.orders import cash_on_delivery

orders = APIBlueprint("orders", __name__, abp_tags=[tag("orders")], operation_id_callback=OPERATION_ID)


@orders.get("/orders", responses=answers(UnconfirmedPage, 400, 401, 429, 503))
def unconfirmed_orders(query: UnconfirmedQuery) -> Response:
    """Cash-on-delivery orders their customers have not confirmed, the oldest first"""
    merchant_id = merchant_of_key()
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = cash_on_delivery.list_unconfirmed(db, merchant_id, query.after, query.limit + 1)
    page = tuple(UnconfirmedOrder.model_validate(one) for one in found[: query.limit])
    return sent(UnconfirmedPage(orders=page, next=page[-1].id if len(found) > query.limit else None))
