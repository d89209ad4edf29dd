"""The logo of a shop that is kept here: where it is shown, and whose it is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant

LOGOS = "/logo/"  # on our own host, then the name of a file
LONGEST = 512  # points of its longer side


def write_address(public_url: str, name: str) -> str:
    """Write the address of a logo by the name of its file."""
    return f"{public_url}{LOGOS}{name}"


def set_logo(db: Session, merchant_id: int, url: str) -> str:
    """Show another logo, "" for none; returns the name of the file that nothing shows any more, "" for none of ours."""
    shop = db.get_one(Merchant, merchant_id)
    before, shop.logo_url = shop.logo_url, url
    db.flush()
    name = before.rpartition(LOGOS)[2] if LOGOS in before else ""
    return "" if not name or is_shown(db, before) else name


def is_shown(db: Session, url: str) -> bool:
    """Whether a shop has the logo of this address: no other file of ours is open to the world under it."""
    return db.scalar(select(Merchant.id).where(Merchant.logo_url == url).limit(1)) is not None
