"""What a shop decides of its inbox: read with defaults, changed by who has seen how it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.inbox_settings import InboxSettings, make_defaults
from bot.db.shop import Merchant
from bot.domain.business_hours import BusinessHours, read_hours
from bot.services.desk.stretches import set_clocks_anew

OF_SHOP = ("agents_see_all", "agents_see_numbers")  # kept with the shop's other decisions


def read_settings(db: Session, merchant_id: int) -> InboxSettings:
    """Return what the shop has decided, or the defaults (a row that is not kept)."""
    found = select(InboxSettings).where(InboxSettings.merchant_id == merchant_id)
    return db.scalars(found.execution_options(populate_existing=True)).first() or make_defaults(merchant_id)


def find_hours(db: Session, shop: Merchant) -> BusinessHours:
    """Return when the people of a shop work."""
    decided = read_settings(db, shop.id)
    return read_hours(shop.zone, decided.hours, [one["day"] for one in decided.holidays])


def change_settings(db: Session, merchant_id: int, version: int, changes: Mapping[str, Any], now: datetime) -> bool:
    """Change some of a shop's settings as they were at `version`; False when they have moved on."""
    first = make_defaults(merchant_id)
    columns = (column.name for column in table_of(InboxSettings).columns if column.name != "id")
    insert_once(db, InboxSettings, **{name: getattr(first, name) for name in columns})
    ours = {name: value for name, value in changes.items() if name not in OF_SHOP}
    seen = update(InboxSettings).where(InboxSettings.merchant_id == merchant_id, InboxSettings.version == version)
    if not won(db, seen.values(version=version + 1, **ours)):
        return False
    # Hours and goals may be others: what the clocks were set by is no more.
    set_clocks_anew(db, merchant_id)
    shop = db.get_one(Merchant, merchant_id)
    for name in OF_SHOP:
        if name in changes:
            setattr(shop, name, changes[name])
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return True
