"""The team's answers kept ready as a table: sent, and taken in."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.canned import begin_deed
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, read_table, send_sheet
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.faq import FaqChange
from bot.services.canned import sheet
from bot.services.staff import audit

canned_sheets = Group("canned_sheets", __name__, "canned")


@canned_sheets.get("/canned.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def export_canned() -> Response:
    """The team's answers as a table, a row for each and a column for each language"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        text = sheet.write_canned(sheet.list_shared(db, caller().merchant_id))
    return send_sheet(text, "replies")


@canned_sheets.post(
    "/canned/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CATALOGUE_WRITE)
def import_canned(query: SheetQuery) -> Response:
    """Take the team's answers out of a table, all of it or nothing; what it does not name stays as it is"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    read = read_table(sheet.read_canned)
    with bot.database.writing.begin() as db:
        done = sheet.take_canned(db, me.merchant_id, read, begin_deed(FaqChange.IMPORTED), dry_run=query.dry_run)
        if not query.dry_run:
            audit.record(db, me.actor, "canned.import", "canned", now, f"{len(read)} rows")
    return sent(SheetTaken(rows=len(read), new=done.new, changed=done.changed, same=done.same, dry_run=query.dry_run))
