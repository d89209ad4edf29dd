"""What is known of a message and its receiver at the moment of sending, and the letter that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain import cost
from bot.domain.rules import MARKETING
from bot.domain.sending import READY, REPLY, Outlook, window_open
from bot.locales.catalogue import say
from bot.ports import Button, Letter
from bot.services.messages.writing import Wording
from bot.services.sending import limits
from bot.services.templates import choosing, pictures
from bot.services.templates.choosing import Ready

_NAME = select(Identity).where(Identity.merchant_id == bindparam("merchant"), Identity.value == bindparam("value"))
WINDOW_CLOSED = "window_closed"


@dataclass(frozen=True, slots=True)
class Prospect:
    """The outlook of a message, with the template it would leave as (None when none is ready, or none is needed)."""

    outlook: Outlook
    template: Ready | None


def prospect(db: Session, row: OutgoingMessage, account: str, now: datetime) -> Prospect:
    """Everything `bot.domain.sending.decide` needs to know of a row."""
    conversation = row.conversation
    address = db.scalars(_NAME, {"merchant": row.merchant_id, "value": conversation.address}).first()
    on_whatsapp = conversation.channel == "whatsapp"
    outlook = Outlook(
        channel=conversation.channel,
        lane=row.lane,
        purpose=row.purpose,
        last_inbound_at=conversation.last_inbound_at,
        unreachable=bool(address and (address.unreachable or (on_whatsapp and address.not_on_whatsapp))),
        template=WINDOW_CLOSED,
    )
    if row.lane == REPLY:
        return Prospect(outlook, None)
    template: Ready | None = None
    if on_whatsapp and not window_open(conversation.last_inbound_at, now):
        template = choosing.ready(db, conversation.merchant, account, row.key or "", row.locale)
        why = READY if template else choosing.why_not(db, conversation.merchant, account, row.key or "", row.locale)
        # The category that came back is what counts: what WhatsApp takes for marketing needs marketing's consent.
        purpose = MARKETING if template and template.category == "MARKETING" else row.purpose
        outlook = replace(outlook, template=why, purpose=purpose)
    return Prospect(replace(outlook, limits=limits.of_message(db, row, outlook.purpose, now)), template)


def letter_of(row: OutgoingMessage) -> Letter:
    """The letter of a row, in free words."""
    conversation, merchant = row.conversation, row.conversation.merchant
    rich = row.shown_as in ("buttons", "list")
    return Letter(
        token=row.token,
        channel=conversation.channel,
        sender=conversation.our_address,
        receiver=conversation.address,
        messaging_service_sid=merchant.messaging_service_sid,
        text=row.text,
        shown_as=row.shown_as,
        buttons=tuple(Button(c.token, c.title, c.description) for c in row.choices) if rich else (),
        list_label=say(row.locale, "list.open", {}) if row.shown_as == "list" else "",
        # A picture and buttons are two kinds of message; an SMS with a picture is another one in India (FACTS 6.3).
        picture_url=row.picture_url if conversation.channel == "whatsapp" and not rich else "",
    )


def as_template(db: Session, row: OutgoingMessage, template: Ready) -> Letter:
    """The letter of a row as an approved template; the row says from now on what the customer will read.

    Raises:
        bot.services.templates.choosing.BadVariables: a value that Twilio would refuse.
    """
    told = Wording(db, row.conversation.merchant, template.locale).written(row.values)
    tokens = [choice.token for choice in row.choices]
    picture = pictures.name_for(row.token) if template.with_picture else ""
    variables = choosing.values_for(template, told, tokens, picture)
    row.template_id, row.locale = template.template_id, template.locale
    if template.category == "MARKETING":
        row.purpose = MARKETING  # and is counted as such
    row.text = choosing.filled(template, variables)
    return replace(letter_of(row), text=row.text, content_sid=template.sid, variables=variables, picture_url="")


def estimate(row: OutgoingMessage, template: Ready | None, now: datetime) -> None:
    """Note what the message will cost, as far as can be known before it is billed."""
    conversation = row.conversation
    if conversation.channel == "sms":
        row.segments = cost.segments(row.text).count
    row.cost_micros = cost.estimate_micros(
        conversation.channel,
        template.category.lower() if template else row.purpose,
        row.text,
        window_open(conversation.last_inbound_at, now),
        template is not None,
        conversation.merchant.prices,
    )
