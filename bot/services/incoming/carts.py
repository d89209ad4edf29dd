"""Carts begun at a shop: kept as they last were, reminded of while nothing has come of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, bindparam, cast, false, or_, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.orders import Cart
from bot.db.people import Customer
from bot.domain.buyers import buyer_names, token_names
from bot.domain.news import CartNews
from bot.domain.news.outcome import KNOWN, OLD, Outcome
from bot.services.incoming import lines, people
from bot.services.incoming.carts_ended import ORDERED, close
from bot.services.moments import record
from bot.services.orders.bought import find_order, note_cart

NOBODY, UNKNOWN, OVER = "a cart without a phone number", "a cart we don't know", "the cart is completed"
GONE, EMPTIED = "gone", "emptied"
# Built once: putting a statement together costs more than running it.
_LOCKED = (
    select(Cart).where(Cart.merchant_id == bindparam("merchant"), Cart.token == bindparam("token")).with_for_update()
)


def apply_cart(db: Session, connection: Connection, news: CartNews, now: datetime) -> Outcome:
    """Take in a cart as it is at `updated_at`.

    Raises:
        Unfit: a price that nothing can have.
    """
    if news.gone:
        return _gone(db, connection, news, now)
    customer = people.find_or_add_person(db, connection, news.person, now) or _owner(db, connection, news)
    if customer is None:
        return Outcome(ignored=NOBODY)
    people.hold(db, customer)
    cart = _find(db, connection, news.token)
    if cart is not None and (ignored := _nothing_new(cart, news)):
        return Outcome(customer_id=cart.customer_id, ignored=ignored)
    is_same_moment = cart is not None and news.updated_at == cart.updated_at
    people.note_details(customer, news.person)
    people.note_checkout(db, customer, news.accepts_marketing, min(news.updated_at, now))
    cart = cart or _make(db, connection, customer, news)
    if cart is None:
        return Outcome(customer_id=customer.id, ignored=KNOWN)
    before = _content(cart)
    _write(db, cart, customer, news)
    if is_same_moment and news.completed_at is None and _content(cart) == before:
        return Outcome(customer_id=cart.customer_id, ignored=KNOWN)
    names = buyer_names(news.person, connection.source, connection.merchant.country)
    known_by = note_cart(db, cart, names | token_names((cart.token, *cart.other_tokens)))
    return Outcome(tuple(_remind(db, cart, known_by, news, now)), customer_id=customer.id)


def _remind(db: Session, cart: Cart, known_by: set[str], news: CartNews, now: datetime) -> list[int]:
    """Begin the chain of reminders, or end it for good when the cart came to something."""
    if news.completed_at is not None:
        close(db, cart, news.completed_at, ORDERED, now)
    elif find_order(db, cart, known_by) is not None:
        close(db, cart, cart.updated_at, ORDERED, now)
    elif not cart.items:
        record.drop_cart(db, cart.id, EMPTIED, now)
    else:
        return record.begin_reminders(db, cart.merchant_id, cart, now)
    return []


def _gone(db: Session, connection: Connection, news: CartNews, now: datetime) -> Outcome:
    cart = _find(db, connection, news.token) or _find_by_other_name(db, connection, news)
    if cart is None:
        return Outcome(ignored=UNKNOWN)
    close(db, cart, news.updated_at, GONE, now)
    return Outcome(customer_id=cart.customer_id)


def _nothing_new(cart: Cart, news: CartNews) -> str:
    """Why a cart stays as it is; that it came to an order is believed of whatever version."""
    if cart.completed_at is not None:
        return OVER
    return "" if news.completed_at is not None or news.updated_at >= cart.updated_at else OLD


def _content(cart: Cart) -> tuple[object, ...]:
    """What a version of a cart says of it, as far as the rows keep it: one of the same second may say more."""
    items = tuple((item.title, item.quantity, item.price) for item in cart.items)
    return (cart.customer_id, cart.currency, cart.recovery_url, tuple(cart.other_tokens), items)


def _find(db: Session, connection: Connection, token: str) -> Cart | None:
    """The cart as it is now, locked."""
    asked = {"merchant": connection.merchant_id, "token": token}
    return db.scalar(_LOCKED, asked, execution_options={"populate_existing": True})


def _find_by_other_name(db: Session, connection: Connection, news: CartNews) -> Cart | None:
    """An open cart that shares one of its further ids: of one that is gone, a shop tells what it still has."""
    open_ones = select(Cart).where(
        Cart.merchant_id == connection.merchant_id, Cart.source == connection.source, Cart.completed_at.is_(None)
    )
    others = cast(Cart.other_tokens, String)
    names = {news.token, *news.other_tokens} - {""}
    shared = or_(false(), *(others.contains(f'"{name}"', autoescape=True) for name in sorted(names)))
    return db.scalars(open_ones.where(shared).order_by(Cart.id).limit(1).with_for_update()).first()


def _owner(db: Session, connection: Connection, news: CartNews) -> Customer | None:
    """Whose it was when it was last told with a phone number."""
    query = select(Customer).join(Cart, Cart.customer_id == Customer.id)
    return db.scalar(query.where(Cart.merchant_id == connection.merchant_id, Cart.token == news.token))


def _make(db: Session, connection: Connection, customer: Customer, news: CartNews) -> Cart | None:
    """None when another worker made it in the same instant."""
    cart_id = insert_once(
        db,
        Cart,
        merchant_id=connection.merchant_id,
        customer_id=customer.id,
        token=news.token,
        source=connection.source,
        updated_at=news.updated_at,
    )
    return None if cart_id is None else db.get_one(Cart, cart_id)


def _write(db: Session, cart: Cart, customer: Customer, news: CartNews) -> None:
    cart.customer_id, cart.currency = customer.id, news.currency
    cart.updated_at = max(cart.updated_at, news.updated_at)
    cart.recovery_url = news.recovery_url or cart.recovery_url
    cart.other_tokens = sorted({*cart.other_tokens, *news.other_tokens})
    lines.write_cart(db, cart, news.lines)
    db.flush()
