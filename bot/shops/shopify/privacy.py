"""What a shop's people and Shopify's law want: data shown, data forgotten, the app gone."""

from __future__ import annotations

from bot.domain.news import DataRequest, Disconnected, ErasePerson, EraseShop, News
from bot.shops.shopify.box import Box
from bot.shops.shopify.people import named


def read_data_request(body: Box) -> News:
    """customers/data_request."""
    orders = tuple(body.texts("orders_requested"))
    return DataRequest(named(body.box("customer")), orders, body.box("data_request").maybe_key("id"))


def read_erase_person(body: Box) -> News:
    """customers/redact."""
    return ErasePerson(named(body.box("customer")), tuple(body.texts("orders_to_redact")))


def read_erase_shop(_: Box) -> News:
    """shop/redact: 48 hours after the app was removed. Whose shop it is, the connection knows."""
    return EraseShop()


def read_uninstalled(body: Box) -> News:
    """app/uninstalled: the token is dead already."""
    return Disconnected(body.told_at)
