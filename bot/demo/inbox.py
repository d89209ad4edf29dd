"""Puts a dozen conversations before the demo's people, so that their inbox is what it would be on a working day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.inbox import ConversationLabel, ConversationSeen, Label
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant, Product
from bot.demo.calendar import Calendar
from bot.demo.inbox_cast import INBOX_CAST
from bot.demo.inbox_lines import CUSTOMER, VOICE, Talk, write_line
from bot.demo.people import Stage
from bot.demo.shop import read
from bot.demo.staff import WHO
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.conversations import Owner, Status
from bot.services.people import conversations
from bot.services.people.customers import PHONE, WHATSAPP_USER, find_or_add
from bot.services.staff import accounts

_VOICE_NOTE = Path(__file__).with_name("voice_note.ogg")
# Somebody who hides their number: the number that the simulator's phone has, and WhatsApp's id of it.
_HIDDEN, _USER = "+919800000023", "IN.2138105232426107"
_ASKED = "event needs_person"
Told = Mapping[str, Any]


def add_inbox(db: Session, merchant: Merchant, media: Path, now: datetime) -> None:
    """Add whoever writes to the demo shop, what they bought and what was said, once; `media` is the media folder."""
    here = select(Identity.id).filter_by(merchant_id=merchant.id, kind=PHONE, value=INBOX_CAST.people[0].phone)
    if db.scalar(here) is not None:
        return
    products = {one.sku: one for one in db.scalars(select(Product).filter_by(merchant_id=merchant.id))}
    stage = Stage(db, merchant, products, Calendar(now, ZoneInfo(merchant.zone)), INBOX_CAST)
    stage.add_everybody()
    people = {phone[-2:]: customer for phone, customer in stage.customers.items()}
    staff = {who: member.id for who, email in WHO.items() if (member := accounts.find_by_email(db, merchant.id, email))}
    file = read("inbox.toml")
    labels = {one["name"]: _add_label(db, merchant, one) for one in file["label"]}
    voice = _keep_voice(media, merchant)
    for told in file["talk"]:
        customer = people.get(told["with"]) or _add_nameless(db, merchant, told, now)
        conversation = _open(db, merchant, customer, told, staff, now)
        talk = Talk(db, conversation, customer.locale or "en", staff, conversation.assignee_id, voice)
        for minutes, who, text, *more in told["lines"]:
            write_line(talk, now - timedelta(minutes=minutes), who, text, more[0] if more else "")
        _close(db, conversation, told, now)
        of = {"merchant_id": merchant.id, "conversation_id": conversation.id}
        db.add_all(ConversationLabel(**of, label_id=labels[name]) for name in told["labels"])
        db.add_all(ConversationSeen(**of, staff_id=staff[who], up_to=now) for who in told.get("seen", ()))
    db.flush()


def write_callers(db: Session, merchant: Merchant, file: Path) -> None:
    """Write down for the simulator who wrote on WhatsApp before it began, and when: it lets answers reach them."""
    theirs = {one.phone for one in INBOX_CAST.people} | {_USER}
    rows = db.scalars(select(Conversation).filter_by(merchant_id=merchant.id, channel=Channel.WHATSAPP))
    callers = [
        (
            _HIDDEN if row.address == _USER else row.address,
            row.customer.name,
            row.customer.locale or "en",
            row.last_inbound_at.timestamp(),
            row.address == _USER,
        )
        for row in rows
        if row.address in theirs and row.last_inbound_at is not None
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(callers))


def _add_label(db: Session, merchant: Merchant, told: Told) -> int:
    label = Label(merchant_id=merchant.id, name=told["name"], key=told["name"].casefold(), colour=told["colour"])
    db.add(label)
    db.flush()
    return label.id


def _keep_voice(media: Path, merchant: Merchant) -> tuple[str, int]:
    """The voice note, where what customers send is kept: its path there, its size in bytes."""
    media.mkdir(parents=True, exist_ok=True)
    kept = media / f"demo-{merchant.id}.ogg"
    shutil.copyfile(_VOICE_NOTE, kept)
    return kept.name, kept.stat().st_size


def _add_nameless(db: Session, merchant: Merchant, told: Told, now: datetime) -> Customer:
    """A customer who writes on WhatsApp and shows no number."""
    customer = find_or_add(db, merchant.id, ((WHATSAPP_USER, _USER),), told["name"], now)
    customer.locale = told["locale"]
    return customer


def _open(
    db: Session, merchant: Merchant, customer: Customer, told: Told, staff: Mapping[str, int], now: datetime
) -> Conversation:
    channel = Channel(told.get("channel", Channel.WHATSAPP))
    ours = merchant.sms_from if channel == Channel.SMS else merchant.whatsapp_from
    address = db.scalars(select(Identity.value).filter_by(customer_id=customer.id).order_by(Identity.id)).first()
    begun = now - timedelta(minutes=told["lines"][0][0])
    row = conversations.open_new(db, merchant.id, customer.id, WayToCustomer(channel, address or "", ours or ""), begun)
    row.owner, row.status = told.get("owner", Owner.ASSISTANT), told.get("status", Status.OPEN)
    row.assignee_id = staff.get(told.get("assignee", ""))
    row.snoozed_for = told.get("snoozed_for")
    row.epoch = 0 if row.owner == Owner.ASSISTANT else 1
    return row


def _close(db: Session, row: Conversation, told: Told, now: datetime) -> None:
    """What follows from the lines: since when somebody waits, whose it was, how it ended."""
    row.last_inbound_at = max(_find_moments(told, now, CUSTOMER, VOICE), default=None)
    row.active_at = max(_find_moments(told, now))
    is_asked = "why" in told and row.owner == Owner.ASSISTANT and row.status == Status.OPEN
    if is_asked:
        [row.needs_person_since], row.needs_person_why = _find_moments(told, now, _ASKED), told["why"]
    if is_asked or told.get("waits"):
        row.waiting_since = row.last_inbound_at
    if row.owner == Owner.AGENT:
        row.tended_at = now
    if "why" in told:
        db.add(_make_stretch(row, told, now))


def _make_stretch(row: Conversation, told: Told, now: datetime) -> Stretch:
    [opened_at] = _find_moments(told, now, _ASKED)
    resolved_at = max(_find_moments(told, now, "event resolved"), default=None)
    return Stretch(
        merchant_id=row.merchant_id,
        conversation_id=row.id,
        why=told["why"],
        opened_at=opened_at,
        taken_at=max(_find_moments(told, now, "event taken"), default=None),
        first_answer_at=min(_find_moments(told, now, *WHO), default=None),
        resolved_at=resolved_at,
        resolved_by=row.assignee_id if resolved_at else None,
        stars=told.get("stars"),
    )


def _find_moments(told: Told, now: datetime, *of: str) -> list[datetime]:
    """When the lines of these were written, of all where none are named."""
    return [now - timedelta(minutes=minutes) for minutes, who, *_ in told["lines"] if not of or who in of]
