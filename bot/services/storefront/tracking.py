"""The public page of an order: opened for its customer, found by its token, closed after a while."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.links import Link, TrackingPage
from bot.db.orders import Order, OrderItem, Refund, Sighting
from bot.db.shop import Merchant, Product
from bot.domain import hosts
from bot.domain.colours import colour_of
from bot.domain.connections import ConnectionState
from bot.domain.locale import CODES, DEFAULT
from bot.domain.orders import WITHOUT_COURIER, OrderStatus
from bot.domain.parcel_state import CALLED_OFF
from bot.platforms import SEARCHES
from bot.services.messages.wording import read_own_sentences
from bot.services.orders.days import read_days
from bot.services.orders.views import find_stage
from bot.services.storefront import tracking_views as views
from bot.services.storefront.tracking_views import PageView, Reading, ShopView

LIFE = timedelta(days=60)
ABOUT_TO_END = timedelta(days=14)
SEEN_EVERY = timedelta(hours=1)
MOST_RELATED, MOST_CATEGORIES, MOST_SIGHTINGS = 4, 8, 500
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_PAGE_OR_LINK = re.compile(r"[A-Za-z0-9_-]{8,64}")  # a link is shorter


def open_for(db: Session, merchant_id: int, order_id: int, token: str, now: datetime) -> str:
    """Return the token of the order's page, for a message that links it; `token` is taken if it needs a new one.

    A page that is about to end is kept open longer. One that has ended gets the new token: whoever has kept the old
    one stays out.

    Raises:
        sqlalchemy.exc.NoResultFound: the merchant has no such order.
    """
    order = select(Order.id).where(Order.merchant_id == merchant_id, Order.id == order_id)
    found = {"merchant_id": merchant_id, "order_id": db.scalars(order).one()}
    insert_once(db, TrackingPage, **found, token=token, created_at=now, expires_at=now + LIFE)
    mine = (TrackingPage.merchant_id == merchant_id, TrackingPage.order_id == order_id)
    ending = update(TrackingPage).where(*mine).execution_options(synchronize_session=False)
    kept = select(TrackingPage.token, TrackingPage.expires_at).where(*mine)
    page = db.execute(kept).one()
    if page.expires_at > now + ABOUT_TO_END:
        return str(page.token)
    db.execute(ending.where(TrackingPage.expires_at <= now).values(token=token, expires_at=now + LIFE))
    db.execute(ending.where(TrackingPage.expires_at <= now + ABOUT_TO_END).values(expires_at=now + LIFE))
    return str(db.execute(kept).one().token)


def find_open(db: Session, merchant_id: int, order_id: int, now: datetime) -> str:
    """Return the token of the order's page if it stays open for a while; "" when there is none, or it is about to end.

    Reads only; `open_for` opens it.
    """
    mine = (TrackingPage.merchant_id == merchant_id, TrackingPage.order_id == order_id)
    lasting = select(TrackingPage.token).where(*mine, TrackingPage.expires_at > now + ABOUT_TO_END)
    return db.scalar(lasting) or ""


def find(db: Session, token: str, now: datetime, lang: str = "") -> PageView | None:
    """The page with this token, in `lang` if it is one of ours, else in the customer's language.

    None when there is none or its time is over; the one costs as much work as the other.
    """
    if not _TOKEN.fullmatch(token):
        return None
    query = select(TrackingPage).where(TrackingPage.token == token, TrackingPage.expires_at > now)
    page = db.scalars(
        query.options(
            joinedload(TrackingPage.merchant),
            joinedload(TrackingPage.order).options(
                joinedload(Order.customer),
                selectinload(Order.items).joinedload(OrderItem.product),
                selectinload(Order.parcels),
            ),
        )
    ).one_or_none()
    if page is None:
        return None
    spoken = (lang, page.order.customer.locale, page.merchant.locale, DEFAULT)
    locale = next(one for one in spoken if one in CODES)
    return _view(db, page, Reading(locale, ZoneInfo(page.merchant.zone), now))


def find_shop(db: Session, token: str) -> ShopView | None:
    """Return the shop of a page or link that has ended; of one that never was the only shop there is, else None."""
    by_page = select(Merchant).join(TrackingPage, TrackingPage.merchant_id == Merchant.id)
    by_link = select(Merchant).join(Link, Link.merchant_id == Merchant.id)
    found = None
    if _PAGE_OR_LINK.fullmatch(token):  # whatever else stands in an address is not asked for: a database may refuse it
        found = db.scalars(by_page.where(TrackingPage.token == token)).first()
        found = found or db.scalars(by_link.where(Link.token == token)).first()
    if found is None:
        every = db.scalars(select(Merchant).limit(2)).all()
        found = every[0] if len(every) == 1 else None
    return views.build_shop_view(found, colour_of(found.colour), ()) if found is not None else None


def note_seen(db: Session, page_id: int, now: datetime) -> None:
    """Note that somebody looks at the page; at most once an hour, so that a page that is reloaded writes nothing."""
    stale = or_(TrackingPage.seen_at.is_(None), TrackingPage.seen_at < now - SEEN_EVERY)
    db.execute(
        update(TrackingPage)
        .where(TrackingPage.id == page_id, stale)
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


def _view(db: Session, page: TrackingPage, reading: Reading) -> PageView:
    order, merchant = page.order, page.merchant
    sighted = _sightings(db, order)
    sent = [one for one in order.parcels if one.milestone != CALLED_OFF]
    parcels = tuple(views.build_parcel_view(one, order, sighted.get(one.id, ()), reading) for one in sent)
    refunds = db.scalars(select(Refund).where(Refund.merchant_id == merchant.id, Refund.order_id == order.id))
    steps = views.sort_newest_first(views.list_order_steps(order, refunds))
    updated_at = max(step.at for step in (*steps, *(step for parcel in parcels for step in parcel.steps)))
    if len(parcels) == 1:  # one parcel, one story
        steps, parcels = (), (replace(parcels[0], steps=views.sort_newest_first((*parcels[0].steps, *steps))),)
    cancelled, days = order.status == OrderStatus.CANCELLED, read_days(order, None, reading.zone)
    return PageView(
        page_id=page.id,
        locale=reading.locale,
        zone=merchant.zone,
        today=reading.today,
        shop=views.build_shop_view(merchant, colour_of(merchant.colour), _categories(db, merchant)),
        number=order.number,
        receiver=views.describe_receiver(order),
        cancelled=cancelled,
        items=views.list_pieces(order.items, reading.locale),
        parcels=parcels,
        steps=steps,
        expected_on=None if cancelled else days.coming(reading.today),
        late=not cancelled and days.days_late(reading.today) > 0,
        related=tuple(views.show(one, reading.locale) for one in _related(db, order)),
        updated_at=updated_at,
        to_pay=views.find_cash_due(order),
        at_shop=stage if (stage := find_stage(order)) in WITHOUT_COURIER else "",
        said=read_own_sentences(db, merchant.id, reading.locale),
    )


def _sightings(db: Session, order: Order) -> dict[int, list[Sighting]]:
    """The newest news of each parcel; a courier's endless scans must not make the page endless."""
    found: dict[int, list[Sighting]] = {}
    for parcel in order.parcels:
        query = select(Sighting).where(Sighting.parcel_id == parcel.id).order_by(Sighting.at.desc())
        found[parcel.id] = list(db.scalars(query.limit(MOST_SIGHTINGS)))
    return found


def _related(db: Session, order: Order) -> Iterable[Product]:
    """What goes with the things in the order, is in stock and isn't in it, as far as there is a page to show."""
    have = {item.product_id for item in order.items if item.product_id is not None}
    skus = {sku for item in order.items if item.product for sku in item.product.goes_with}
    query = select(Product).where(
        Product.merchant_id == order.merchant_id, Product.sku.in_(skus), Product.stock > 0, Product.id.not_in(have)
    )
    return db.scalars(query.order_by(Product.id).limit(MOST_RELATED)) if skus else ()


def _categories(db: Session, merchant: Merchant) -> list[tuple[str, str]]:
    """What the shop sells, and where in the shop it is found: "" where its platform has no address for that."""
    site = hosts.showable(merchant.site_url).rstrip("/")
    if not site:
        return []
    sold = select(Product.category).where(Product.merchant_id == merchant.id, Product.stock > 0, Product.category != "")
    kinds = select(Connection.kind).where(
        Connection.merchant_id == merchant.id, Connection.kind.in_(SEARCHES), Connection.state == ConnectionState.ACTIVE
    )
    search = SEARCHES.get(db.scalars(kinds.order_by(Connection.id)).first() or "", "")
    most_first = sold.group_by(Product.category).order_by(func.count().desc(), Product.category)
    names = db.scalars(most_first.limit(MOST_CATEGORIES))
    return [(name, site + search.format(quote(name)) if search else "") for name in names]
