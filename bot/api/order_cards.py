"""Orders as the shop's people see them beside the chat."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.customers import ONE, find_theirs
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.order_shapes import AddressTold, ItemTold, OrderPage, OrdersQuery, OrderTold, ParcelTold, SightingTold
from bot.api.pins import tell_place
from bot.api.places import cut_page
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.orders import OrderItem, Parcel, Sighting
from bot.domain import hosts
from bot.domain.access import Permission
from bot.domain.parcel_state import CALLED_OFF
from bot.services.desk import order_card
from bot.services.desk.order_card import OrderCard

order_cards = Group("order_cards", __name__, "orders")


@order_cards.get(f"{ONE}/orders", responses=answers(OrderPage, 400, 401, 403, 404, 429, 503))
@needs(Permission.ORDERS_READ)
def list_customers_orders(path: Numbered, query: OrdersQuery) -> Response:
    """Orders of a customer, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.reading.begin() as db:
        person = find_theirs(db, me.merchant_id, path.id)
        found = order_card.list_cards(db, me.merchant_id, person.id, query.before, query.limit + 1, now)
        page, last = cut_page(found, query.limit)
        told = tuple(_told(card, bot.settings.public_url) for card in page)
    return sent(OrderPage(orders=told, next=last.order.id if last else None))


@order_cards.get(f"/orders/<int(min=1,max={LARGEST_ID}):id>", responses=answers(OrderTold, 401, 403, 404, 429, 503))
@needs(Permission.ORDERS_READ)
def read_order(path: Numbered) -> Response:
    """An order with its parcels and what their couriers said"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        card = order_card.find_card(db, caller().merchant_id, path.id, bot.now())
        if card is None:
            raise Problem(404, "No such order", "Your shop has none by this id: GET /customers/{id}/orders lists them.")
        told = _told(card, bot.settings.public_url)
    return sent(told)


def _told(card: OrderCard, public_url: str) -> OrderTold:
    order, view = card.order, card.view
    kept = ("id", "number", "customer_id", "payment", "cod_confirmed_at", "currency", "placed_at", "promised_on")
    days = ("expected_on", "delivered_on", "cancelled_on", "returns_end_on", "refunded_on", "late_days", "late_why")
    return OrderTold(
        **{name: getattr(order, name) for name in kept},
        **{name: getattr(view, name) for name in (*days, "stage", "is_paid", "cancellable")},
        total=order.total,
        to_pay=view.to_pay.minor if view.to_pay else None,
        refund=view.refund.minor if view.refund else None,
        address=_address(card),
        items=tuple(map(_item, order.items)),
        parcels=tuple(_parcel(one, card.sightings[one.id]) for one in order.parcels if one.milestone != CALLED_OFF),
        page=f"{public_url}/t/{card.page}" if card.page else "",
    )


def _address(card: OrderCard) -> AddressTold:
    order, check = card.order, card.check
    return AddressTold(
        name=order.ship_name,
        address=order.ship_address,
        city=order.ship_city,
        pin=order.ship_pin,
        asked_at=check.asked_at if check else None,
        answered_at=check.answered_at if check else None,
        place=tell_place(check.place) if check else None,
    )


def _item(item: OrderItem) -> ItemTold:
    product = item.product
    return ItemTold(
        title=item.title,
        quantity=item.quantity,
        price=item.price,
        picture=hosts.showable(product.picture_url) if product else "",
        url=hosts.showable(product.url) if product else "",
    )


def _parcel(parcel: Parcel, sightings: Sequence[Sighting]) -> ParcelTold:
    kept = ("id", "stage", "milestone", "courier", "courier_phone", "tracking_number", "expected_on")
    told = ("late_why", "failed_why", "shipped_at", "delivered_at")
    return ParcelTold(
        **{name: getattr(parcel, name) for name in (*kept, *told)},
        tracking_url=hosts.showable(parcel.tracking_url),
        contents=tuple(f"{line.get('quantity', 1)} × {line['title']}" for line in parcel.contents if line.get("title")),
        sightings=tuple(map(SightingTold.model_validate, sightings)),
    )
