"""What of the shop's own a rule of a segment may name."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.segments_shapes import ValueList, ValueOffered, ValuesQuery
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.segments import offering

segment_values = Group("segment_values", __name__, "segments")


@segment_values.get("/segments/values", responses=answers(ValueList, 400, 401, 403, 429, 503))
@needs(Permission.SEGMENTS_READ)
def list_values(query: ValuesQuery) -> Response:
    """What of the shop a rule can name: its products, or the kinds of them"""
    bot: Bot = current_app.extensions["bot"]
    merchant_id = caller().merchant_id
    with bot.database.reading.begin() as db:
        if query.field == "bought.category":
            found = offering.list_categories(db, merchant_id)
        else:
            ids = [int(one) for one in query.ids.split(",") if one]
            found = offering.list_products(db, merchant_id, query.q, ids)
        told = tuple(ValueOffered(value=one.value, name=one.name) for one in found)
    return sent(ValueList(values=told))
