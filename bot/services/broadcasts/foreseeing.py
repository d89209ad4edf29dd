"""What can be said to many, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain import cost
from bot.domain.approvals import NotOffered
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.locales.catalogue import sentence
from bot.services.broadcasts.wording import list_fields, list_keys
from bot.services.messages.wording import OF_SHOP
from bot.services.templates import choosing

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


def list_sentences(db: Session, merchant: Merchant, account: str, today: date) -> list[SentenceForMany]:
    """List the sentences that can be sent to many."""
    return [_describe(db, merchant, account, key, today) for key in list_keys()]


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
