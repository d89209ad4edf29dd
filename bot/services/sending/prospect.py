"""What is known of a message and its receiver at the moment of sending, and the letter that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.ahead import recall
from bot.db.base import table_of
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain import cost
from bot.domain.approvals import TEMPLATE_MOVED
from bot.domain.campaign_texts import read_key
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.sending import READY, Lane, Outlook, window_open
from bot.services.sending import limits
from bot.services.templates import choosing
from bot.services.templates.choosing import Ready

_TABLE = table_of(Identity)
_NAME = select(_TABLE.c.unreachable, _TABLE.c.not_on_whatsapp).where(
    _TABLE.c.merchant_id == bindparam("merchant"), _TABLE.c.value == bindparam("value")
)
WINDOW_CLOSED = "window_closed"
NAMED = "named"  # kept ahead by merchant and address


@dataclass(frozen=True, slots=True)
class Prospect:
    """The outlook of a message, with the template it would leave as (None when none is ready, or none is needed)."""

    outlook: Outlook
    template: Ready | None


def describe_prospect(db: Session, row: OutgoingMessage, account: str, now: datetime) -> Prospect:
    """Everything `bot.domain.sending.decide` needs to know of a row."""
    conversation = row.conversation
    asked = {"merchant": row.merchant_id, "value": conversation.address}
    address = recall(db, NAMED, tuple(asked.values()), lambda: db.connection().execute(_NAME, asked).first())
    on_whatsapp = conversation.channel == Channel.WHATSAPP
    outlook = Outlook(
        channel=conversation.channel,
        lane=row.lane,
        purpose=row.purpose,
        last_inbound_at=conversation.last_inbound_at,
        unreachable=bool(address and (address.unreachable or (on_whatsapp and address.not_on_whatsapp))),
        template=WINDOW_CLOSED,
    )
    if row.lane == Lane.REPLY:
        return Prospect(outlook, None)
    template: Ready | None = None
    # A picture with buttons is a card, which leaves as its template at any time.
    is_card = bool(row.picture_url) and read_key(row.key) is not None
    if is_card:
        outlook = replace(outlook, last_inbound_at=None)
    if on_whatsapp and (is_card or not window_open(conversation.last_inbound_at, now)):
        template = choosing.find_ready(db, conversation.merchant, account, row.key or "", row.locale)
        why = READY if template else choosing.find_reason(db, conversation.merchant, account, row.key or "", row.locale)
        # The category that came back is what counts: what WhatsApp takes for marketing needs marketing's consent, and
        # the shop's word first, since it costs several times as much.
        purpose = Purpose.MARKETING if template and template.category == "MARKETING" else row.purpose
        if template is not None and template.is_moved:
            why, purpose = TEMPLATE_MOVED, row.purpose
        outlook = replace(outlook, template=why, purpose=purpose)
    return Prospect(replace(outlook, limits=limits.find_limits(db, row, outlook.purpose, now)), template)


def estimate(row: OutgoingMessage, template: Ready | None, now: datetime) -> None:
    """Note on a row that is not written yet what `count_cost` finds."""
    for column, value in count_cost(row, template, now).items():
        setattr(row, column, value)


def count_cost(row: OutgoingMessage, template: Ready | None, now: datetime) -> dict[str, int | None]:
    """Count what the message will cost, as far as can be known before it is billed, by the names of the columns."""
    conversation = row.conversation
    segments = {"segments": cost.segments(row.text).count} if conversation.channel == Channel.SMS else {}
    micros = cost.estimate_micros(
        conversation.channel,
        template.category.lower() if template else row.purpose,
        row.text,
        window_open(conversation.last_inbound_at, now),
        template is not None,
        conversation.merchant.prices,
        now.date(),
    )
    return {**segments, "cost_micros": micros}
