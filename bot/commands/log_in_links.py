"""Links by which somebody comes in once and chooses a password, as the terminal makes them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.commands.opening import Opened
from bot.db.staff import StaffMember
from bot.services.staff import accounts, audit, links


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link's address, which is shown once, and until when it is good, in the shop's own time."""

    address: str
    until: str


def issue_link(shop: Opened, email: str, check: Callable[[StaffMember | None], StaffMember]) -> IssuedLink:
    """Make a link for whoever has the address and write it into the log; a former one of theirs is good no more.

    Args:
        check: returns who was found where they may have a link, and raises where not.
    """
    token = secrets.token_urlsafe(32)
    with shop.database.writing.begin() as db:
        member = check(accounts.find_by_email(db, shop.merchant_id, email))
        link = links.make_link(db, member, token, shop.now())
        audit.record(db, audit.Actor(shop.merchant_id), "staff.link", f"staff:{member.id}", shop.now())
        until = shop.time(link.expires_at)
    return IssuedLink(links.write_address(shop.settings.public_url, token), until)
