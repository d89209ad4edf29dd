"""The shop that an installation's first owner begins with."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.services.shop import settings
from bot.services.shop.slugs import make_slug


class SeveralShops(LookupError):
    """Shops are there and none has an owner: which is meant, the terminal has to say."""


def open_first_shop(db: Session, name: str) -> Merchant:
    """Open a shop of this name, which is not live yet; the one that is there already, where one is.

    Raises:
        SeveralShops: it is not clear which is meant.
        BadValue: a shop cannot have this name.
    """
    there = list(db.scalars(select(Merchant).order_by(Merchant.id).limit(2)))
    if len(there) > 1:
        raise SeveralShops
    if there:
        return there[0]
    made = settings.open_shop(db, make_slug(name, ()), name)
    made.live = False
    return made
