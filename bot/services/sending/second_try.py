"""A message once more: later on its own way, or by SMS where WhatsApp does not reach."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.conversations import Choice, Conversation
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.consent import Purpose
from bot.domain.dlt import INDIA
from bot.domain.sending import Lane
from bot.domain.words import split_text
from bot.services.desk import owners
from bot.services.messages import own_texts
from bot.services.messages.wording import Wording
from bot.services.messages.writing import MAX_BODY, Worded, number_choices
from bot.services.moments import rules
from bot.services.people import conversations, customers
from bot.services.sending import registered


def _may_be_sms(db: Session, row: OutgoingMessage) -> bool:
    """Whether the rule behind a notice, or a broadcast, allows SMS."""
    if row.broadcast_id is not None:
        return db.get_one(Broadcast, row.broadcast_id).by_sms
    if row.notice_id is None:
        return True
    return rules.read_rules(db, row.merchant_id)[db.get_one(Notice, row.notice_id).rule].sms


def copy_for_later(db: Session, row: OutgoingMessage, now: datetime, not_before: datetime) -> int:
    """A copy to be sent later; its buttons go with it."""
    copy = _copy(row, now)
    copy.not_before = not_before
    db.add(copy)
    db.flush()
    db.execute(update(Choice).where(Choice.outgoing_id == row.id).values(outgoing_id=copy.id))
    return copy.id


def rewrite_as_sms(
    db: Session, row: OutgoingMessage, conversation: Conversation, now: datetime, *, call: bool = True
) -> int | None:
    """Write a message anew as an SMS, buttons as numbers; returns the id of its first part.

    None where no way leads there or the shop wants none. A person is called for what the customer waits for or should
    know; nobody is called for marketing, nor twice for the same message (`call`).
    """
    phone = conversation.address if conversation.address.startswith("+") else None
    phone = phone or customers.find_phone(db, conversation.customer_id)
    merchant = conversation.merchant
    unwanted = row.lane != Lane.REPLY and not (merchant.sms_fallback and _may_be_sms(db, row))
    own = _read_sms(db, row, phone or "", now)
    if own == "" or phone is None or not merchant.sms_from or conversation.channel != Channel.WHATSAPP or unwanted:
        if call and row.purpose != Purpose.MARKETING:
            owners.note_undelivered(db, row, now)
        return None
    way = WayToCustomer(Channel.SMS, phone, merchant.sms_from)
    sms = conversations.find(db, merchant.id, way.channel, phone) or conversations.open_new(
        db, merchant.id, conversation.customer_id, way, now
    )
    choices = db.scalars(select(Choice).where(Choice.outgoing_id == row.id).order_by(Choice.position)).all()
    wording = Wording(db, merchant, row.locale)
    worded = [Worded(choice.title, choice.description) for choice in choices]
    if own:  # to the letter as it is registered: no choices below it
        choices, worded = [], []
    text = number_choices(row.text, worded, wording) if worded else own or row.text
    # Whole titles below a long text may be more than one message carries; the numbers stand in the last part.
    copies = [_part(db, row, sms, part, now) for part in split_text(text, MAX_BODY)]
    if choices:
        copies[-1].shown_as = "numbered"
    _offer_again(db, choices, copies[-1])
    return copies[0].id


def _read_sms(db: Session, row: OutgoingMessage, phone: str, now: datetime) -> str | None:
    """What leaves to the letter by SMS, as it is registered, "" where nothing may; None for everything else."""
    text_id = own_texts.name_text(row.key)
    if text_id is None:
        return registered.find_words(db, row, now) if registered.is_needed(row, phone) else None
    all_words = own_texts.read_words(db, row.merchant_id, text_id)
    chosen = own_texts.choose_locale(all_words, row.locale)
    if chosen is None or not all_words[chosen].sms:
        return "" if phone.startswith(INDIA) else None
    said = Wording(db, row.conversation.merchant, chosen).say(own_texts.name_sms(row.key or ""), row.values)
    return "" if own_texts.find_mismatch(all_words[chosen], phone, said, now.date()) else said


def _part(db: Session, row: OutgoingMessage, sms: Conversation, text: str, now: datetime) -> OutgoingMessage:
    """A piece of the message in the conversation by SMS."""
    copy = _copy(row, now)
    copy.conversation_id, copy.epoch = sms.id, sms.epoch
    copy.text, copy.shown_as = text, "text"
    db.add(copy)
    db.flush()
    return copy


def _offer_again(db: Session, choices: Sequence[Choice], copy: OutgoingMessage) -> None:
    for choice in choices:
        db.add(
            Choice(
                merchant_id=copy.merchant_id,
                token=secrets.token_urlsafe(12),
                conversation_id=copy.conversation_id,
                outgoing_id=copy.id,
                position=choice.position,
                title=choice.title,
                description=choice.description,
                intent=choice.intent,
                entities=choice.entities,
                expires_at=choice.expires_at,
            )
        )
    db.flush()


def _copy(row: OutgoingMessage, now: datetime) -> OutgoingMessage:
    """The message once more, queued, not yet in the database."""
    return OutgoingMessage(
        merchant_id=row.merchant_id,
        token=secrets.token_urlsafe(18),
        conversation_id=row.conversation_id,
        in_reply_to=row.in_reply_to,
        retry_of=row.id,
        lane=row.lane,
        purpose=row.purpose,
        author=row.author,
        staff_id=row.staff_id,
        epoch=row.epoch,
        key=row.key,
        values=row.values,
        locale=row.locale,
        text=row.text,
        shown_as=row.shown_as,
        queued_at=now,
        notice_id=row.notice_id,
        broadcast_id=row.broadcast_id,
        urgent=row.urgent,
        expires_at=row.expires_at,
        picture_url=row.picture_url,
    )
