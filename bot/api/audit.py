"""What was done at the shop, and by whom."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.places import cut_page
from bot.api.staff_shapes import AuditPage, AuditQuery, AuditTold
from bot.bootstrap import Bot
from bot.db.staff import AuditEntry
from bot.domain.access import Permission
from bot.services.staff.audit import list_entries

audit = APIBlueprint("audit", __name__, abp_tags=[tag("audit")], operation_id_callback=OPERATION_ID)


@audit.get("/audit", responses=answers(AuditPage, 400, 401, 403, 429, 503))
@needs(Permission.AUDIT_READ)
def read_audit(query: AuditQuery) -> Response:
    """What was done at the shop, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = list_entries(db, caller().merchant_id, query.before, query.limit + 1)
        page, last = cut_page(found, query.limit)
        told = tuple(_told(one) for one in page)
    return sent(AuditPage(entries=told, next=last.id if last else None))


def _told(entry: AuditEntry) -> AuditTold:
    of = {name: getattr(entry, name) for name in ("id", "at", "staff_id", "api_key_id", "action", "subject", "detail")}
    return AuditTold(staff_name=entry.staff.name or entry.staff.email if entry.staff else None, **of)
