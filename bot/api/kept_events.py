"""What shops and carriers said that could not be applied: told with its reason, and applied once more."""

from __future__ import annotations

import json

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.connection_shapes import EventBodyTold, KeptKindTold, KeptPage, KeptQuery, KeptTold, Replay, ReplayedTold
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import cut_page
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.domain.access import Permission, StaffRole
from bot.domain.hidden_bodies import hide_personal
from bot.services.events import kept
from bot.services.staff import audit
from bot.tasks.names import APPLY

kept_events = Group("kept_events", __name__, "connections")
_ONE = f"/kept-events/<int(min=1,max={LARGEST_ID}):id>"
MOST_KINDS = 50


@kept_events.get("/kept-events", responses=answers(KeptPage, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_kept_events(query: KeptQuery) -> Response:
    """What was set aside because it could not be applied, the newest first, and counted by kind and reason"""
    bot: Bot = current_app.extensions["bot"]
    mine = caller().merchant_id
    with bot.database.reading.begin() as db:
        page, last = cut_page(kept.list_kept(db, mine, query.before, query.limit + 1), query.limit)
        told = KeptPage(
            events=tuple(_told(one) for one in page),
            kinds=tuple(KeptKindTold.model_validate(one) for one in kept.count_kinds(db, mine, MOST_KINDS)),
            next=last.id if last else None,
        )
    return sent(told)


@kept_events.get(_ONE, responses=answers(EventBodyTold, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_kept_event(path: Numbered) -> Response:
    """An event with what it says; to agents without what is of a person"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = kept.find_event(db, caller().merchant_id, path.id)
        if found is None:
            raise Problem(404, "No such event", "Your shop has none of this id: GET /kept-events lists them.")
        told = _whole(found)
    return sent(told)


@kept_events.post("/kept-events/replay", responses=answers(ReplayedTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def replay_events(body: Replay) -> Response:
    """Apply events once more, one by one or all of a kind; what they did before is not done twice"""
    bot: Bot = current_app.extensions["bot"]
    if bool(body.ids) == (body.all_of is not None):
        raise wrong_field("ids", "is missing, or not alone", "send ids, or all_of, and not both")
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        if body.all_of is None:
            waiting = kept.replay_ids(db, me.merchant_id, body.ids, now)
        else:
            of = body.all_of
            waiting = kept.replay_kind(db, me.merchant_id, of.connection_id, of.topic, of.reason, now)
        audit.record(db, me.actor, "events.replay", "events", now, str(len(waiting)))
    for event_id in waiting:
        bot.bells.ring(APPLY, event_id)
    return sent(ReplayedTold(waiting=len(waiting)))


def _told(event: RawEvent) -> KeptTold:
    return KeptTold(
        id=event.id,
        connection_id=event.connection_id,
        kind=event.connection.kind,
        topic=event.topic,
        reason=event.reason,
        came_by=event.came_by,
        received_at=event.received_at,
        attempts=event.attempts,
    )


def _whole(event: RawEvent) -> EventBodyTold:
    hidden = caller().role is not StaffRole.OWNER
    return EventBodyTold(
        id=event.id,
        kind=event.connection.kind,
        topic=event.topic,
        state=event.state,
        reason=event.reason,
        received_at=event.received_at,
        headers={} if hidden else {name: str(value) for name, value in event.headers.items()},
        body=hide_personal(event.body) if hidden else _indented(event.body),
        hidden=hidden,
    )


def _indented(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
