"""The shop's answers as a table: sent, and taken in."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, read_table, send_sheet
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.domain.access import Permission
from bot.domain.faq import FaqChange
from bot.services.catalogue.faq import sheet
from bot.services.catalogue.faq.topics import FaqDeed, Texts, list_topics, write_topics
from bot.services.moments.kept import read_kept
from bot.services.staff import audit

faq_sheets = Group("faq_sheets", __name__, "answers")


@faq_sheets.get("/faq/answers.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def export_faq() -> Response:
    """All answers as a table, a row for each topic and language"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        text = sheet.write_answers(list_topics(db, caller().merchant_id))
    return send_sheet(text, "answers")


@faq_sheets.post(
    "/faq/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CATALOGUE_WRITE)
def import_faq(query: SheetQuery) -> Response:
    """Take answers out of a table, all of it or nothing; topics and languages it does not name stay as they are"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.reading.begin() as db:
        kept = read_kept(db, me.merchant_id)
    told = read_table(lambda content: sheet.read_answers(content, kept))
    with bot.database.writing.begin() as db:
        if query.dry_run:
            return sent(foresee_answers(db, me.merchant_id, told))
        deed = FaqDeed(FaqChange.IMPORTED, me.actor.staff_id, now)
        done = write_topics(db, me.merchant_id, told, deed)
        same = len(told) - len(done.new) - len(done.changed)
        audit.record(db, me.actor, "faq.import", "faq", now, f"{len(told)} topics")
    rows = sum(map(len, told.values()))
    taken = SheetTaken(
        rows=rows, new=len(done.new), changed=len(done.changed), same=same, deed=done.deed, dry_run=False
    )
    return sent(taken)


def foresee_answers(db: Session, merchant_id: int, told: dict[str, Texts]) -> SheetTaken:
    """Return what a table would do."""
    there = {one.slug: one.texts for one in list_topics(db, merchant_id, list(told))}
    new = sum(slug not in there for slug in told)
    same = sum({**there.get(slug, {}), **texts} == there.get(slug, {}) for slug, texts in told.items())
    rows = sum(map(len, told.values()))
    return SheetTaken(rows=rows, new=new, changed=len(told) - new - same, same=same, deed=None, dry_run=True)
