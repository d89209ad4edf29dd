"""Who bought: the person of an order, the customers of the shop."""

from __future__ import annotations

from bot.domain.countries import country_told, first_known
from bot.domain.news import Address, CustomerNews, News, Person
from bot.domain.phones import typed_in
from bot.ports import Known
from bot.shops.woocommerce.fields import Fields, identity, moment, part, text


def buyer(order: Fields) -> Person:
    """The buyer of an order; a guest has no id."""
    customer = text(order, "customer_id")
    return _person(order, "" if customer == "0" else customer)


def ship_to(order: Fields) -> Address:
    """Where an order goes: the billing address when it has no other."""
    address = part(order, "shipping")
    if not text(address, "address_1"):
        address = part(order, "billing")
    return Address(
        name=_name(address) or _name(part(order, "billing")),
        street=" ".join(filter(None, (text(address, "address_1"), text(address, "address_2")))),
        city=text(address, "city"),
        pin=text(address, "postcode"),
        country=_country(address),
    )


def read_customer(customer: Fields, known: Known) -> tuple[News, ...]:
    """A customer as the shop has them; a customer nobody has changed yet has only a date of creation."""
    person = _person(customer, identity(customer))
    at = moment(customer, "date_modified", known.zone) or moment(customer, "date_created", known.zone)
    return (CustomerNews(person, at or known.received_at),)


def read_gone_customer(customer: Fields, known: Known) -> tuple[News, ...]:
    """A customer the shop deleted: all it tells is the id."""
    return (CustomerNews(Person(external_id=identity(customer)), known.received_at, gone=True),)


def _person(source: Fields, external_id: str) -> Person:
    billing, shipping = part(source, "billing"), part(source, "shipping")
    country = first_known(_country(shipping), _country(billing))
    return Person(
        external_id=external_id,
        name=_name(source) or _name(billing) or _name(shipping),
        phones=tuple(
            filter(None, (typed_in(_country(one), text(one, "phone"), country) for one in (billing, shipping)))
        ),
        country=country,
        email=text(billing, "email") or text(source, "email"),
    )


def _name(source: Fields) -> str:
    return " ".join(filter(None, (text(source, "first_name"), text(source, "last_name"))))


def _country(address: Fields) -> str:
    return country_told(text(address, "country"))
