"""Customers, as the shop's people and programs see them: listed, looked at, corrected, handed out whole, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.customer_shapes import (
    AgreedTold,
    BoughtTold,
    CodeGiven,
    CustomerChange,
    CustomerListed,
    CustomerPage,
    CustomerQuery,
    CustomerWhole,
    OffersTold,
    PastNote,
    PastStretch,
    RatingTold,
    WordTold,
)
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import read_customer_place, write_customer_place
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.people import Customer
from bot.domain.access import Permission, Viewer
from bot.domain.masking import mask_numbers
from bot.services.desk import customer_card
from bot.services.desk.customer_card import Correction
from bot.services.desk.customer_rows import CustomerRow, list_rows
from bot.services.people.customers import PHONE, WHATSAPP_USER
from bot.services.privacy.erasing import erase_by
from bot.services.privacy.exports import write_document
from bot.services.search.customers import find_customers
from bot.services.search.narrowing import CustomerFilter
from bot.services.staff import audit
from bot.services.staff.viewing import find_view

customers = Group("customers", __name__, "customers")
ONE = f"/customers/<int(min=1,max={LARGEST_ID}):id>"
_WHOLE = {"description": "Table by table", "content": {"application/json": {"schema": {"type": "object"}}}}


@customers.get("/customers", responses=answers(CustomerPage, 400, 401, 403, 429, 503))
@needs(Permission.CUSTOMERS_READ)
def list_customers(query: CustomerQuery) -> Response:
    """Customers, who came last first; by name in any script, order or last digits where asked"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    wanted = CustomerFilter(query.q, query.locale, query.consent, query.order == "open", query.phone == "none")
    after = read_customer_place(query.before) if query.before else None
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        found = find_customers(db, viewer, wanted, after, query.limit)
        rows = list_rows(db, viewer, [one.id for one in found.customers])
        told = tuple(_listed(one, rows[one.id], viewer) for one in found.customers)
    following = write_customer_place(found.next) if found.next else None
    return sent(CustomerPage(customers=told, next=following, narrow=found.is_cut))


@customers.get(ONE, responses=answers(CustomerWhole, 401, 403, 404, 429, 503))
@needs(Permission.CUSTOMERS_READ)
def read_customer(path: Numbered) -> Response:
    """All of a customer that stands beside the chat"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        told = tell_card(db, find_theirs(db, me.merchant_id, path.id), viewer)
    return sent(told)


@customers.patch(ONE, responses=answers(CustomerWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CUSTOMERS_WRITE)
def change_customer(path: Numbered, body: CustomerChange) -> Response:
    """Correct a customer's name or birthday, or choose the language they are answered in"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        person = find_theirs(db, me.merchant_id, path.id)
        for name in ("name", "locale", "birthday"):
            was, now = getattr(body, f"{name}_was") or "", getattr(person, name) or ""
            if getattr(body, name) not in (None, now) and was != now:  # so already: the same once more
                present = tell_card(db, person, viewer).model_dump(mode="json")
                detail = f"Somebody changed the {name} meanwhile, as `present` shows."
                raise Problem(409, "Changed meanwhile", detail, present=present)
        correction = Correction(body.name, body.locale, body.birthday)
        customer_card.change_customer(db, person, correction, bot.now())
        changed = " ".join(name for name, value in asdict(correction).items() if value is not None)
        audit.record(db, me.actor, "customer.change", f"customer:{person.id}", bot.now(), changed)
        told = tell_card(db, person, viewer)
    return sent(told)


@customers.get(f"{ONE}/export", responses=answers(None, 401, 403, 404, 429, 503) | {200: _WHOLE})
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


@customers.delete(ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CUSTOMERS_ERASE)
def erase_one(path: Numbered) -> Response:
    """Forget a customer for good: who they are, what was written, where their orders went. Figures stay"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        erase_by(db, find_theirs(db, me.merchant_id, path.id), me.actor, bot.now())
    return Response(status=204)


def find_theirs(db: Session, merchant_id: int, customer_id: int) -> Customer:
    """Return a customer of the shop.

    Raises:
        Problem: 404, the shop has none by this id, or it was merged into another.
    """
    found = customer_card.find_customer(db, merchant_id, customer_id)
    if found is None:
        raise Problem(404, "No such customer", "Your shop has none by this id: GET /customers lists them.")
    if found.merged_into is not None:
        now = f"Merged into customer {found.merged_into}: GET {ONE.partition('<')[0]}{found.merged_into}."
        raise Problem(404, "No such customer any more", now)
    return found


def brief_of(person: Customer, viewer: Viewer) -> dict[str, Any]:
    """Return the fields of CustomerTold as a viewer may see them."""
    shown: Callable[[str], str] = str if viewer.sees_numbers else mask_numbers
    known = {kind: tuple(one.value for one in person.identities if one.kind == kind) for kind in (PHONE, WHATSAPP_USER)}
    return {
        "id": person.id,
        "name": shown(person.name),
        "locale": person.locale,
        "phones": tuple(map(shown, known[PHONE])),
        "handles": known[WHATSAPP_USER],
        "created_at": person.created_at,
    }


def _listed(person: Customer, row: CustomerRow, viewer: Viewer) -> CustomerListed:
    return CustomerListed(
        **brief_of(person, viewer),
        bought=tuple(map(BoughtTold.model_validate, row.bought)),
        offers=tuple(map(OffersTold.model_validate, row.offers)),
        last_wrote_at=row.last_wrote_at,
        channel=row.channel,
        conversation_id=row.conversation_id,
        labels=row.labels,
    )


def tell_card(db: Session, person: Customer, viewer: Viewer) -> CustomerWhole:
    """Return all of a customer as a viewer may see it."""
    card = customer_card.build_card(db, person, viewer)
    return CustomerWhole(
        **brief_of(person, viewer),
        forgotten=card.is_forgotten,
        locale_chosen=person.locale_chosen,
        email=person.email,
        birthday=person.birthday,
        points=card.points,
        bought=tuple(map(BoughtTold.model_validate, card.bought)),
        consents=tuple(map(AgreedTold.model_validate, card.consents)),
        words=tuple(map(WordTold.model_validate, card.words)),
        ratings=tuple(map(RatingTold.model_validate, card.ratings)),
        stretches=tuple(map(PastStretch.model_validate, card.stretches)),
        conversation_ids=tuple(card.conversation_ids),
        notes=tuple(map(PastNote.model_validate, card.notes)),
        codes=tuple(CodeGiven(code=str(one.values["code"]), at=one.at, staff_id=one.staff_id) for one in card.codes),
    )
