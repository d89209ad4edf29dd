"""What a shop has decided that its own words may promise."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.promises import Promised
from bot.services.moments.back_in_stock import is_told


def read_kept(db: Session, merchant_id: int) -> Promised:
    """Return the settings and rules that a shop's words are held against."""
    shop = db.get_one(Merchant, merchant_id)
    return Promised(
        points_per_100=shop.points_per_100,
        review_points=shop.review_points,
        points_worth=shop.points_worth,
        invoice_hours=shop.invoice_hours,
        tells_back=is_told(db, merchant_id),
    )
