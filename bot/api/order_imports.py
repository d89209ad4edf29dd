"""Orders of a sheet: read and checked as a whole, then taken as events, all of it or nothing."""

from __future__ import annotations

import secrets

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.attaching import read_file
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import wrong
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.services.events import own
from bot.services.staff import audit
from bot.shops.own import orders_sheet
from bot.shops.own.faults import Fault
from bot.shops.own.order_rows import Shop
from bot.shops.own.sheet import BadSheet
from bot.tasks.names import APPLY

order_imports = Group("order_imports", __name__, "connections")


class OrderSheetTaken(Shown):
    """What came of a sheet. `unread`: columns nobody reads; `without_phone`: orders nobody is written to about."""

    orders: int
    new_events: int
    unread: tuple[str, ...]
    without_phone: int
    unequal: int


@order_imports.post(
    "/orders/sheet",
    responses=answers(OrderSheetTaken, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.SETTINGS_WRITE)
def import_orders_sheet() -> Response:
    """Take the orders of a CSV file, ours or Shopify's export; one that was taken before changes nothing"""
    bot: Bot = current_app.extensions["bot"]
    me, now, content = caller(), bot.now(), read_file()
    with bot.database.reading.begin() as db:
        merchant = db.get_one(Merchant, me.merchant_id)
        ours = Shop(merchant.zone, merchant.country, merchant.currency)
    try:
        found = orders_sheet.read(content, ours)
    except BadSheet as error:
        raise wrong(*(Fault(("file",), str(one), "mend it in the sheet") for one in error.problems)) from error
    with bot.database.writing.begin() as db:
        connection = own.open_connection(db, me.merchant_id, secrets.token_hex(16), now)
        ids = own.take_sheet(db, connection, found.deliveries, now)
        audit.record(db, me.actor, "orders.sheet", f"connection:{connection.id}", now, str(found.orders))
    for event_id in ids:
        bot.bells.ring(APPLY, event_id)
    told = OrderSheetTaken(
        orders=found.orders,
        new_events=len(ids),
        unread=tuple(found.unread),
        without_phone=found.without_phone,
        unequal=len(found.unequal),
    )
    return sent(told)
