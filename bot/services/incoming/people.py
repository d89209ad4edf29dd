"""Whom news of a shop is about, and what it tells of them.

An order or a cart belongs to the customer of *its* phone number. A shop's own customer id never joins two numbers: one
account buys for many people, and an address of one must not reach the phone of another. So the id leads to a number
only if that is the account's own. The number it first bought for is noted too, as `unreachable` by the id: it is found
for a withdrawal and for what is to be forgotten, never for news.
"""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.people import Customer, Identity
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.locale import CODES
from bot.domain.news import ConsentNews, CustomerNews, Person
from bot.domain.news.outcome import OLD, Outcome
from bot.domain.phones import e164, first_phone
from bot.services.people import consent, customers

_BIRTHDAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
CHANNELS = (Channel.SMS, Channel.WHATSAPP)
NOBODY_KNOWN = "a person we don't know, without a phone number"
# Built once: putting a statement together costs more than running it.
_HELD = select(Customer.id).where(Customer.id == bindparam("customer")).with_for_update(key_share=True)
_ACCOUNT = (
    select(Identity)
    .where(
        Identity.merchant_id == bindparam("merchant"),
        Identity.kind == bindparam("source"),
        Identity.value == bindparam("id"),
    )
    .options(joinedload(Identity.customer))
)


def find_or_add_person(db: Session, connection: Connection, person: Person, now: datetime) -> Customer | None:
    """The customer of the person's phone (made if there is none), else of their id at the shop; else None."""
    return find_or_add_by_phone(db, connection, person, now) or find_by_shop_id(db, connection, person.external_id)


def find_or_add_by_phone(db: Session, connection: Connection, person: Person, now: datetime) -> Customer | None:
    """The customer of the person's phone, made if there is none; None when no number of theirs can be reached."""
    country = person.country or connection.merchant.country
    phone = first_phone(person.phones, country)
    if phone is None:
        return None
    known_by, account_of = (customers.PHONE, phone), (connection.source, person.external_id)
    known = customers.find_known(db, connection.merchant_id, tuple(filter(None, (phone, person.external_id))))
    customer = customers.find_or_add(db, connection.merchant_id, (known_by,), person.name, now, known)
    is_own = any(e164(typed, country) == phone for typed in person.own_phones)
    account = known.get(account_of)
    if account is None:
        link_shop_id(db, connection, customer, person.external_id, is_own=is_own)
    elif account.unreachable and is_own:
        account.customer, account.unreachable = customer, False
    return customer


def find_or_add_buyer(db: Session, connection: Connection, person: Person, now: datetime) -> Customer:
    """The customer of an order, which is kept also when nobody can be reached: then one without address."""
    customer = find_or_add_person(db, connection, person, now)
    if customer is None:
        customer = Customer(merchant_id=connection.merchant_id, name=person.name, created_at=now)
        db.add(customer)
        db.flush()
        link_shop_id(db, connection, customer, person.external_id, is_own=True)
    note_details(customer, person)
    return customer


def find_by_shop_id(db: Session, connection: Connection, external_id: str) -> Customer | None:
    """The customer who has this id at the shop, as far as it is theirs."""
    account = _account(db, connection, external_id)
    return None if account is None or account.unreachable else account.customer


def link_shop_id(db: Session, connection: Connection, customer: Customer, external_id: str, *, is_own: bool) -> None:
    """Let the customer be known by the shop's id too, unless somebody is already; `is_own`: and be found by it."""
    if external_id:
        insert_once(
            db,
            Identity,
            merchant_id=connection.merchant_id,
            customer_id=customer.id,
            kind=connection.source,
            value=external_id,
            not_on_whatsapp=False,
            unreachable=not is_own,
        )


def _account(db: Session, connection: Connection, external_id: str) -> Identity | None:
    if not external_id:
        return None
    asked = {"merchant": connection.merchant_id, "source": connection.source, "id": external_id}
    return db.scalars(_ACCOUNT, asked).first()


def hold(db: Session, customer: Customer) -> None:
    """Let nobody else look at what this person has ordered or left until we are done.

    A cart and the order it came to are told in the same instant: of two workers the second must see the first's.
    """
    db.execute(_HELD, {"customer": customer.id})


def note_details(customer: Customer, person: Person, *, newer: bool = False) -> None:
    """Take over what was not known; `newer` also what was known otherwise (the language stays with the customer)."""
    for field in ("name", "email"):
        told = getattr(person, field)
        if told and (newer or not getattr(customer, field)):
            setattr(customer, field, told)
    if _BIRTHDAY.fullmatch(person.birthday) and (newer or not customer.birthday):
        customer.birthday = person.birthday
    if customer.locale is None:
        customer.locale = read_locale(person.locale)


def read_locale(told: str) -> str | None:
    """The locale of ours for a shop's ("gu-IN", "gu_IN", "hi-Latn-IN"), if we speak it."""
    parts = told.replace("_", "-").split("-")
    language, script = parts[0].lower(), parts[1].title() if len(parts) > 1 else ""
    wanted = f"{language}-{script}" if script == "Latn" else language
    return wanted if wanted in CODES else None


def apply_customer(db: Session, connection: Connection, news: CustomerNews, now: datetime) -> Outcome:
    """Take over what the shop knows of a person.

    That it deleted them erases nothing here: it says so where it means that (customers/redact).
    """
    if news.gone:
        return Outcome(ignored="deleted at the shop; what is to be forgotten is asked for apart")
    customer = find_or_add_person(db, connection, news.person, now)
    if customer is None:
        return Outcome(ignored=NOBODY_KNOWN)
    newer = customer.version_at is None or news.updated_at >= customer.version_at
    note_details(customer, news.person, newer=newer)
    if newer:
        customer.version_at = news.updated_at
    return Outcome(customer_id=customer.id, ignored="" if newer else OLD)


def apply_consent(db: Session, connection: Connection, news: ConsentNews, now: datetime) -> Outcome:
    """Write a shop's record of consent into the ledger, unless the ledger has a newer word."""
    if news.channel not in CHANNELS:
        return Outcome(ignored=f"consent for {news.channel[:20]}")
    customer = find_or_add_by_phone(db, connection, news.person, now)
    # A yes counts for the number it names alone; a no also for whomever the account has bought for.
    if customer is None and not news.granted:
        account = _account(db, connection, news.person.external_id)
        customer = None if account is None else account.customer
    if customer is None:
        return Outcome(ignored=NOBODY_KNOWN)
    word = consent.ConsentWord(
        news.channel, Purpose.MARKETING, news.granted, ConsentSource.SHOP, news.words, min(news.at, now)
    )
    if not consent.note_told(db, customer, word):
        return Outcome(customer_id=customer.id, ignored="known already, or older than what we have")
    return Outcome(customer_id=customer.id)


def note_checkout(db: Session, customer: Customer, accepts: bool | None, at: datetime) -> None:
    """What was ticked at the checkout: for SMS only (FACTS 6.2: it is no agreement to WhatsApp).

    It comes again with every version of the order, long after it was ticked: so it never lifts a withdrawal.
    """
    if accepts is not None:
        word = consent.ConsentWord(Channel.SMS, Purpose.MARKETING, accepts, ConsentSource.CHECKOUT, "", at)
        consent.note_told(db, customer, word, lifts=False)
