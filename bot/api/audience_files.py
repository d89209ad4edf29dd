"""Lists of people as CSV: uploaded, looked at, and accepted as far as they are right."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, current_app, request

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.audience_file_shapes import (
    AudienceFileList,
    AudienceFileQuery,
    AudienceFilesQuery,
    AudienceFileTold,
    AudienceFileWhole,
    ListConsents,
    ListConsentTold,
    ListFaultTold,
)
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.lists import AudienceFile
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.lists import faults
from bot.domain.lists.consent_sources import ConsentRefused, list_consents
from bot.domain.lists.faults import ListFault
from bot.domain.lists.opening import OpenedList, open_list
from bot.domain.lists.states import MOST_BYTES
from bot.services.broadcasts.lists import accepting, keeping
from bot.services.broadcasts.lists.keeping import KnownList, ListConsented
from bot.services.staff import audit
from bot.shops.own.faults import Fault
from bot.tasks.names import READ_LIST

audience_files = Group("audience_files", __name__, "broadcasts")
_ONE = f"/audience-files/<int(min=1,max={LARGEST_ID}):id>"
_FORM = 100_000  # of a form around the file


@audience_files.get("/audience-files/consents", responses=answers(ListConsents, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_list_consents() -> Response:
    """The answers to where people of a list agreed to offers, and which are refused"""
    return sent(ListConsents(consents=tuple(map(ListConsentTold.model_validate, list_consents().values()))))


@audience_files.get("/audience-files", responses=answers(AudienceFileList, 400, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_audience_files(query: AudienceFilesQuery) -> Response:
    """The lists of people that the shop has uploaded, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = keeping.list_lists(db, caller().merchant_id, query.before, query.limit)
        told = tuple(map(AudienceFileTold.model_validate, found))
    return sent(AudienceFileList(files=told, next=told[-1].id if len(told) == query.limit else None))


@audience_files.post(
    "/audience-files",
    responses=answers(AudienceFileWhole, 400, 401, 403, 409, 413, 415, 422, 429, 503, status=201),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.BROADCASTS_WRITE)
def add_audience_file(query: AudienceFileQuery) -> Response:
    """Upload a list of people as CSV: the body is the file, or a form with it as `file`. Its rows are read at once,
    and nobody is written to before somebody accepts what is right of it
    """
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    channels = tuple(filter(None, query.channels.split(",")))
    said = ListConsented(query.consent_source, query.consent_words, query.consent_locale, query.consent_on, channels)
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        _check_consented(shop, said, bot)
    content, name = _read_file()
    opened = _open(content, shop.country)
    with bot.database.writing.begin() as db:
        try:
            row = keeping.add_list(db, shop, query.name or name, content, opened, said, me.actor.staff_id, now)
        except KnownList as known:
            raise _known(known) from known
        audit.record(db, me.actor, "audience_file.add", f"audience_file:{row.id}", now)
        told, file_id = _tell(row), row.id
    bot.bells.ring(READ_LIST, file_id)
    return sent(told, 201)


@audience_files.get(_ONE, responses=answers(AudienceFileWhole, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_audience_file(path: Numbered) -> Response:
    """A list of people, and what is wrong with it"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(_find(db, path.id))
    return sent(told)


@audience_files.post(f"{_ONE}/accept", responses=answers(AudienceFileWhole, 401, 403, 404, 409, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def accept_audience_file(path: Numbered) -> Response:
    """Accept the rows that are right: they become customers who agreed to offers, and a broadcast can go to them"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = _find(db, path.id)
        try:
            first = accepting.accept_list(db, row, now)
        except accepting.NotReady as error:
            raise Problem(409, "Not possible now", str(error), present={"state": row.state}) from error
        if first:
            audit.record(db, me.actor, "audience_file.accept", f"audience_file:{path.id}", now)
        told = _tell(_find(db, path.id))
    if first:
        bot.bells.ring(READ_LIST, path.id)
    return sent(told)


@audience_files.delete(_ONE, responses=answers(None, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.BROADCASTS_WRITE)
def drop_audience_file(path: Numbered) -> Response:
    """Forget a list; who became a customer by it stays one"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        _find(db, path.id)
        if not keeping.drop_list(db, me.merchant_id, path.id):
            raise Problem(409, "In use", "A broadcast that is not over goes to it: call that off first.")
        audit.record(db, me.actor, "audience_file.drop", f"audience_file:{path.id}", bot.now())
    return Response(status=204)


def _check_consented(shop: Merchant, said: ListConsented, bot: Bot) -> None:
    try:
        keeping.check_consented(shop, said, bot.now())
    except ConsentRefused as refused:
        raise wrong_field("consent_source", str(refused), refused.instead) from refused
    except keeping.BadConsent as error:
        raise wrong_field(error.field, str(error), error.remedy) from error


def _read_file() -> tuple[bytes, str]:
    """The file, and its name where a form tells it."""
    request.max_content_length = MOST_BYTES + _FORM
    if (request.content_length or 0) > MOST_BYTES + _FORM:
        fault = ListFault("too_large", values={"most": MOST_BYTES // 1_000_000})
        raise Problem(413, "Too large", f"{fault.says} {fault.remedy}", present=_named([fault]))
    if request.mimetype == "multipart/form-data":
        given = request.files.get("file")
        return (given.read(), given.filename or "") if given else (b"", "")
    return request.get_data(cache=False), ""


def _open(content: bytes, country: str) -> OpenedList:
    try:
        return open_list(content, country)
    except faults.BadList as error:
        told = [Fault(("file",), fault.says, fault.remedy) for fault in error.faults]
        detail = "Nothing of it can be used before that is mended. Every error names its remedy."
        raise Problem(422, "The list cannot be read", detail, told, present=_named(error.faults)) from error


def _known(known: KnownList) -> Problem:
    by = f" by {known.by}" if known.by else ""
    detail = f"This very file came at {known.at:%d %b %H:%M} UTC{by}: go on with that one, or forget it first."
    present = {"id": known.file_id, "at": known.at.isoformat(), "by": known.by}
    return Problem(409, "The same file within a day", detail, present=present)


def _named(found: Any) -> dict[str, object]:
    """What is wrong by names, for pages in other languages."""
    return {"faults": [{"name": fault.name, "values": dict(fault.values)} for fault in found]}


def _find(db: Session, file_id: int) -> AudienceFile:
    row = keeping.find_list(db, caller().merchant_id, file_id)
    if row is None:
        raise Problem(404, "No such list", "The shop has none by this id, or it is no longer kept.")
    return row


def _tell(row: AudienceFile) -> AudienceFileWhole:
    kept = {name: getattr(row, name) for name in AudienceFileTold.model_fields}
    told = [ListFault(**fault) for fault in row.faults]
    wrong = tuple(ListFaultTold(**asdict(one), says=one.says, remedy=one.remedy) for one in told)
    return AudienceFileWhole(**kept, faults=wrong)
