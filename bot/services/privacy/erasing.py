"""A person, or a whole shop, is to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from sqlalchemy import ColumnElement, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.connections import Connection, RawEvent
from bot.db.conversations import Conversation, InboundMessage
from bot.db.orders import Cart, Order
from bot.db.people import Consent, Customer, Identity
from bot.db.shop import Product
from bot.domain.buyers import buyer_names
from bot.domain.consent import ConsentSource
from bot.domain.news import ErasePerson, EraseShop, Person
from bot.domain.news.outcome import Outcome
from bot.domain.phones import e164
from bot.services.connections import leaving
from bot.services.desk import customer_card
from bot.services.orders import bought
from bot.services.people.customers import PHONE, is_forgotten
from bot.services.privacy import emptying
from bot.services.privacy.subjects import find_subjects, list_names
from bot.services.staff import audit
from bot.services.staff.audit import Actor

NOBODY = "nobody we know"
# A shop's id that is shorter stands in any body by chance.
_TELLING = 6
_AT_ONCE = 500
# Words of the person's own, which no checkout of somebody else can have put down.
_OWN_WORDS = (ConsentSource.KEYWORD, ConsentSource.CHAT, ConsentSource.TWILIO)


def apply_erase_person(db: Session, connection: Connection, news: ErasePerson, now: datetime) -> Outcome:
    """Forget a person: the customers of their id and phones; without a phone, whoever ordered only what is named."""
    merchant_id, person = connection.merchant_id, news.person
    who = find_subjects(db, connection, person, news.orders)
    phones, only_these = _phones(connection, person), _only_of(db, merchant_id, who.orders)
    # A number that is not among those named is somebody else's: of a gift the order alone is forgotten.
    guests = frozenset[int]() if phones else only_these - _own_people(db, merchant_id, only_these)
    people = who.customers | guests
    _forget_names(db, connection, person)
    _forget_words(db, connection, news, phones | _numbers_of(db, merchant_id, people))
    _forget_account(db, connection, person, only_these)
    if not people and not who.orders:
        return Outcome(ignored=NOBODY)
    emptying.empty_orders(db, merchant_id, Order.id.in_(who.orders))
    emptying.empty_exports(db, merchant_id, people, who.orders)
    emptying.empty_people(db, merchant_id, people, now)
    return Outcome(customer_id=min(people, default=None))


def erase_customer(db: Session, customer: Customer, now: datetime) -> None:
    """Forget one customer at the shop's word: who they are, what was written, where their orders went."""
    merchant_id = customer.merchant_id
    bought.forget_names(db, merchant_id, list_names(db, customer))
    known = db.execute(select(Identity.kind, Identity.value).where(Identity.customer_id == customer.id)).all()
    numbers = (value for kind, value in known if kind == PHONE)
    _forget_naming(db, merchant_id, (customer.email, *chain(*map(_written, numbers))), true())
    for connection in db.scalars(select(Connection).where(Connection.merchant_id == merchant_id)):
        accounts = [value for kind, value in known if kind == connection.source]
        _forget_naming(db, merchant_id, accounts, RawEvent.connection_id == connection.id)
    orders = frozenset(db.scalars(select(Order.id).where(Order.customer_id == customer.id)))
    emptying.empty_exports(db, merchant_id, {customer.id}, orders)
    emptying.empty_people(db, merchant_id, {customer.id}, now)


def erase_by(db: Session, customer: Customer, actor: Actor, now: datetime) -> None:
    """Forget a customer at the word of somebody of the shop: open screens are told, and the log has it, once."""
    was_forgotten = is_forgotten(db, customer)
    customer_card.note_conversations(db, customer, now)
    erase_customer(db, customer, now)
    note_change(db, actor.merchant_id, ChangeKind.CUSTOMER, customer.id, now)
    if not was_forgotten:
        audit.record(db, actor, "customer.erase", f"customer:{customer.id}", now)


def apply_erase_shop(db: Session, connection: Connection, news: EraseShop, now: datetime) -> Outcome:
    """Forget all that came from a shop, and everybody whom only this shop had told us of."""
    leaving.leave(db, connection, now)
    connection.signing_secrets = ""
    merchant_id, source = connection.merchant_id, connection.source
    people = _known_only_by(db, merchant_id, source)
    emptying.empty_raw_events(db, merchant_id, RawEvent.connection_id == connection.id)
    orders = select(Order.id).where(Order.merchant_id == merchant_id, Order.source == source)
    emptying.empty_exports(db, merchant_id, people, frozenset(db.scalars(orders)), asked_by=source)
    emptying.empty_orders(db, merchant_id, Order.source == source)
    emptying.empty_carts(db, merchant_id, Cart.source == source, now)
    emptying.empty_people(db, merchant_id, people, now)
    # Who also bought elsewhere is known there still, and no more by this shop's id.
    db.execute(delete(Identity).where(Identity.merchant_id == merchant_id, Identity.kind == source))
    # Orders still name them: the rows stay, and nothing of them is to be had.
    db.execute(update(Product).where(Product.merchant_id == merchant_id, Product.source == source).values(stock=0))
    return Outcome()


def _only_of(db: Session, merchant_id: int, orders: Iterable[int]) -> frozenset[int]:
    """Customers who have ordered these and nothing else: a guest's order, under a number the request left out."""
    named = select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id.in_(orders))
    elsewhere = select(Order.customer_id).where(Order.merchant_id == merchant_id, Order.id.not_in(orders))
    return frozenset(db.scalars(named)) - frozenset(db.scalars(elsewhere.where(Order.customer_id.in_(named))))


def _own_people(db: Session, merchant_id: int, customers: Iterable[int]) -> frozenset[int]:
    """The customers who have told us something themselves: whoever has paid for their order is another."""
    talks = select(Conversation.customer_id).where(Conversation.merchant_id == merchant_id)
    wrote = talks.join(InboundMessage, InboundMessage.conversation_id == Conversation.id)
    words = select(Consent.customer_id).where(Consent.merchant_id == merchant_id, Consent.source.in_(_OWN_WORDS))
    theirs = (wrote.where(Conversation.customer_id.in_(customers)), words.where(Consent.customer_id.in_(customers)))
    return frozenset(chain(*map(db.scalars, theirs)))


def _forget_account(db: Session, connection: Connection, person: Person, only_theirs: Iterable[int]) -> None:
    """Forget what the account has left with whoever it bought for, who is not forgotten with it.

    Its id may stand with their number; its name and e-mail address too, if no order of their own has told others.
    """
    merchant_id = connection.merchant_id
    account = (Identity.kind == connection.source, Identity.value == person.external_id)
    holder = select(Identity.customer_id).where(Identity.merchant_id == merchant_id, *account)
    by_mail = (Customer.email != "") & (func.lower(Customer.email) == person.email.lower())
    named_by_it = or_(Customer.id.in_(only_theirs), Customer.id.in_(holder) & by_mail)
    bought_for = update(Customer).where(Customer.merchant_id == merchant_id, named_by_it)
    db.execute(
        bought_for.values(name="", name_key="", email="", birthday=None),
        execution_options={"synchronize_session": False},
    )
    db.execute(delete(Identity).where(Identity.merchant_id == merchant_id, *account))
    db.expire_all()


def _forget_names(db: Session, connection: Connection, person: Person) -> None:
    """Forget by what carts and orders of others, too, would be known as the person's."""
    names = buyer_names(person, connection.source, connection.merchant.country)
    bought.forget_names(db, connection.merchant_id, names)


def _phones(connection: Connection, person: Person) -> frozenset[str]:
    """The numbers a request names, as E.164."""
    country = person.country or connection.merchant.country
    return frozenset(phone for typed in person.phones if (phone := e164(typed, country)))


def _numbers_of(db: Session, merchant_id: int, customers: Iterable[int]) -> frozenset[str]:
    numbers = select(Identity.value).where(Identity.merchant_id == merchant_id, Identity.kind == PHONE)
    return frozenset(db.scalars(numbers.where(Identity.customer_id.in_(customers))))


def _forget_words(db: Session, connection: Connection, news: ErasePerson, phones: Iterable[str]) -> None:
    """Empty the raw events that name the person and were never applied to anybody; the request itself is one."""
    person = news.person
    ours = RawEvent.connection_id == connection.id
    _forget_naming(db, connection.merchant_id, (person.external_id, *person.phones, *news.orders), ours)
    # Ids are the shop's own; by number and e-mail address its carriers know the person too.
    _forget_naming(db, connection.merchant_id, (person.email, *chain(*map(_written, phones))), true())


def _written(phone: str) -> tuple[str, ...]:
    """A number as carriers write it: with the country's code or without, with the zero that stands for it."""
    national = phone[-10:]
    return phone[1:], national, f"0{national}"


def _forget_naming(db: Session, merchant_id: int, words: Iterable[str], which: ColumnElement[bool]) -> None:
    telling = [word for word in words if len(word) >= _TELLING]
    if not telling:
        return
    holding = or_(*(RawEvent.body.icontains(word, autoescape=True) for word in telling))
    whole = re.compile("|".join(map(_whole, telling)), re.IGNORECASE)
    bodies = db.execute(select(RawEvent.id, RawEvent.body).where(RawEvent.merchant_id == merchant_id, which, holding))
    named = [event_id for event_id, body in bodies.yield_per(_AT_ONCE) if whole.search(body)]
    for start in range(0, len(named), _AT_ONCE):
        some = RawEvent.id.in_(named[start : start + _AT_ONCE])
        emptying.empty_raw_events(db, merchant_id, some)


def _whole(word: str) -> str:
    """A pattern for the word by itself: in the middle of a longer id or address it is somebody else's."""
    # JSON may write a line end before a number, and the letter of "\\n" is no part of it.
    edge = r"\d" if word.removeprefix("+").isdigit() else r"\w"
    return rf"(?<!{edge}){re.escape(word)}(?!{edge})"


def _known_only_by(db: Session, merchant_id: int, source: str) -> set[int]:
    """The customers of a shop whom this source alone has told us of."""
    orders = select(Order.customer_id).where(Order.merchant_id == merchant_id)
    carts = select(Cart.customer_id).where(Cart.merchant_id == merchant_id)
    named = select(Identity.customer_id).where(Identity.merchant_id == merchant_id, Identity.kind == source)
    theirs = (orders.where(Order.source == source), carts.where(Cart.source == source), named)
    others = (orders.where(Order.source != source), carts.where(Cart.source != source))
    return {*chain(*map(db.scalars, theirs))} - {*chain(*map(db.scalars, others))}
