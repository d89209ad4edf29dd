"""Where the shop delivers, and how fast, by PIN code."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.shop import PinArea
from bot.domain.parcels import BadPin, pin_of

__all__ = ["Area", "BadPin", "find_area"]


@dataclass(frozen=True, slots=True)
class Area:
    """Delivery to one PIN code; days count from dispatch and mean nothing where it isn't served.

    `by`: the beginning of PIN codes that decided, "" where none fits. `is_known`: whether the shop has told any place.
    """

    served: bool
    days_min: int
    days_max: int
    cod: bool
    pin: str
    by: str = ""
    is_known: bool = True


def find_area(db: Session, merchant_id: int, pin: str) -> Area:
    """What the longest matching prefix says; a PIN that no prefix matches is not served.

    Raises:
        BadPin: it is not a PIN code.
    """
    code = pin_of(pin)
    prefixes = [code[:length] for length in range(1, len(code) + 1)]
    area = db.scalar(
        select(PinArea)
        .where(PinArea.merchant_id == merchant_id, PinArea.prefix.in_(prefixes))
        .order_by(func.length(PinArea.prefix).desc())
        .limit(1)
    )
    if area is None:
        told = db.scalar(select(PinArea.id).where(PinArea.merchant_id == merchant_id).limit(1)) is not None
        return Area(served=False, days_min=0, days_max=0, cod=False, pin=code, is_known=told)
    return Area(area.served, area.days_min, area.days_max, area.cod and area.served, code, area.prefix)
