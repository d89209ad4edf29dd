"""One action done to many conversations: begun, watched, undone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered, Once
from bot.api.bulk_shapes import (
    BulkMade,
    BulkTold,
    ChosenPeople,
    LeftOutTold,
    WhichConversations,
    find_lack,
    write_values,
)
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.canned import BulkJob
from bot.db.engine import Session
from bot.domain.access import Permission, Viewer
from bot.domain.bulk import UNDO_FOR, ItemState, JobState, NotDoneWhy
from bot.domain.search_query import read_query
from bot.private import make_digest
from bot.services.desk import bulk as jobs
from bot.services.desk.bulk_progress import count_items
from bot.services.search.conditions import find_seeker
from bot.services.search.finding import find_page
from bot.services.staff import audit
from bot.services.staff.viewing import find_view
from bot.tasks.names import BULK

bulk = Group("bulk", __name__, "bulk")
_ONE = f"/bulk/<int(min=1,max={LARGEST_ID}):id>"


@bulk.post("/bulk", responses=answers(BulkTold, 400, 401, 403, 409, 413, 415, 422, 429, 503, status=202))
@needs(Permission.CONVERSATIONS_WRITE)
def begin_bulk(header: Once, body: BulkMade) -> Response:
    """Do something to many conversations: a job that goes on by itself, GET it to see how far it is"""
    bot: Bot = current_app.extensions["bot"]
    me, lack = caller(), find_lack(body.action, body.values)
    if lack is not None:
        raise wrong_field(*lack)
    _check_chosen(body)
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        asked = set(_find_ids(db, viewer, body, bot.now()))
        ids = jobs.list_seen(db, viewer, sorted(asked))
        told_of = {NotDoneWhy.NOT_SEEN: len(asked) - len(ids), jobs.ASKED: make_digest(body.model_dump_json())}
        values = write_values(body.values) | told_of
        try:
            job = jobs.open_job(db, viewer, body.action, values, ids, header.idempotency_key, bot.now())
        except jobs.OtherJob as error:
            raise Problem(409, "The key was used", "Something else was begun with this Idempotency-Key.") from error
        audit.record(db, me.actor, f"bulk.{body.action}", f"bulk:{job.id}", bot.now(), str(job.total))
        told, job_id = _told(db, job, bot.now()), job.id
    bot.bells.ring(BULK, job_id)
    return sent(told, 202)


@bulk.post("/bulk/people", responses=answers(ChosenPeople, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def find_people_of_conversations(body: WhichConversations) -> Response:
    """Whose conversations these are: the audience of a broadcast to them"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    _check_chosen(body)
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        asked = set(_find_ids(db, viewer, body, bot.now()))
        ids = jobs.list_seen(db, viewer, sorted(asked))
        people = jobs.list_customers(db, ids)
    told = ChosenPeople(customers=tuple(people), conversations=len(ids), not_seen=len(asked) - len(ids))
    return sent(told)


@bulk.get(_ONE, responses=answers(BulkTold, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def read_bulk(path: Numbered) -> Response:
    """How far a job of the caller's is"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _told(db, _find(db, path.id), bot.now())
    return sent(told)


@bulk.delete(_ONE, responses=answers(BulkTold, 401, 403, 404, 409, 429, 503, status=202))
@needs(Permission.CONVERSATIONS_WRITE)
def undo_bulk(path: Numbered) -> Response:
    """Undo a job, up to half a minute after its end, where nothing has happened since"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        job = _find(db, path.id)
        undone = jobs.undo_job(db, job, bot.now())
        job = _find(db, path.id)
        if not undone and job.state == JobState.DONE:
            raise Problem(409, "Too late", f"It can be undone for {UNDO_FOR.seconds} seconds after its end.")
        told = _told(db, job, bot.now())
    bot.bells.ring(BULK, path.id)
    return sent(told, 202)


def _check_chosen(body: WhichConversations) -> None:
    if (body.ids is None) == (body.folder is None and body.query is None):
        raise wrong_field("ids", "are to be told in one way", "send ids, or folder, query or both of these")


def _find_ids(db: Session, viewer: Viewer, body: WhichConversations, now: datetime) -> list[int]:
    if body.ids is not None:
        return list(body.ids)
    found = None if body.query is None else _search(db, viewer, body.query, now)
    if body.folder is None:
        return found or []
    listed = jobs.list_in_folder(db, viewer, body.folder, now, found)
    if len(listed) > jobs.MOST:
        raise _too_many("folder")
    return listed


def _search(db: Session, viewer: Viewer, query: str, now: datetime) -> list[int]:
    page = find_page(db, find_seeker(db, viewer, now), read_query(query), None, jobs.MOST)
    if page.is_cut:
        raise wrong_field("query", "takes too long to find all", "narrow it")
    if page.next is not None:
        raise _too_many("query")
    return [one.conversation_id for one in page.found]


def _too_many(field: str) -> Problem:
    return wrong_field(field, f"finds more than {jobs.MOST}, which is no job any more", "narrow it by a query")


def _find(db: Session, job_id: int) -> BulkJob:
    me = caller()
    job = jobs.find_job(db, me.merchant_id, me.actor.staff_id, job_id)
    if job is None:
        raise Problem(404, "No such job", "You have begun none by this id.")
    return job


def _told(db: Session, job: BulkJob, now: datetime) -> BulkTold:
    progress = count_items(db, job.id)
    unseen = job.values.get(NotDoneWhy.NOT_SEEN, 0)
    skipped = Counter(progress.skipped) + Counter({NotDoneWhy.NOT_SEEN: unseen})
    undo_until = job.finished_at + UNDO_FOR if job.finished_at and job.state == JobState.DONE else None
    kept = {name: getattr(job, name) for name in ("id", "action", "state", "created_at", "finished_at")}
    return BulkTold(
        total=job.total + unseen,
        done=progress.count(ItemState.DONE),
        skipped=sum(skipped.values()),
        left_out=tuple(LeftOutTold(why=why, count=count) for why, count in sorted(skipped.items())),
        undone=progress.count(ItemState.UNDONE),
        kept=progress.count(ItemState.KEPT),
        undo_until=undo_until if undo_until and undo_until > now else None,
        **kept,
    )
