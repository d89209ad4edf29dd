"""The ways to a customer, the best first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.consent import Purpose
from bot.services.people import consent, customers
from bot.services.people.many import OfMany

_ON_WHATSAPP = (customers.PHONE, customers.WHATSAPP_USER)  # kinds of identity that may have WhatsApp


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
        on_whatsapp = [name for name in reachable if not name.not_on_whatsapp and name.kind in _ON_WHATSAPP]
        ways += [WayToCustomer(Channel.WHATSAPP, name.value, merchant.whatsapp_from) for name in on_whatsapp]
    if merchant.sms_from and has_sms(merchant, by_sms):
        ways += [WayToCustomer(Channel.SMS, name.value, merchant.sms_from) for name in phones]
    if purpose != Purpose.MARKETING or len(ways) < 2:
        return ways
    agreed = {channel for channel in Channel if _agreed(db, customer, channel)}
    return sorted(ways, key=lambda way: way.channel not in agreed)


def _agreed(db: Session, customer: Customer, channel: str) -> bool:
    return Purpose.MARKETING in consent.read_standing(db, customer.id, channel).granted


def has_sms(merchant: Merchant, by_sms: bool) -> bool:
    """Return whether a shop sends SMS at all for something that may be told by SMS, or may not (`by_sms`)."""
    return bool(merchant.sms_from) and by_sms and (merchant.sms_fallback or not merchant.whatsapp_from)


def select_reach(asked: OfMany) -> Select[int, Any, Any]:
    """Return the query of (customer_id, by_whatsapp, by_sms): by which channels people can be reached, 1 or 0; of who
    is forgotten there is no row.

    What `list_ways` finds of one person, for a shop that has both channels.
    """
    reached = Identity.unreachable.is_(False)
    on_whatsapp = reached & ~Identity.not_on_whatsapp & Identity.kind.in_(_ON_WHATSAPP)
    mine = (Identity.merchant_id == asked.merchant_id, asked.keeps(Identity.customer_id))
    return (
        select(
            Identity.customer_id.label("customer_id"),
            func.max(case((on_whatsapp, 1), else_=0)).label("by_whatsapp"),
            func.max(case((reached & (Identity.kind == customers.PHONE), 1), else_=0)).label("by_sms"),
        )
        .where(*mine)
        .group_by(Identity.customer_id)
    )
