"""What a shop lets whom see of its conversations."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.access import StaffRole, Viewer
from bot.services.staff.audit import Actor


def find_view(db: Session, actor: Actor, role: StaffRole | None) -> Viewer:
    """Return through whose eyes somebody reads: agents by the shop's settings, everybody else sees all."""
    if role is not StaffRole.AGENT:
        return Viewer(actor.merchant_id, actor.staff_id)
    shop = db.get_one(Merchant, actor.merchant_id)
    return Viewer(actor.merchant_id, actor.staff_id, shop.agents_see_all, shop.agents_see_numbers)
