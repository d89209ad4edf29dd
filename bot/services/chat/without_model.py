"""Answers that need no understanding: stop and start words, voice notes, pictures, places."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage, Media
from bot.domain import words
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.conversations import PersonWhy
from bot.domain.requests import RequestKind
from bot.ports import Answered
from bot.services.accounts import opt_out
from bot.services.chat import choices, stops
from bot.services.desk import consenting, handoff, requests
from bot.services.messages import writing
from bot.services.people import consent
from lexicon.folding import bare

# As those of stops.BY_TWILIO.
_TWILIO_START = frozenset({"start", "unstop"})
_TWILIO_HELP = frozenset({"help", "info"})
_MEDIA_LINES = {"audio": "media.voice", "image": "media.picture", "video": "media.video"}
# A picture that follows one of these shows what is wrong.
_SHOWN = frozenset({RequestKind.DAMAGED, RequestKind.WRONG_ITEM, RequestKind.WARRANTY, RequestKind.RETURN})
_SHOWN_FOR = timedelta(hours=1)
_CONTACT_CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})


def obey_opt_out(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Answered | None:
    """Obey a stop or start word; None when the message is none.

    Says nothing where Twilio has already answered: with Advanced Opt-Out (OptOutType) and on SMS.
    """
    handled = str(inbound.raw.get("OptOutType", "")).upper() or _by_twilio_on_sms(db, conversation, inbound.text)
    source = ConsentSource.TWILIO if handled else ConsentSource.KEYWORD
    _note_opt_out(db, conversation, inbound, now)
    stopped = started = ""
    if handled == "STOP" or words.is_stop(inbound.text):
        changed = stops.obey_in_turn(db, conversation, inbound, source, now)
        stopped = "stop.all" if changed else "stop.already"
    elif handled == "START" or words.is_start(inbound.text):
        consenting.grant(db, conversation.id, Purpose.ANY, source, inbound.text, now)
        started = "start.done"
    if handled:
        return writing.SILENCE
    if stopped:
        return choices.confirm_stop(stopped)
    return writing.answer_with(started) if started else None


def _note_opt_out(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> None:
    """Note what a message shows of Advanced Opt-Out, if it shows anything."""
    is_on = bool(inbound.raw.get("OptOutType"))
    # On SMS Twilio answers it without that as well; other words may be none of those that were chosen there.
    if is_on or (conversation.channel == Channel.WHATSAPP and bare(inbound.text) == "stop"):
        opt_out.note_seen(db, conversation.merchant_id, is_on, now)


def _by_twilio_on_sms(db: Session, conversation: Conversation, text: str) -> str:
    """STOP, START or HELP if Twilio has done and answered that by itself, "" otherwise."""
    word = bare(text)
    if conversation.channel != Channel.SMS:
        return ""
    if word in stops.BY_TWILIO:
        return "STOP"
    # YES takes a STOP back at Twilio; to somebody who never stopped it is an answer like any other.
    if word in _TWILIO_START or (
        word == "yes" and Purpose.ANY in consent.list_withdrawn(db, conversation.customer_id, conversation.channel)
    ):
        return "START"
    return "HELP" if word in _TWILIO_HELP else ""


def answer_owner(db: Session, conversation: Conversation) -> Answered | None:
    """What the shop's own people are told who answer an alert; None for all others, and for what they write next."""
    return writing.answer_with("owner.noted") if choices.has_told_alert(db, conversation) else None


def answer_wordless(
    db: Session, conversation: Conversation, inbound: InboundMessage, message: str, now: datetime
) -> Answered | None:
    """An honest answer to what cannot be read; None when there are words to understand."""
    if is_contact_card(db, inbound):
        handoff.ask_for_person(db, conversation.id, PersonWhy.CONTACT_CARD, now)
        return writing.answer_with("media.contact")
    if message:
        return None
    if inbound.kind == "location":
        return writing.answer_with("media.location")
    kind = db.scalars(select(Media.content_type).where(Media.inbound_id == inbound.id)).first()
    if kind is None:
        return writing.answer_with("fallback.first" if inbound.kind == "text" else "media.other")
    family = kind.split("/", 1)[0]
    if family == "audio":
        handoff.ask_for_person(db, conversation.id, PersonWhy.VOICE_NOTE, now)
    added = _added(db, conversation, inbound, now) if family in ("image", "video") else None
    return added or writing.answer_with(_MEDIA_LINES.get(family, "media.document"))


def is_contact_card(db: Session, inbound: InboundMessage) -> bool:
    """Whether somebody's contact was sent; the name that comes with it as text is no message."""
    if inbound.kind != "media":
        return False
    kinds = db.scalars(select(Media.content_type).where(Media.inbound_id == inbound.id))
    return any(kind.partition(";")[0].strip().lower() in _CONTACT_CARDS for kind in kinds)


def _added(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Answered | None:
    """Note the picture in the request it belongs to and say so; None when there is no such request."""
    shop = conversation.merchant_id
    request = requests.find_latest_open(db, shop, conversation.id, _SHOWN, now - _SHOWN_FOR)
    if request is None:
        return None
    requests.add_to(db, shop, request.reference, f"[picture or video, message {inbound.id}]")
    return writing.answer_with("media.added", {"reference": request.reference})
