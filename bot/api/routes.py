"""The addresses of the API. Events are checked whole, stored in one transaction, and applied by a worker."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from bot.api import openapi, problems
from bot.api.bodies import Bodied, read_events
from bot.api.keys import merchant_of_key
from bot.api.problems import PREFIX, Problem, listed
from bot.bootstrap import Bot
from bot.db.engine import DatabaseError
from bot.logs import get_logger
from bot.services.events import own as own_events
from bot.services.orders import cash_on_delivery
from bot.shops.own.faults import Faulty
from bot.tasks.names import APPLY

log = get_logger(__name__)
api = Blueprint("api", __name__, url_prefix=PREFIX, template_folder="templates")
MAX_BODY = 1024 * 1024
PAGE, LARGEST_PAGE = 50, 100
_LARGEST_ID = 2**63 - 1
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@api.post("/events")
def take_events() -> tuple[Response, int]:
    """One event or up to a hundred. What cannot be taken is named, and the others are taken all the same."""
    merchant_id = merchant_of_key()
    bot: Bot = current_app.extensions["bot"]
    request.max_content_length = MAX_BODY
    if request.mimetype != "application/json":
        raise Problem(415, "Unsupported media type", "Send the header Content-Type: application/json.")
    body, key = request.get_data(cache=False), _idempotency_key()
    try:
        told = read_events(body, bot.now())
    except Faulty as error:
        detail = "Nothing was stored. Every error names its field (a JSON Pointer) and the remedy."
        raise Problem(422, "The body is not as described", detail, error.faults) from error
    digest, deliveries = hashlib.sha256(body).hexdigest(), [one for one in told.events if one is not None]
    try:
        with bot.database.writing.begin() as db:
            own = own_events.open_connection(db, merchant_id, secrets.token_hex(16), bot.now())
            taken = own_events.take(db, own, key, digest, deliveries, bot.now())
    except own_events.OtherRequest as error:
        detail = "This Idempotency-Key was sent before with another body. Use a new one for each request."
        raise Problem(409, "Key used before", detail) from error
    answer = jsonify(_taken(told, taken.ids))
    if taken.again:
        answer.headers["Idempotent-Replayed"] = "true"
        return answer, 200
    bot.bells.ring(APPLY, taken.ids[0])  # the worker goes on with the others, in order
    return answer, 202


@api.get(f"/events/<int(max={_LARGEST_ID}):event_id>")
def event_state(event_id: int) -> Response:
    """What became of an event."""
    merchant_id = merchant_of_key()
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        event = own_events.find(db, merchant_id, event_id)
    if event is None:
        raise Problem(404, "No such event", "No event of yours has this id: POST /events gave the ids.")
    return jsonify(
        id=event.id,
        type=event.topic,
        state=event.state,
        reason=event.reason,
        received_at=event.received_at.isoformat(),
        applied_at=event.applied_at and event.applied_at.isoformat(),
    )


@api.get("/orders")
def unconfirmed_orders() -> Response:
    """Cash-on-delivery orders their customers have not confirmed, the oldest first."""
    merchant_id = merchant_of_key()
    bot: Bot = current_app.extensions["bot"]
    if request.args.get("unconfirmed") != "true":
        raise Problem(400, "Which orders?", "Only unconfirmed orders are listed here: ask with unconfirmed=true.")
    limit = _number("limit", PAGE, 1, LARGEST_PAGE)
    after = _number("after", 0, 0, _LARGEST_ID)
    with bot.database.reading.begin() as db:
        found = cash_on_delivery.list_unconfirmed(db, merchant_id, after, limit + 1)
    page = found[:limit]
    return jsonify(orders=[_shown(one) for one in page], next=page[-1].order_id if len(found) > limit else None)


@api.get("/openapi.json")
def description() -> Response:
    """The API described, for machines."""
    bot: Bot = current_app.extensions["bot"]
    return jsonify(openapi.described(bot.settings.public_url))


@api.get("/docs")
def docs() -> str:
    """The description of the API as a page for people."""
    bot: Bot = current_app.extensions["bot"]
    described = openapi.described(bot.settings.public_url)
    return render_template("api_docs.html", described=described, examples=openapi.EXAMPLES, problems=openapi.PROBLEMS)


@api.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """A refused request as its status, with the field and the remedy as JSON (RFC 9457)."""
    return error.response()


@api.errorhandler(DatabaseError)
def database_away(error: DatabaseError) -> Response:
    """Answer 503 when the database is away. Unlike webhooks nothing is kept for later: repeating is safe by the key."""
    log.error("the database does not answer", error=type(error).__name__)
    detail = "Nothing was stored. Repeat the request later with the same Idempotency-Key."
    return Problem(503, "Try again later", detail, headers={"Retry-After": "10"}).response()


# Also for requests that reach no function of ours: another method, an address that is none.
api.app_errorhandler(HTTPException)(problems.of_flask)


def _taken(told: Bodied, ids: Sequence[int]) -> dict[str, Any]:
    """The answer: an id for each event in its place, null for one that was refused."""
    left = iter(ids)
    placed = [None if one is None else next(left, None) for one in told.events]
    faults = {"refused": listed(told.refused), "odd": listed(told.odd)}
    return {"accepted": len(ids), "ids": placed} | {name: some for name, some in faults.items() if some}


def _idempotency_key() -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        detail = (
            "Send the header Idempotency-Key, 1 to 200 visible ASCII letters, new for each request and the same when "
            "you repeat one: then nothing is taken twice."
        )
        raise Problem(400, "Idempotency-Key is missing or not usable", detail)
    return key


def _number(name: str, default: int, least: int, most: int) -> int:
    written = request.args.get(name, str(default))
    if not (written.isascii() and written.isdigit() and len(written) < 20 and least <= int(written) <= most):
        raise Problem(400, "Bad query", f"{name} must be a number from {least} to {most}.")
    return int(written)


def _shown(order: cash_on_delivery.Unconfirmed) -> dict[str, Any]:
    return {
        "id": order.order_id,
        "number": order.number,
        "placed_at": order.placed_at.isoformat(),
        "total": order.total,
        "currency": order.currency,
        "city": order.city,
        "asked_at": order.asked_at and order.asked_at.isoformat(),
    }
