"""How answers kept ready and macros were before, and what brings that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.asked import LARGEST_ID, Numbered, Version
from bot.api.canned import change_ready, check_may_keep, find_canned, moved_on, tell_canned
from bot.api.canned_shapes import CannedTold
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.macro_shapes import EffectTold, MacroTold
from bot.api.macros_told import find_macro, tell_effects, tell_macro
from bot.api.problems import Problem
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.canned import Macro
from bot.db.engine import Session
from bot.domain.access import Permission
from bot.domain.faq import FaqChange
from bot.services.canned import history, keeping
from bot.services.staff import audit

kept_versions = Group("kept_versions", __name__, "canned")
_Told = TypeVar("_Told", CannedTold, MacroTold)
_CANNED = f"/canned/<int(min=1,max={LARGEST_ID}):id>"
_MACRO = f"/macros/<int(min=1,max={LARGEST_ID}):id>"
_RESTORING = (401, 403, 404, 409, 413, 415, 422, 429, 503)


class KeptRestored(Body):
    """Which version is to be brought back, of what is at `version` now."""

    version: Version
    number: Version


class CannedVersionTold(Shown):
    """An answer as a change left it; `by`: whose change it was, "" for a program's. `how`: as of answers' versions."""

    number: int
    name: str
    shortcut: str
    texts: dict[str, str]
    how: str
    by: str
    at: Moment


class CannedVersionList(Shown):
    """An answer's versions, the newest first: 50 at most."""

    versions: tuple[CannedVersionTold, ...]


class MacroVersionTold(Shown):
    """A macro as a change left it: what it did then."""

    number: int
    name: str
    effects: tuple[EffectTold, ...] = Field(description="Without an answer that is not kept any more")
    how: str
    by: str
    at: Moment


class MacroVersionList(Shown):
    """A macro's versions, the newest first: 50 at most."""

    versions: tuple[MacroVersionTold, ...]


@kept_versions.get(f"{_CANNED}/versions", responses=answers(CannedVersionList, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_canned_versions(path: Numbered) -> Response:
    """How an answer kept ready was before: who changed it, when, and to what"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = history.list_kept_versions(db, find_canned(db, path.id))
    told = (CannedVersionTold(number=one.number, how=one.how, by=one.by, at=one.at, **one.whole) for one in found)
    return sent(CannedVersionList(versions=tuple(told)))


@kept_versions.post(f"{_CANNED}/restore", responses=answers(CannedTold, *_RESTORING))
@needs(Permission.CONVERSATIONS_WRITE)
def restore_canned_version(path: Numbered, body: KeptRestored) -> Response:
    """Bring a version of an answer kept ready back"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        told = _restore(db, "canned", body, lambda: find_canned(db, path.id), tell_canned)
    return sent(told)


@kept_versions.get(f"{_MACRO}/versions", responses=answers(MacroVersionList, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_macro_versions(path: Numbered) -> Response:
    """How a macro was before: who changed it, when, and what it did then"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row = find_macro(db, path.id)
        told = tuple(
            MacroVersionTold(
                number=one.number,
                name=one.whole["name"],
                effects=tell_effects(db, Macro(**one.whole)),
                how=one.how,
                by=one.by,
                at=one.at,
            )
            for one in history.list_kept_versions(db, row)
        )
    return sent(MacroVersionList(versions=told))


@kept_versions.post(f"{_MACRO}/restore", responses=answers(MacroTold, *_RESTORING))
@needs(Permission.CONVERSATIONS_WRITE)
def restore_macro_version(path: Numbered, body: KeptRestored) -> Response:
    """Bring a version of a macro back"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        told = _restore(db, "macro", body, lambda: find_macro(db, path.id), lambda row: tell_macro(db, row))
    return sent(told)


def _restore(
    db: Session, kind: str, body: KeptRestored, find: Callable[[], keeping.Kept], tell: Callable[[keeping.Kept], _Told]
) -> _Told:
    """Write it as it was, and return how it is told then."""
    row = find()
    check_may_keep(row.staff_id)
    before = history.find_kept_version(db, row, body.number)
    if before is None:
        raise Problem(404, "No such version", "GET …/versions lists those there are.")
    is_done = change_ready(db, row, body.version, before, FaqChange.RESTORED)
    told = tell(find())
    if not is_done:
        raise moved_on(told)
    bot: Bot = current_app.extensions["bot"]
    audit.record(db, caller().actor, f"{kind}.restore", f"{kind}:{told.id}", bot.now(), str(body.number))
    return told
