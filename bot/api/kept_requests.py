"""Messages and statuses that could not be understood: told with their reason, and read once more."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.connection_shapes import KeptQuery
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.kept_request_shapes import (
    ReadAgain,
    ReadAgainTold,
    RequestBodyTold,
    UnreadGroupTold,
    UnreadPage,
    UnreadTold,
)
from bot.api.places import cut_page
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.conversations import KeptRequest
from bot.domain.access import Permission, StaffRole
from bot.domain.hidden_forms import hide_fields
from bot.domain.masking import mask_numbers
from bot.services.chat import unread
from bot.services.staff import audit
from bot.tasks.twilio_intake import read_again

kept_requests = Group("kept_requests", __name__, "connections")
_ONE = f"/kept-requests/<int(min=1,max={LARGEST_ID}):id>"
MOST_GROUPS = 50


@kept_requests.get("/kept-requests", responses=answers(UnreadPage, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_kept_requests(query: KeptQuery) -> Response:
    """What Twilio sent and nobody could understand, the newest first, and counted by door and reason"""
    bot: Bot = current_app.extensions["bot"]
    mine = caller().merchant_id
    with bot.database.reading.begin() as db:
        page, last = cut_page(unread.list_unread(db, mine, query.before, query.limit + 1), query.limit)
        told = UnreadPage(
            requests=tuple(_told(one) for one in page),
            groups=tuple(UnreadGroupTold.model_validate(one) for one in unread.count_groups(db, mine, MOST_GROUPS)),
            next=last.id if last else None,
        )
    return sent(told)


@kept_requests.get(_ONE, responses=answers(RequestBodyTold, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_kept_request(path: Numbered) -> Response:
    """A request with what it says, field by field; to agents without what is of a person"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = unread.find_unread(db, caller().merchant_id, path.id)
        if found is None:
            raise Problem(404, "No such request", "Your shop has none of this id: GET /kept-requests lists them.")
        fields = unread.read_fields(found.body)
        shown = hide_fields(fields) if _is_hidden() else dict(fields)
        told = RequestBodyTold(
            **_told(found).model_dump(), fields=shown, settled_at=found.settled_at, hidden=_is_hidden()
        )
    return sent(told)


@kept_requests.post("/kept-requests/replay", responses=answers(ReadAgainTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def read_requests_again(body: ReadAgain) -> Response:
    """Read requests once more, one by one or all of a kind; what they brought before is not brought twice"""
    bot: Bot = current_app.extensions["bot"]
    if bool(body.ids) == (body.all_of is not None):
        raise wrong_field("ids", "is missing, or not alone", "send ids, or all_of, and not both")
    me = caller()
    with bot.database.writing.begin() as db:
        if body.all_of is None:
            meant = [one for one in body.ids if unread.find_unread(db, me.merchant_id, one)]
        else:
            meant = unread.list_meant(db, me.merchant_id, body.all_of.door, body.all_of.reason)
        audit.record(db, me.actor, "requests.replay", "kept requests", bot.now(), str(len(meant)))
    became = [read_again(bot, one) for one in meant]
    return sent(ReadAgainTold(understood=became.count(True), not_understood=became.count(False)))


def _told(row: KeptRequest) -> UnreadTold:
    sender = unread.read_fields(row.body).get("From", "")[:100]
    return UnreadTold(
        id=row.id,
        door=unread.name_door(row),
        reason=row.reason,
        sender=mask_numbers(sender) if _is_hidden() else sender,
        received_at=row.received_at,
        tried_at=row.tried_at,
    )


def _is_hidden() -> bool:
    return caller().role is not StaffRole.OWNER
