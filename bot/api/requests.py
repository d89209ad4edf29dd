"""Customers' requests: listed, and closed by whoever has seen to them."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_PAGE, Numbered
from bot.api.customers import ONE, find_theirs
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import cut_page
from bot.api.problems import Problem
from bot.api.request_shapes import Referenced, RequestChange, RequestPage, RequestsQuery, RequestTold
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.requests import Request
from bot.domain.access import Permission
from bot.domain.requests import RequestState
from bot.services.desk import request_list
from bot.services.desk.requests import close_request
from bot.services.staff import audit

requests = Group("requests", __name__, "requests")


@requests.get("/requests", responses=answers(RequestPage, 400, 401, 403, 429, 503))
@needs(Permission.ORDERS_READ)
def list_requests(query: RequestsQuery) -> Response:
    """Requests of the shop's customers in a state, the oldest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = request_list.list_of_shop(db, caller().merchant_id, query.state, query.after, query.limit + 1)
        page, last = cut_page(found, query.limit)
        told = tuple(map(_told, page))
    return sent(RequestPage(requests=told, next=last.id if last else None))


@requests.get(f"{ONE}/requests", responses=answers(RequestPage, 401, 403, 404, 429, 503))
@needs(Permission.ORDERS_READ)
def list_customers_requests(path: Numbered) -> Response:
    """The newest requests of a customer, whatever became of them"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        person = find_theirs(db, me.merchant_id, path.id)
        told = tuple(map(_told, request_list.list_of_customer(db, me.merchant_id, person.id, LARGEST_PAGE)))
    return sent(RequestPage(requests=told, next=None))


@requests.patch(
    "/requests/<string:reference>", responses=answers(RequestTold, 401, 403, 404, 409, 413, 415, 422, 429, 503)
)
@needs(Permission.ORDERS_WRITE)
def close_one(path: Referenced, body: RequestChange) -> Response:
    """Say what became of an open request: done or refused; the same once more changes nothing"""
    bot: Bot = current_app.extensions["bot"]
    me, state = caller(), RequestState(body.state)
    with bot.database.writing.begin() as db:
        if close_request(db, me.merchant_id, path.reference, state, bot.now()):
            audit.record(db, me.actor, "request.close", f"request:{path.reference}", bot.now(), state)
        row = request_list.find_by_reference(db, me.merchant_id, path.reference)
        if row is None:
            raise Problem(404, "No such request", "Your shop has none by this reference: GET /requests lists them.")
        if row.state != state:
            raise Problem(409, "Closed already", f"It is {row.state}: it stays so.")
        note_change(db, me.merchant_id, ChangeKind.CUSTOMER, row.customer_id, bot.now())
        told = _told(row)
    return sent(told)


def _told(row: Request) -> RequestTold:
    kept = ("id", "reference", "kind", "state", "detail", "customer_id", "conversation_id", "order_id")
    times = ("created_at", "done_at")
    values = {name: getattr(row, name) for name in (*kept, *times)}
    return RequestTold(order_number=row.order.number if row.order else None, **values)
