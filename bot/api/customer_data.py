"""What is held of a customer, handed out whole or forgotten: by an owner."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs
from bot.api.asked import Numbered
from bot.api.customers import ONE, find_theirs
from bot.api.declared import OPERATION_ID, answers, tag
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.domain.access import Permission
from bot.services.desk.customer_card import note_conversations
from bot.services.privacy.erasing import erase_customer
from bot.services.privacy.exports import write_document
from bot.services.staff import audit

customer_data = APIBlueprint("customer_data", __name__, abp_tags=[tag("customers")], operation_id_callback=OPERATION_ID)
_WHOLE = {"description": "Table by table", "content": {"application/json": {"schema": {"type": "object"}}}}


@customer_data.get(f"{ONE}/export", responses=answers(None, 401, 403, 404, 429, 503) | {200: _WHOLE})
@needs(Permission.CUSTOMERS_EXPORT)
def export_customer(path: Numbered) -> Response:
    """All that is held of a customer, to be handed to them who asked for it"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        person = find_theirs(db, me.merchant_id, path.id)
        document = write_document(db, person, bot.now())
        audit.record(db, me.actor, "customer.export", f"customer:{person.id}", bot.now())
    headers = {"Content-Disposition": f'attachment; filename="customer-{path.id}.json"'}
    return Response(document, content_type="application/json", headers=headers)


@customer_data.delete(ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CUSTOMERS_ERASE)
def erase_one(path: Numbered) -> Response:
    """Forget a customer for good: who they are, what was written, where their orders went. Figures stay"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        person = find_theirs(db, me.merchant_id, path.id)
        note_conversations(db, person, now)
        erase_customer(db, person, now)
        note_change(db, me.merchant_id, ChangeKind.CUSTOMER, path.id, now)
        audit.record(db, me.actor, "customer.erase", f"customer:{path.id}", now)
    return Response(status=204)
