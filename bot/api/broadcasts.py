"""Broadcasts: drafted, started with the number of people as confirmation, paused, resumed, called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.broadcast_draft_shapes import BroadcastMade
from bot.api.broadcast_shapes import (
    BroadcastListed,
    BroadcastPage,
    BroadcastQuery,
    BroadcastStarted,
    BroadcastTold,
    BroadcastWhole,
    BudgetSent,
    ForeseenReason,
    OutlookAsked,
    OutlookTold,
    ProgressTold,
    SentenceList,
    SentenceTold,
)
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.broadcasts import BroadcastState
from bot.services.accounts import own
from bot.services.broadcasts import audience, draft, excluding, foreseeing, launch, progress, receipt, retrying
from bot.services.broadcasts.progress import BroadcastProgress
from bot.services.broadcasts.refusing import StartRefusal
from bot.services.broadcasts.standing import NotPossible
from bot.services.broadcasts.telling import say_reason, say_standstill
from bot.services.staff import audit
from bot.shops.own.faults import Fault

broadcasts = Group("broadcasts", __name__, "broadcasts")
ONE_BROADCAST = f"/broadcasts/<int(min=1,max={LARGEST_ID}):id>"
_BODY = (401, 403, 413, 415, 422, 429, 503)
_STEP = (401, 403, 404, 409, 429, 503)


@broadcasts.get("/broadcasts", responses=answers(BroadcastPage, 400, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_broadcasts(query: BroadcastQuery) -> Response:
    """The broadcasts of the shop, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        found = draft.list_broadcasts(db, shop.id, query.before, query.limit)
        counted = progress.count_progress(db, found)
        told = tuple(BroadcastListed(**_fields(row), progress=_tell_progress(counted.get(row.id))) for row in found)
        following = told[-1].id if len(told) == query.limit else None
        page = BroadcastPage(currency=shop.currency, broadcasts=told, next=following)
    return sent(page)


@broadcasts.get("/broadcasts/sentences", responses=answers(SentenceList, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_broadcast_sentences() -> Response:
    """What can be said to many, and which fields it has"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        found = foreseeing.list_sentences(
            db, shop, own.choose_account(shop, bot.settings.twilio_account_sid), bot.now().date()
        )
        told = tuple(SentenceTold.model_validate(one) for one in found)
        answer = SentenceList(currency=shop.currency, sentences=told)
    return sent(answer)


@broadcasts.post("/broadcasts/outlook", responses=answers(OutlookTold, *_BODY))
@needs(Permission.BROADCASTS_READ)
def foresee_broadcast(body: OutlookAsked) -> Response:
    """Who would get an offer now, and who would be left out and why: nothing is kept, nothing leaves"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        try:
            audience.check_audience(db, shop.id, body.audience)
        except audience.BadAudience as error:
            raise wrong_field("audience", "cannot be used", str(error)) from error
        found = excluding.count_excluded(db, shop, body.audience, body.by_sms, bot.now())
    locale = find_language()
    left_out = tuple(tell_foreseen(why, found.left_out[why], locale) for why in found.ordered)
    told = OutlookTold(people=found.people, looked=found.looked, reached=found.reached, left_out=left_out)
    return sent(told)


@broadcasts.post("/broadcasts", responses=answers(BroadcastWhole, *_BODY, status=201))
@needs(Permission.BROADCASTS_WRITE)
def add_broadcast(body: BroadcastMade) -> Response:
    """Write a draft down: nothing leaves before it is started"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        try:
            made = draft.BroadcastDraft(**body.model_dump())
            row = draft.add_draft(db, me.merchant_id, made, now)
        except draft.BadDraft as error:
            field, _, problem = str(error).partition(": ")
            raise wrong_field(field, "cannot be used", problem) from error
        audit.record(db, me.actor, "broadcast.add", f"broadcast:{row.id}", now)
        told = tell_whole(db, row, now)
    return sent(told, 201)


@broadcasts.get(ONE_BROADCAST, responses=answers(BroadcastWhole, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast(path: Numbered) -> Response:
    """A broadcast, and to how many people it goes"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tell_whole(db, find_broadcast(db, path.id), bot.now())
    return sent(told)


@broadcasts.post(f"{ONE_BROADCAST}/start", responses=answers(BroadcastWhole, 404, 409, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def start_broadcast(path: Numbered, body: BroadcastStarted) -> Response:
    """Start a draft: at its time, or at once; with another number of people than `expected` it does not"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = find_broadcast(db, path.id)
        if body.version not in (None, row.version):
            present = tell_whole(db, row, now).model_dump(mode="json")
            raise Problem(409, "Changed meanwhile", "Somebody has changed it: look at it again.", present=present)
        account = own.find_account(db, me.merchant_id, bot.settings.twilio_account_sid)
        try:
            launch.start(db, row, body.expected, account, me.actor.staff_id, now)
        except launch.OtherNumber as other:
            faults, says = _list_faults([other.refusal]), other.say(find_language())
            raise Problem(409, "Another number", says, faults, present={"people": other.present}) from other
        except launch.NotStarted as error:
            kept = {"state": row.state, "rules": [one.rule.name for one in error.refusals]}
            faults = _list_faults(error.refusals)
            raise Problem(409, "Cannot be started", error.say(find_language()), faults, present=kept) from error
        audit.record(db, me.actor, "broadcast.start", f"broadcast:{path.id}", now, str(body.expected))
        told = tell_whole(db, find_broadcast(db, path.id), now)
    return sent(told)


@broadcasts.post(f"{ONE_BROADCAST}/undo", responses=answers(BroadcastWhole, *_STEP))
@needs(Permission.BROADCASTS_WRITE)
def undo_broadcast(path: Numbered) -> Response:
    """Make it a draft again, while it has not begun: ten seconds at least"""
    return _step(path.id, "undo", launch.undo_start)


@broadcasts.post(f"{ONE_BROADCAST}/pause", responses=answers(BroadcastWhole, *_STEP))
@needs(Permission.BROADCASTS_WRITE)
def pause_broadcast(path: Numbered) -> Response:
    """Let nothing more leave until it is resumed"""
    return _step(path.id, "pause", launch.pause)


@broadcasts.post(f"{ONE_BROADCAST}/resume", responses=answers(BroadcastWhole, *_STEP))
@needs(Permission.BROADCASTS_WRITE)
def resume_broadcast(path: Numbered) -> Response:
    """Let it go on where it was"""
    return _step(path.id, "resume", launch.resume)


@broadcasts.post(f"{ONE_BROADCAST}/budget", responses=answers(BroadcastWhole, 404, 409, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def change_broadcast_budget(path: Numbered, body: BudgetSent) -> Response:
    """Give it another budget while it is not over; what waits because its budget was used up is to be resumed then"""
    return _step(path.id, "budget", lambda db, one, now: launch.raise_budget(db, one, body.budget_micros, now))


@broadcasts.post(f"{ONE_BROADCAST}/cancel", responses=answers(BroadcastWhole, *_STEP))
@needs(Permission.BROADCASTS_WRITE)
def cancel_broadcast(path: Numbered) -> Response:
    """Call it off: what has not left never leaves"""
    return _step(path.id, "cancel", launch.cancel)


def _list_faults(refusals: Sequence[StartRefusal]) -> list[Fault]:
    locale = find_language()
    return [Fault((one.rule.field,), one.say(locale), one.advise(locale)) for one in refusals]


def find_broadcast(db: Session, broadcast_id: int) -> Broadcast:
    """Return a broadcast of the caller's shop.

    Raises:
        Problem: 404, the shop has none by this id.
    """
    row = draft.find_broadcast(db, caller().merchant_id, broadcast_id)
    if row is None:
        raise Problem(404, "No such broadcast", "The shop has none by this id.")
    return row


def refuse(error: NotPossible, row: Broadcast) -> Problem:
    """Return the problem of a broadcast that does not stand as it has to."""
    return Problem(409, error.title, str(error), present={"state": row.state})


def _step(broadcast_id: int, name: str, take: Callable[[Session, int, datetime], bool]) -> Response:
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = find_broadcast(db, broadcast_id)
        if not take(db, broadcast_id, now):
            raise Problem(409, "Not possible now", f"It is {row.state}.", present={"state": row.state})
        audit.record(db, me.actor, f"broadcast.{name}", f"broadcast:{broadcast_id}", now)
        told = tell_whole(db, find_broadcast(db, broadcast_id), now)
    return sent(told)


def tell_whole(db: Session, row: Broadcast, now: datetime) -> BroadcastWhole:
    """Return what is told of a broadcast."""
    begun = row.began_at is not None
    people = (
        receipt.count_people(db, row.id) if begun else audience.count_audience(db, row.merchant_id, row.audience, now)
    )
    missing = draft.list_missing(db, row) if row.state == BroadcastState.DRAFT else ()
    again = retrying.find_retry(db, row.id)
    return BroadcastWhole(**_fields(row), people=people, retried_by=again, missing=tuple(missing))


def tell_foreseen(reason: str, count: int, locale: str) -> ForeseenReason:
    """Return what is told of how many would be left out for a reason."""
    says, advice = say_reason(reason, locale)
    return ForeseenReason(reason=reason, says=says, advice=advice, count=count)


def _tell_progress(counted: BroadcastProgress | None) -> ProgressTold | None:
    return None if counted is None else ProgressTold.model_validate(counted)


def _fields(row: Broadcast) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in BroadcastTold.model_fields if name != "says"}
    return kept | {"says": say_standstill(row, find_language())}
