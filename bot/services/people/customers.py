"""Customers: found by their address, spoken to in their language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, joinedload

from bot.db.ahead import recall
from bot.db.conversations import Conversation
from bot.db.people import Customer, Identity
from bot.domain import languages
from bot.domain.locale import DEFAULT
from bot.services.people.conversations import ERASED

PHONE, WHATSAPP_USER = "phone", "whatsapp_user"
ADDRESSES = "addresses"  # kept ahead by the customer
# Built once: putting a statement together costs more than running it.
_KNOWN_BY = (
    select(Identity)
    .where(
        Identity.merchant_id == bindparam("merchant"),
        Identity.value.in_(bindparam("values", expanding=True)),
    )
    .options(joinedload(Identity.customer))
)
_ADDRESSES = (
    select(Identity).where(Identity.customer_id == bindparam("customer")).order_by(Identity.kind != PHONE, Identity.id)
)


def find_or_add(
    db: Session,
    merchant_id: int,
    known_by: tuple[tuple[str, str], ...],
    name: str,
    now: datetime,
    known: Mapping[tuple[str, str], Identity] | None = None,
) -> Customer:
    """The customer with one of these (kind, value) identities, who from now on has all of them.

    Two customers already known by one each are left apart: merging people is a decision for staff.

    Args:
        known: what `find_known` has just found of all these values.
    """
    found = find_known(db, merchant_id, [value for _, value in known_by]) if known is None else known
    owner = next((found[pair].customer for pair in known_by if pair in found), None)
    if owner is None:
        owner = Customer(merchant_id=merchant_id, name=name, created_at=now)
        db.add(owner)
    for kind, value in known_by:
        if (kind, value) not in found:
            db.add(Identity(merchant_id=merchant_id, customer=owner, kind=kind, value=value))
    db.flush()
    return owner


def find_known(db: Session, merchant_id: int, values: Sequence[str]) -> dict[tuple[str, str], Identity]:
    """Whoever is known by one of these values at the shop, by kind and value, each with the customer."""
    asked = {"merchant": merchant_id, "values": values}
    return {(row.kind, row.value): row for row in db.scalars(_KNOWN_BY, asked)}


def find_phone(db: Session, customer_id: int) -> str | None:
    """A phone number (E.164) of the customer that can still be reached, if we know one."""
    query = select(Identity.value).where(
        Identity.customer_id == customer_id, Identity.kind == PHONE, Identity.unreachable.is_(False)
    )
    return db.scalars(query.order_by(Identity.id).limit(1)).first()


def list_addresses(db: Session, customer_id: int) -> list[Identity]:
    """Every way a customer is known by, phones first, in the order they became known."""
    return recall(db, ADDRESSES, customer_id, lambda: list(db.scalars(_ADDRESSES, {"customer": customer_id})))


def read_addresses(db: Session, customer_ids: Collection[int]) -> dict[int, list[Identity]]:
    """Return every way each of these customers is known by, in the order of `list_addresses`."""
    found: dict[int, list[Identity]] = {one: [] for one in customer_ids}
    theirs = select(Identity).where(Identity.customer_id.in_(customer_ids))
    for name in db.scalars(theirs.order_by(Identity.kind != PHONE, Identity.id)):
        found[name.customer_id].append(name)
    return found


def is_forgotten(db: Session, person: Customer) -> bool:
    """Return whether a customer was forgotten for good: nothing of who they are may come to be known again."""
    gone = exists().where(Conversation.customer_id == person.id, Conversation.address.startswith(f"{ERASED}-"))
    known = exists().where(Identity.customer_id == person.id)
    is_gone, is_known = db.execute(select(gone, known)).one()
    return bool(is_gone) or not (is_known or person.name)


def choose_language(db: Session, conversation_id: int, text: str, fallback: str | None, now: datetime) -> str | None:
    """Remember the language a text asks for by name; None when it names none.

    Args:
        fallback: the locale the text was written in, which decides the script of the answer.
    """
    conversation = db.get_one(Conversation, conversation_id)
    locale = languages.asked_for(text, fallback or conversation.customer.locale or DEFAULT)
    if locale:
        conversation.customer.locale = locale
        conversation.customer.locale_chosen = True
        db.flush()
    return locale
