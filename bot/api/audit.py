"""What was done at the shop, and by whom: looked through, and taken along as a table."""

from __future__ import annotations

import csv
import io

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import cut_page
from bot.api.sheets import answers_sheet
from bot.api.staff_shapes import AuditFilter, AuditPage, AuditQuery, AuditTold
from bot.bootstrap import Bot
from bot.db.staff import AuditEntry
from bot.domain.access import Permission
from bot.services.staff.audit import AuditWanted, list_entries

audit = Group("audit", __name__, "audit")
EXPORTED = 10_000  # of one table: the newest


@audit.get("/audit", responses=answers(AuditPage, 400, 401, 403, 429, 503))
@needs(Permission.AUDIT_READ)
def read_audit(query: AuditQuery) -> Response:
    """What was done at the shop, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = list_entries(db, caller().merchant_id, query.before, query.limit + 1, _wanted(query))
        page, last = cut_page(found, query.limit)
        told = tuple(_told(one) for one in page)
    return sent(AuditPage(entries=told, next=last.id if last else None))


@audit.get("/audit/export", responses=answers_sheet(400, 401, 403, 429, 503))
@needs(Permission.AUDIT_READ)
def export_audit(query: AuditFilter) -> Response:
    """What was done at the shop as CSV, the newest 10,000"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = [_told(one) for one in list_entries(db, caller().merchant_id, LARGEST_ID, EXPORTED, _wanted(query))]
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("at", "who", "action", "subject", "detail"))
    for one in found:
        rows.writerow([_plain(cell) for cell in (one.at.isoformat(), _who(one), one.action, one.subject, one.detail)])
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response("\ufeff" + table.getvalue(), 200, headers, content_type="text/csv; charset=utf-8")


def _wanted(query: AuditFilter) -> AuditWanted:
    return AuditWanted(query.action, query.staff_id, query.subject)


def _who(entry: AuditTold) -> str:
    return entry.staff_name or (f"key {entry.api_key_id}" if entry.api_key_id else "terminal")


def _plain(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" else cell


def _told(entry: AuditEntry) -> AuditTold:
    of = {name: getattr(entry, name) for name in ("id", "at", "staff_id", "api_key_id", "action", "subject", "detail")}
    return AuditTold(staff_name=entry.staff.name or entry.staff.email if entry.staff else None, **of)
