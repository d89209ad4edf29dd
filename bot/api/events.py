"""Events of a shop's own system: checked whole, stored in one transaction, applied by a worker."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from flask import Response, current_app, request
from flask_openapi3.types import ResponseDict

from bot.api.access import caller, needs
from bot.api.answers import EventsTaken, EventTold, Wrong, sent
from bot.api.asked import LARGEST_ID, Numbered, Once
from bot.api.bodies import Bodied, read_body, read_events
from bot.api.declared import TAKES_EVENTS, answers, reference
from bot.api.group import Group
from bot.api.problems import Problem, listed, wrong
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.events import own as own_events
from bot.shops.own.faults import Faulty
from bot.tasks.names import APPLY

events = Group("events", __name__, "events")
_AGAIN: ResponseDict = {200: reference("EventsTaken", "Taken before, by the same key")}


@events.post(
    "/events",
    responses=answers(EventsTaken, 400, 401, 403, 409, 413, 415, 422, 429, 503, status=202) | _AGAIN,
    openapi_extensions=TAKES_EVENTS,
)
@needs(Permission.EVENTS_WRITE)
def take_events(header: Once) -> Response:
    """Tell one event, or up to 100; one that is refused refuses no other"""
    merchant_id = caller().merchant_id
    bot: Bot = current_app.extensions["bot"]
    body = read_body(request)
    try:
        told = read_events(body, bot.now())
    except Faulty as error:
        raise wrong(*error.faults) from error
    digest, deliveries = hashlib.sha256(body).hexdigest(), [one for one in told.events if one is not None]
    try:
        with bot.database.writing.begin() as db:
            own = own_events.open_connection(db, merchant_id, secrets.token_hex(16), bot.now())
            taken = own_events.take(db, own, header.idempotency_key, digest, deliveries, bot.now())
    except own_events.OtherRequest as error:
        detail = "This Idempotency-Key was sent before with another body. Use a new one for each request."
        raise Problem(409, "Key used before", detail) from error
    if taken.again:
        answer = sent(_taken(told, taken.ids))
        answer.headers["Idempotent-Replayed"] = "true"
        return answer
    bot.bells.ring(APPLY, taken.ids[0])  # the worker goes on with the others, in order
    return sent(_taken(told, taken.ids), 202)


@events.get(
    f"/events/<int(min=1,max={LARGEST_ID}):id>",
    responses=answers(EventTold, 401, 403, 404, 429, 503),
    description="waiting: not applied yet. applied. ignored: nothing came of it (old news). parked: its order or "
    "parcel is not known yet; applied when that comes. kept: it cannot be applied; the reason says why.",
)
@needs(Permission.EVENTS_READ)
def event_state(path: Numbered) -> Response:
    """What became of an event"""
    merchant_id = caller().merchant_id
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        event = own_events.find(db, merchant_id, path.id)
        told = None if event is None else EventTold.model_validate(event)
    if told is None:
        raise Problem(404, "No such event", "No event of yours has this id: POST /events gave the ids.")
    return sent(told)


def _taken(told: Bodied, ids: Sequence[int]) -> EventsTaken:
    """The answer: an id for each event in its place, null for one that was refused."""
    left = iter(ids)
    placed = tuple(None if one is None else next(left, None) for one in told.events)
    faults = {"refused": listed(told.refused), "odd": listed(told.odd)}
    named = {name: tuple(Wrong(**one) for one in some) for name, some in faults.items() if some}
    return EventsTaken(accepted=len(ids), ids=placed, **named)
