"""Links by which somebody comes in once and chooses a password, as the terminal makes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.opening import Opened
from bot.db.staff import StaffMember
from bot.services.staff import audit, links


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link's address, which is shown once, and until when it is good, in the shop's own time."""

    address: str
    until: str


def issue_link(shop: Opened, db: Session, member: StaffMember) -> IssuedLink:
    """Make a link for somebody and write it into the log of what was done; a former one of theirs is good no more."""
    token = secrets.token_urlsafe(32)
    link = links.make_link(db, member, token, shop.now())
    audit.record(db, audit.Actor(shop.merchant_id), "staff.link", f"staff:{member.id}", shop.now())
    return IssuedLink(links.write_address(shop.settings.public_url, token), shop.time(link.expires_at))
