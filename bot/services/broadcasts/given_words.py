"""Words of a merchant for a field of what many are told: they keep the rules of the texts around them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.urgency import list_claims
from bot.domain.written_addresses import list_addresses
from bot.services.storefront import links


def find_fault(db: Session, merchant_id: int, words: str) -> str:
    """Return what is wrong with words for a field, "" where nothing is."""
    if "{{" in words or "}}" in words:
        return "nothing is filled in here: write the words themselves, or choose where they come from"
    elsewhere = find_elsewhere(db, db.get_one(Merchant, merchant_id), words)
    if elsewhere:
        return f"{elsewhere} is not on a host of this shop: add its host to link_hosts, or leave it out"
    claim = next(iter(list_claims(words)), None)
    return f"“{claim.words}” presses without a true number or day: leave it out" if claim else ""


def find_elsewhere(db: Session, merchant: Merchant, text: str) -> str:
    """Return the first address in a text that is not on a host of the shop, "" where there is none."""
    return next((one[:100] for one in list_addresses(text) if not links.is_ours(db, merchant, one)), "")
