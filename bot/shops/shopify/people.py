"""People, as Shopify's orders, checkouts and customers name them."""

from __future__ import annotations

from bot.domain.channels import Channel
from bot.domain.countries import first_known
from bot.domain.news import Address, ConsentNews, CustomerNews, News, Nothing, Person
from bot.domain.phones import e164, first_phone, typed_in
from bot.shops.shopify.box import Box

# Other states (not_subscribed, pending, invalid) say that nobody asked, or that the answer is still to come.
_CONSENT = {"subscribed": True, "unsubscribed": False, "redacted": False}


def buyer(sale: Box, first_phone: str = "") -> Person:
    """Who placed an order or began a checkout; all its phones, the best first (FACTS 7.4)."""
    customer, ship_to, bill_to = sale.box("customer"), sale.box("shipping_address"), sale.box("billing_address")
    at_home = customer.box("default_address")
    theirs = at_home.country() or bill_to.country()
    country = first_known(ship_to.country(), theirs) or sale.known.country
    own = typed_in(theirs, customer.text("phone"), country)
    # What stands in no address is the buyer's, wherever the parcel goes.
    contact = (typed_in(theirs, typed, country) for typed in (first_phone, sale.text("phone")))
    # Where nothing else is told: the address that the account has for itself.
    at_addresses = (typed_in(place.country(), place.text("phone"), country) for place in (ship_to, bill_to, at_home))
    return Person(
        external_id=customer.maybe_key("id"),
        name=_name(customer) or _name(ship_to) or _name(bill_to),
        phones=_each_once(*contact, own, *at_addresses),
        country=country,
        email=sale.text("email") or sale.text("contact_email") or customer.text("email"),
        locale=sale.text("customer_locale"),
        own_phones=_each_once(own),
    )


def address(place: Box) -> Address:
    """A postal address."""
    street = ", ".join(_each_once(place.text("address1"), place.text("address2")))
    return Address(_name(place), street, place.text("city"), place.text("zip"), place.country())


def sms_consent(customer: Box) -> bool | None:
    """Whether a customer agreed to marketing by SMS, as far as they were asked."""
    return _CONSENT.get(customer.box("sms_marketing_consent").text("state").lower())


def consent_for(person: Person, agrees: bool | None, agreed_phone: str) -> bool | None:
    """What was said to SMS, if it was said for the number we would write to: a gift goes to somebody else's."""
    if not agrees:
        return agrees
    ours = first_phone(person.phones, person.country)
    return True if ours is not None and ours == e164(agreed_phone, person.country) else None


def named(customer: Box) -> Person:
    """A customer by what a privacy request names; the id may be missing."""
    return Person(
        external_id=customer.maybe_key("id"),
        name=_name(customer),
        phones=_each_once(customer.text("phone"), customer.box("default_address").text("phone")),
        country=customer.box("default_address").country() or customer.known.country,
        email=customer.text("email"),
        locale=customer.text("locale"),
        own_phones=_each_once(customer.text("phone")),
    )


def read_customer(customer: Box) -> News:
    """customers/create and update."""
    customer.key()
    return CustomerNews(named(customer), customer.moment("updated_at") or customer.told_at)


def read_customer_gone(customer: Box) -> News:
    """customers/delete: little more than the id."""
    customer.key()
    return CustomerNews(named(customer), customer.told_at, gone=True)


def read_consent(customer: Box) -> News:
    """customers_marketing_consent/update: that of SMS. `words` is how Shopify came by it."""
    customer.key()
    consent, granted = customer.box("sms_marketing_consent"), sms_consent(customer)
    if granted is None:
        return Nothing(f"the consent to SMS is {consent.text('state') or 'not told'}")
    words = _each_once(consent.text("opt_in_level"), consent.text("consent_collected_from"))
    at = consent.moment("consent_updated_at") or customer.told_at
    return ConsentNews(named(customer), Channel.SMS, granted, at, words=", ".join(words))


def _name(box: Box) -> str:
    return " ".join(_each_once(box.text("first_name"), box.text("last_name"))) or box.text("name")


def _each_once(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
