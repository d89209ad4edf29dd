"""What a shop's own people hear of alerts on their phone: that one is raised, once, and that it is over, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import Alert, AlertTold, OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.conversations import PersonWhy
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Author, Lane
from bot.domain.shortening import shortened
from bot.ports import Said
from bot.services.desk import alerts, handoff
from bot.services.messages.writing import Envelope, utter
from bot.services.people import conversations, customers

RAISED, OVER = "owner.alert", "owner.over"
# The number of alerts_to was not reached: for the desk alone, or it would be told of itself.
NOT_REACHED = "alerts_to"
# Alerts told of in an hour; what is beyond is told of when there is room, if it still stands.
MOST, HOUR = 4, timedelta(hours=1)
WORTH_SENDING = timedelta(days=1)
LONGEST = 120  # letters of causes in a message
# How a cause begins, and what is said of it; the desk alone hears of others.
_SAID_OF: Mapping[str, str] = {
    "part:": "owner.what.part",
    "restarts:": "owner.what.part",
    "redis_full": "owner.what.memory",
    "twilio:": "owner.what.sending",
    "template:": "owner.what.notices",
    "variables:": "owner.what.notices",
    "notice:": "owner.what.notices",
    "link:": "owner.what.notices",
    "broadcast:": "owner.what.broadcast",
    "pull:": "owner.what.connection",
    "data_request:": "owner.what.data_request",
}


@dataclass(frozen=True, slots=True)
class _News:
    """Causes of a shop to be told of: of what is new by the sentence that says what it means, and of what is over."""

    new: Mapping[str, list[str]]
    over: list[str]


def list_shops_with_news(db: Session) -> list[int]:
    """Return the shops with a number for alerts that has not heard yet how they stand."""
    known = (select(table.id).where(table.merchant_id == Merchant.id).exists() for table in (Alert, AlertTold))
    has_sender = or_(Merchant.sms_from.is_not(None), Merchant.whatsapp_from.is_not(None))
    reachable = select(Merchant).where(Merchant.alerts_to.is_not(None), has_sender)
    shops = db.scalars(reachable.where(or_(*known)).order_by(Merchant.id))
    return [shop.id for shop in shops if (news := _find_news(db, shop)).new or news.over]


def write_news(db: Session, merchant_id: int, now: datetime) -> None:
    """Write the messages to a shop's own people about alerts that are new or over, each once, as rows to be sent."""
    # The lock makes a second scheduler wait.
    shop = db.scalars(select(Merchant).where(Merchant.id == merchant_id).with_for_update()).one()
    if shop.alerts_to is None:
        return
    news = _find_news(db, shop)
    # Another number has heard of nothing yet.
    gone = or_(AlertTold.cause.in_(news.over), AlertTold.number != shop.alerts_to)
    db.execute(delete(AlertTold).where(AlertTold.merchant_id == shop.id, gone))
    conversation = _open_conversation(db, shop, shop.alerts_to, now)
    if news.over:
        _say(db, conversation, Said(OVER, {"cause": _named(news.over)}), now)
    room = MOST - _count_told(db, conversation, now)
    for what, causes in list(news.new.items())[: max(0, room)]:
        _say(db, conversation, Said(RAISED, {"what": {"key": what}, "cause": _named(causes)}), now)
        db.add_all(AlertTold(merchant_id=shop.id, cause=cause, number=shop.alerts_to) for cause in causes)
    db.flush()


def list_leaving(db: Session, now: datetime) -> list[int]:
    """Return the rows to the shops' own people that may leave now, the oldest first."""
    row = OutgoingMessage
    theirs = (
        select(row.id)
        .join(Conversation, Conversation.id == row.conversation_id)
        .join(Merchant, Merchant.id == Conversation.merchant_id)
        .where(Conversation.address == Merchant.alerts_to, row.state == DeliveryState.QUEUED, row.lane == Lane.ALERT)
        .where(or_(row.not_before.is_(None), row.not_before <= now))
    )
    return list(db.scalars(theirs.order_by(row.id)))


def note_undelivered(db: Session, row: OutgoingMessage, now: datetime) -> None:
    """Put what did not reach its receiver before a person: the conversation, or an alert where it was one itself."""
    if row.lane == Lane.ALERT:
        text = "the phone of alerts_to was not reached: `dastak shop set alerts_to +91…` gives another"
        alerts.raise_alert(db, row.merchant_id, NOT_REACHED, text, now)
    else:
        handoff.ask_for_person(db, row.conversation_id, PersonWhy.NOT_DELIVERED, now)


def _find_news(db: Session, shop: Merchant) -> _News:
    standing = set(db.scalars(select(Alert.cause).where(Alert.merchant_id == shop.id)))
    ours = (AlertTold.merchant_id == shop.id, AlertTold.number == shop.alerts_to)
    told = set(db.scalars(select(AlertTold.cause).where(*ours)))
    new: dict[str, list[str]] = defaultdict(list)
    for cause in sorted(standing - told):
        what = next((what for begun, what in _SAID_OF.items() if cause.startswith(begun)), None)
        if what is not None:
            new[what].append(cause)
    return _News(new, sorted(told - standing))


def _open_conversation(db: Session, shop: Merchant, number: str, now: datetime) -> Conversation:
    """By SMS where the shop has a number for it: that needs no window and no template."""
    sms = WayToCustomer(Channel.SMS, number, shop.sms_from or "")
    way = sms if shop.sms_from else WayToCustomer(Channel.WHATSAPP, number, shop.whatsapp_from or "")
    found = conversations.find(db, shop.id, way.channel, number)
    if found is not None:
        return found
    person = customers.find_or_add(db, shop.id, ((customers.PHONE, number),), "", now)
    return conversations.open_new(db, shop.id, person.id, way, now)


def _count_told(db: Session, conversation: Conversation, now: datetime) -> int:
    lately = (OutgoingMessage.key == RAISED, OutgoingMessage.queued_at > now - HOUR)
    query = select(func.count()).where(OutgoingMessage.conversation_id == conversation.id, *lately)
    return int(db.scalar(query) or 0)


def _named(causes: Iterable[str]) -> str:
    return shortened(", ".join(causes), LONGEST)


def _say(db: Session, conversation: Conversation, said: Said, now: datetime) -> None:
    envelope = Envelope(lane=Lane.ALERT, author=Author.SYSTEM, expires_at=now + WORTH_SENDING)
    locale = conversation.customer.locale or conversation.merchant.locale
    utter(db, conversation, [said], locale, now, envelope)
