"""The ways to a customer, the best first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.consent import Purpose
from bot.services.people import consent, customers


def list_ways(
    db: Session, merchant: Merchant, customer: Customer, purpose: str, *, by_sms: bool
) -> list[WayToCustomer]:
    """List the ways to a customer, the best first; of marketing's, those they agreed to before the others.

    Args:
        by_sms: whether it may be told by SMS at all.
    """
    reachable = [name for name in customers.list_addresses(db, customer.id) if not name.unreachable]
    phones = [name for name in reachable if name.kind == customers.PHONE]
    ways: list[WayToCustomer] = []
    if merchant.whatsapp_from:
        on_whatsapp = [name for name in reachable if not name.not_on_whatsapp and _may_have_whatsapp(name)]
        ways += [WayToCustomer(Channel.WHATSAPP, name.value, merchant.whatsapp_from) for name in on_whatsapp]
    if merchant.sms_from and by_sms and (merchant.sms_fallback or not merchant.whatsapp_from):
        ways += [WayToCustomer(Channel.SMS, name.value, merchant.sms_from) for name in phones]
    if purpose != Purpose.MARKETING or len(ways) < 2:
        return ways
    agreed = {channel for channel in Channel if _agreed(db, customer, channel)}
    return sorted(ways, key=lambda way: way.channel not in agreed)


def _agreed(db: Session, customer: Customer, channel: str) -> bool:
    return Purpose.MARKETING in consent.read_standing(db, customer.id, channel).granted


def _may_have_whatsapp(name: Identity) -> bool:
    return name.kind in (customers.PHONE, customers.WHATSAPP_USER)
