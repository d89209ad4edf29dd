"""Writes the cast into the database: customers, their orders and parcels, carts, points and consent."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem, Order, OrderItem, Parcel
from bot.db.people import Consent, Customer, Identity, PointsEntry
from bot.db.shop import Merchant, Product
from bot.demo.before import keep_moment
from bot.demo.calendar import Calendar
from bot.demo.cast import CAST, Cast, LeftCart, Purchase, SeededCustomer, Shipment
from bot.demo.scans import sightings_of
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.orders import Payment
from bot.domain.parcels import ParcelStage

_CHANNELS = (Channel.WHATSAPP, Channel.SMS)
_FREE_FROM, _DELIVERY, _COD_FEE = 999_00, 79_00, 40_00  # paise, as the shop's answers say


class Stage:
    """Adds the cast to one merchant; made once for a seeding."""

    def __init__(
        self, db: Session, merchant: Merchant, products: dict[str, Product], calendar: Calendar, cast: Cast = CAST
    ) -> None:
        self.cast = cast
        self.db = db
        self.merchant = merchant
        self.products = products
        self.calendar = calendar
        self.customers: dict[str, Customer] = {}

    def add_everybody(self) -> None:
        """Customers first: what they bought refers to them."""
        for person in self.cast.people:
            self.customers[person.phone] = self._person(person)
        self.db.flush()
        addresses = {person.phone: person for person in self.cast.people}
        for person in self.cast.people:
            self._points_and_consent(person)
        orders = {purchase: self._order(purchase, addresses[purchase.phone]) for purchase in self.cast.purchases}
        self.db.add_all(orders.values())
        self.db.flush()
        for purchase, order in orders.items():
            if purchase.shipment:
                self.db.add_all(sightings_of(order.parcels[0], purchase, purchase.shipment, self.calendar))
            keep_moment(self.db, order, self.calendar.now)
        for cart in self.cast.carts:
            self.db.add(self._cart(cart))
        self.db.flush()

    def _person(self, person: SeededCustomer) -> Customer:
        customer = Customer(
            merchant_id=self.merchant.id,
            name=person.name,
            locale=person.locale,
            birthday=f"{self.calendar.day(person.birthday_in):%m-%d}" if person.birthday_in else None,
            created_at=self.calendar.at(-400, "12:00"),
            identities=[Identity(merchant_id=self.merchant.id, kind="phone", value=person.phone)],
        )
        self.db.add(customer)
        return customer

    def _points_and_consent(self, person: SeededCustomer) -> None:
        customer_id = self.customers[person.phone].id
        mine = {"merchant_id": self.merchant.id, "customer_id": customer_id}
        for change in person.points:
            at = self.calendar.at(change.day, "10:00")
            self.db.add(PointsEntry(**mine, points=change.points, reason=change.reason, at=at))
        for channel in _CHANNELS if person.likes_news else ():
            self.db.add(
                Consent(
                    merchant_id=self.merchant.id,
                    customer_id=customer_id,
                    channel=channel,
                    purpose=Purpose.MARKETING,
                    granted=True,
                    source=ConsentSource.CHECKOUT,
                    words="Yes, send me news and offers",
                    at=self.calendar.at(-400, "12:00"),
                )
            )

    def _order(self, purchase: Purchase, person: SeededCustomer) -> Order:
        placed_at = self.calendar.at(*purchase.placed)
        items = [self._item(sku, quantity) for sku, quantity in purchase.items]
        sent = purchase.shipment
        return Order(
            merchant_id=self.merchant.id,
            customer_id=self.customers[person.phone].id,
            number=purchase.number,
            payment=purchase.payment,
            cod_confirmed_at=placed_at if purchase.cod_confirmed else None,
            total=_total(sum(item.price * item.quantity for item in items), purchase.payment),
            placed_at=placed_at,
            promised_on=self.calendar.day(purchase.promised),
            packed_at=self.calendar.at(sent.shipped, "10:30") if sent else None,
            ship_name=person.name,
            ship_address=person.address,
            ship_city=person.city,
            ship_pin=person.pin,
            reviewed_at=self.calendar.at(purchase.promised + 2, "20:00") if purchase.reviewed else None,
            items=items,
            parcels=[self._parcel(sent, purchase)] if sent else [],
        )

    def _item(self, sku: str, quantity: int) -> OrderItem:
        product = self.products[sku]
        return OrderItem(product_id=product.id, title=product.title, quantity=quantity, price=product.price)

    def _parcel(self, sent: Shipment, purchase: Purchase) -> Parcel:
        scanned_at = self.calendar.at(*sent.scanned)
        return Parcel(
            merchant_id=self.merchant.id,
            courier=sent.courier,
            tracking_number=sent.tracking_number,
            tracking_url=f"https://track.example.com/{sent.tracking_number}",
            stage=sent.stage,
            milestone=sent.stage,
            promised_on=self.calendar.day(purchase.promised),
            stage_at=scanned_at,
            expected_on=self.calendar.day(sent.expected),
            place=sent.place,
            scanned_at=scanned_at,
            late_why=sent.late_why,
            failed_why=sent.failed_why,
            shipped_at=self.calendar.at(sent.shipped, "18:00"),
            delivered_at=scanned_at if sent.stage == ParcelStage.DELIVERED else None,
        )

    def _cart(self, left: LeftCart) -> Cart:
        lines = [(self.products[sku], quantity) for sku, quantity in left.items]
        return Cart(
            merchant_id=self.merchant.id,
            customer_id=self.customers[left.phone].id,
            token=left.token,
            recovery_url=f"{self.merchant.site_url}/cart/{left.token}",
            updated_at=self.calendar.now - timedelta(minutes=left.minutes_ago),
            items=[
                CartItem(product_id=product.id, title=product.title, quantity=quantity, price=product.price)
                for product, quantity in lines
            ],
        )


def _total(goods: int, payment: str) -> int:
    delivery = 0 if goods >= _FREE_FROM else _DELIVERY
    return goods + delivery + (_COD_FEE if payment == Payment.COD else 0)
