"""One person of a broadcast: a message is written for them by the rules of everything else, or there is a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import bulk
from bot.db.base import table_of
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain import sending
from bot.domain.approvals import NO_TEMPLATE
from bot.domain.broadcasts import Arm, RecipientState, SkipWhy, Standstill
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.consent import Purpose
from bot.domain.delivery import FAILURES, DeliveryState
from bot.domain.sending import UNREACHABLE, Author, Decision, Lane, window_open
from bot.logs import get_logger
from bot.services.broadcasts.coupons import NoCode
from bot.services.broadcasts.sources import EmptyField
from bot.services.broadcasts.speaking import Speech, Spoken
from bot.services.messages import own_texts, states
from bot.services.messages.writing import Envelope, compose_rows
from bot.services.notices.ways import list_ways
from bot.services.people import conversations
from bot.services.sending import ahead
from bot.services.sending import prospect as outlook
from bot.services.sending.prospect import Prospect

log = get_logger(__name__)
_LEFT_NOTHING = (*FAILURES, DeliveryState.CANCELED, DeliveryState.EXPIRED)
_TABLE = table_of(BroadcastRecipient)


class NobodyNow(Exception):
    """Raised when nobody else can be handed over now either; `reason` is a Standstill."""

    def __init__(self, reason: Standstill) -> None:
        super().__init__(reason)
        self.reason = reason


class _NotThem(Exception):
    """This person gets nothing, or not yet: the decision says why and until when."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.held_because)
        self.decision = decision


@dataclass(slots=True)
class Feeding:
    """A broadcast being fed, with what is the same for all its people."""

    db: Session
    broadcast: Broadcast
    merchant: Merchant
    account: str
    now: datetime
    left_micros: int | None  # of the budget; None: there is none
    speech: Speech
    new_left: int | None = None  # people outside the window there may still be; None: as many as there are
    family: tuple[int, ...] = ()  # the broadcasts of which this is another try
    written: dict[str, OutgoingMessage] = field(default_factory=dict)  # before, by `name_message`


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The message of a person, with what was found of them; None: it was written before."""

    recipient: BroadcastRecipient
    row: OutgoingMessage
    prospect: Prospect | None = None


def hand_over(feeding: Feeding, recipient: BroadcastRecipient) -> HandedOver | None:
    """Put the message of one person together, which `note_written` is told of once it is in the database; None with a
    reason noted.

    Raises:
        NobodyNow: the reason is none of this person's.
    """
    try:
        # Written before by somebody who could not tell: that message is theirs, and there is no second one.
        known = feeding.written.get(name_message(recipient))
        written = HandedOver(recipient, known) if known else _write(feeding, recipient)
    except _NotThem as reason:
        _note_reason(feeding, recipient, reason.decision)
        return None
    except (KeyError, ValueError, TypeError) as error:
        # One person's odd data must not cost all the others their message.
        log.warning("a broadcast could not be put into words", recipient_id=recipient.id, error=type(error).__name__)
        _note_reason(feeding, recipient, Decision(None, SkipWhy.UNWRITABLE))
        return None
    if feeding.left_micros is not None:
        feeding.left_micros -= written.row.cost_micros or 0
    return written


def note_written(db: Session, written: Sequence[HandedOver]) -> None:
    """Note that the messages of these people are written."""
    done = {"state": RecipientState.HANDED_OVER, "reason": ""}
    told = [{"id": one.recipient.id, **done, "outgoing_id": one.row.id} for one in written]
    bulk.update_rows(db, _TABLE, told)


def read_people(feeding: Feeding, people: Sequence[BroadcastRecipient]) -> None:
    """Read what decides about these people in a few statements, and open the conversations that they have not yet."""
    db, merchant = feeding.db, feeding.merchant
    ahead.read_ahead(db, merchant.id, [recipient.customer_id for recipient in people], feeding.now)
    written = select(OutgoingMessage).where(OutgoingMessage.dedupe_key.in_([name_message(one) for one in people]))
    feeding.written = {row.dedupe_key or "": row for row in db.scalars(written)}
    best = {}
    for recipient in people:
        customer = db.get_one(Customer, recipient.customer_id)
        if customer.merged_into is None and (ways := _list_ways(feeding, customer)):
            best[ways[0]] = customer.id
    conversations.open_many(db, merchant.id, best, feeding.now)


def name_message(recipient: BroadcastRecipient) -> str:
    """Return the key under which there is one message of a broadcast to a person at most."""
    return f"broadcast:{recipient.broadcast_id}:{recipient.customer_id}"


def _note_reason(feeding: Feeding, recipient: BroadcastRecipient, decision: Decision) -> None:
    """Who only has to wait for an hour or for room under the cap stays pending, while the broadcast is wanted."""
    expires_at = feeding.broadcast.expires_at
    recipient.reason = decision.held_because or ""
    if decision.until is not None and (expires_at is None or decision.until < expires_at):
        recipient.due_at = decision.until
    else:
        recipient.state = RecipientState.SKIPPED


def _write(feeding: Feeding, recipient: BroadcastRecipient) -> HandedOver:
    db, broadcast, now = feeding.db, feeding.broadcast, feeding.now
    customer = db.get_one(Customer, recipient.customer_id)
    conversation = _open_conversation(feeding, customer)
    spoken = _speak(feeding, customer, conversation)
    envelope = Envelope(
        lane=Lane.BROADCAST,
        purpose=Purpose.MARKETING,
        author=Author.SYSTEM,
        urgent=False,
        expires_at=broadcast.expires_at,
    )
    rows = compose_rows(db, conversation, [spoken.said], spoken.locale, now, envelope)
    if len(rows) != 1:
        raise ValueError("more than one message")
    [row] = rows
    row.broadcast_id, row.dedupe_key = broadcast.id, name_message(recipient)
    _check_registered(feeding, spoken, row)
    prospect = _decide(feeding, row)
    if recipient.arm == Arm.HOLDOUT:  # looked at as everybody else, so that only who would have got it is compared
        raise _NotThem(Decision(None, SkipWhy.HELD_OUT))
    if broadcast.unsure_to is not None:
        states.doubt_written(row, broadcast.unsure_to)
    _take_place(feeding, row)
    recipient.variant = spoken.variant
    feeding.speech.note_said(spoken, customer.id)
    return HandedOver(recipient, row, prospect)


def _take_place(feeding: Feeding, row: OutgoingMessage) -> None:
    """Whom WhatsApp counts takes one of the places that the day has left."""
    conversation = row.conversation
    if feeding.new_left is None or conversation.channel != Channel.WHATSAPP:
        return
    if window_open(conversation.last_inbound_at, feeding.now):
        return
    if feeding.new_left <= 0:
        raise NobodyNow(Standstill.ALLOWANCE)
    feeding.new_left -= 1


def _speak(feeding: Feeding, customer: Customer, conversation: Conversation) -> Spoken:
    try:
        return feeding.speech.speak(customer, conversation.channel)
    except EmptyField as error:
        raise _NotThem(Decision(None, SkipWhy.EMPTY)) from error
    except NoCode as error:
        raise _NotThem(Decision(None, SkipWhy.NO_CODE)) from error


def _check_registered(feeding: Feeding, spoken: Spoken, row: OutgoingMessage) -> None:
    """What is not registered never gets to a phone in India by SMS, and is paid for all the same."""
    if spoken.text is None or row.conversation.channel != Channel.SMS:
        return
    words = own_texts.read_words(feeding.db, row.merchant_id, spoken.text.id)[spoken.locale]
    if own_texts.find_mismatch(words, row.conversation.address, row.text, feeding.now.date()):
        raise _NotThem(Decision(None, SkipWhy.UNREGISTERED))


def _open_conversation(feeding: Feeding, customer: Customer) -> Conversation:
    """Where to say it, opened when there is none yet."""
    db, merchant = feeding.db, feeding.merchant
    if customer.merged_into is not None:
        raise _NotThem(Decision(None, SkipWhy.DUPLICATE))
    if feeding.family and _had_it(db, feeding.family, customer.id):
        raise _NotThem(Decision(None, SkipWhy.HAD_IT))
    ways = _list_ways(feeding, customer)
    if not ways:
        raise _NotThem(Decision(None, UNREACHABLE))
    found = conversations.find(db, merchant.id, ways[0].channel, ways[0].address)
    return found or conversations.open_new(db, merchant.id, customer.id, ways[0], feeding.now)


def _list_ways(feeding: Feeding, customer: Customer) -> list[WayToCustomer]:
    return list_ways(feeding.db, feeding.merchant, customer, Purpose.MARKETING, by_sms=feeding.broadcast.by_sms)


def _had_it(db: Session, family: tuple[int, ...], customer_id: int) -> bool:
    """Whether they have it, or may still get it, from a broadcast of which this is another try; also as two in one."""
    theirs = (OutgoingMessage.broadcast_id.in_(family), Conversation.customer_id == customer_id)
    found = select(OutgoingMessage.id).join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
    return db.scalars(found.where(*theirs, OutgoingMessage.state.not_in(_LEFT_NOTHING)).limit(1)).first() is not None


def _decide(feeding: Feeding, row: OutgoingMessage) -> Prospect:
    """Decide as at the moment of sending, where it is decided once more; and count what it will cost."""
    prospect = outlook.describe_prospect(feeding.db, row, feeding.account, feeding.now)
    decision = sending.decide(prospect.outlook, feeding.now)
    if decision.send_as is None:
        held = decision.held_because or ""
        if held == NO_TEMPLATE or held.startswith("template"):
            raise NobodyNow(Standstill.TEMPLATE)
        raise _NotThem(decision)
    outlook.estimate(row, prospect.template if decision.send_as == "template" else None, feeding.now)
    if feeding.left_micros is not None and (row.cost_micros or 0) > feeding.left_micros:
        raise NobodyNow(Standstill.BUDGET)
    return prospect
