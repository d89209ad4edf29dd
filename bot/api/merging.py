"""Two customers who are one person."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.customer_shapes import CustomerWhole, MergeWish
from bot.api.customers import ONE, find_theirs, tell_card
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk.customer_card import find_customer
from bot.services.people.merging import NotOnePerson, merge_customers
from bot.services.staff import audit
from bot.services.staff.viewing import find_view

merging = APIBlueprint("merging", __name__, abp_tags=[tag("customers")], operation_id_callback=OPERATION_ID)


@merging.post(f"{ONE}/merge", responses=answers(CustomerWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CUSTOMERS_WRITE)
def merge_into(path: Numbered, body: MergeWish) -> Response:
    """Make all of another customer this one's: conversations, orders, points; a no of either stays. No taking back"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        kept = find_theirs(db, me.merchant_id, path.id)
        other = find_customer(db, me.merchant_id, body.other_id)
        if other is None:
            raise Problem(404, "No such customer", "Your shop has none by `other_id`: GET /customers lists them.")
        is_done = other.merged_into == kept.id
        try:
            merge_customers(db, kept, other, now)
        except NotOnePerson as error:
            raise Problem(409, "Not one person", str(error)) from error
        if not is_done:
            audit.record(db, me.actor, "customer.merge", f"customer:{kept.id}", now, f"customer:{other.id}")
        told = tell_card(db, kept, viewer)
    return sent(told)
