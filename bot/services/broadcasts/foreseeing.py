"""What a broadcast would come to if it left now: the sentences there are with their price, and who would get it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain import cost
from bot.domain.approvals import NotOffered
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.sending import READY, UNREACHABLE, Lane, Limits, Outlook, decide
from bot.locales.catalogue import sentence
from bot.services.broadcasts.audience import count_audience, select_audience
from bot.services.broadcasts.wording import list_fields, list_keys
from bot.services.messages.wording import OF_SHOP
from bot.services.notices import trouble
from bot.services.notices.ways import list_ways
from bot.services.people import consent
from bot.services.templates import choosing

LOOKED = 300  # people of an audience who are looked at one by one beforehand
_WHY = {why: NotOffered(why.removeprefix("template_")) for why in ("template_paused", "template_disabled")}
_WHY |= {why: NotOffered.REJECTED for why in ("template_rejected", "template_refused")}


@dataclass(frozen=True, slots=True)
class SentenceForMany:
    """A sentence in the shop's language. `fields` need a source; `price_micros` is what one person costs by our
    estimate, millionths of the shop's currency; `why_not` says why it cannot leave now, None where it can.
    """

    key: str
    fields: tuple[str, ...]
    locale: str
    category: str
    body: str
    price_micros: int
    why_not: NotOffered | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An audience by who would get an offer now. `reached` and `left_out` are of the `looked` first of the `people`."""

    people: int
    looked: int
    left_out: Mapping[str, int]

    @property
    def reached(self) -> int:
        """How many of those looked at would get it."""
        return self.looked - sum(self.left_out.values())


def list_sentences(db: Session, merchant: Merchant, account: str, today: date) -> list[SentenceForMany]:
    """List the sentences that can be sent to many."""
    return [_describe(db, merchant, account, key, today) for key in list_keys()]


def describe_foreseen(
    db: Session, merchant: Merchant, audience: Mapping[str, Any], by_sms: bool, now: datetime
) -> Foreseen:
    """Look at the people of an audience by consent, trouble and reachability, as at the moment of sending.

    Nothing is said of caps and hours: who has to wait for these may still get it.
    """
    found = select_audience(db, merchant.id, audience, now).subquery().c
    ids = list(db.scalars(select(found.id).order_by(found.id).limit(LOOKED)))
    why = Counter(filter(None, (_find_reason(db, merchant, one, by_sms, now) for one in ids)))
    return Foreseen(count_audience(db, merchant.id, audience, now), len(ids), why)


def _describe(db: Session, merchant: Merchant, account: str, key: str, today: date) -> SentenceForMany:
    ready = choosing.find_ready(db, merchant, account, key, merchant.locale)
    why = None if ready else choosing.find_reason(db, merchant, account, key, merchant.locale)
    body = sentence(merchant.locale, key)
    if ready:
        body = ready.body
        for place, field in enumerate(ready.fields, 1):
            body = body.replace(f"{{{{{place}}}}}", f"{{{field}}}")
    for field in OF_SHOP:
        body = body.replace(f"{{{field}}}", merchant.name)
    purpose = ready.category.lower() if ready else Purpose.MARKETING
    price = cost.estimate_micros(Channel.WHATSAPP, purpose, body, False, True, merchant.prices, today)
    return SentenceForMany(
        key=key,
        fields=tuple(list_fields(key)),
        locale=ready.locale if ready else merchant.locale,
        category=purpose.upper(),
        body=body,
        price_micros=price,
        why_not=_WHY.get(why, NotOffered.WAITING) if why else None,
    )


def _find_reason(db: Session, merchant: Merchant, customer_id: int, by_sms: bool, now: datetime) -> str | None:
    ways = list_ways(db, merchant, db.get_one(Customer, customer_id), Purpose.MARKETING, by_sms=by_sms)
    if not ways:
        return UNREACHABLE
    standing = consent.read_standing(db, customer_id, ways[0].channel)
    limits = Limits(
        opted_out=standing.withdrawn,
        agreed=Purpose.MARKETING in standing.granted,
        trouble=trouble.find_trouble(db, merchant.id, customer_id, now),
    )
    outlook = Outlook(ways[0].channel, Lane.BROADCAST, Purpose.MARKETING, None, False, READY, limits)
    return decide(outlook, now).held_because
