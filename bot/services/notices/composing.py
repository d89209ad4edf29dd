"""A notice becomes a message: checked again, in the customer's words, on the channel that reaches them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session, defaultload, joinedload

from bot.db.base import table_of
from bot.db.claims import provided, won
from bot.db.conversations import Conversation
from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, CartItem, Order, OrderItem
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.notices import NoticeState
from bot.domain.rules import Rule, Tap
from bot.domain.sending import Author, Lane
from bot.locales.catalogue import fields, has, sentence
from bot.logs import get_logger
from bot.ports import Offered, Said
from bot.services.desk import alerts
from bot.services.messages import restored
from bot.services.messages.wording import Wording
from bot.services.messages.writing import Envelope, utter
from bot.services.moments import rules
from bot.services.notices import conditions
from bot.services.notices.fields import find_picture, read_values
from bot.services.notices.filling import Filling
from bot.services.notices.ways import list_ways
from bot.services.people import conversations
from bot.services.storefront import links

log = get_logger(__name__)
# Until something that is wrong is looked at again.
LATER = timedelta(hours=3)
# How long words are as good as new: "tomorrow" is another day after a night.
WORDS_HOLD = timedelta(minutes=30)
# Where the lines are needed, they come with their products.
_WHOLE = [
    joinedload(Notice.moment).options(
        joinedload(Moment.customer),
        joinedload(Moment.order).options(defaultload(Order.items).joinedload(OrderItem.product)),
        joinedload(Moment.parcel),
        joinedload(Moment.cart).options(defaultload(Cart.items).joinedload(CartItem.product)),
    )
]
# Built once: putting a statement together costs more than running it.
_TABLE = table_of(Notice)
_CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .where(provided(_TABLE.c.state == NoticeState.PLANNED, _TABLE.c.due_at <= bindparam("now")))
    .values(state=NoticeState.COMPOSED, composed_at=bindparam("now"))
)


def compose(db: Session, notice_id: int, public_url: str, now: datetime) -> OutgoingMessage | None:
    """planned -> composed, with a row of the lane out, which is returned; None when it is not ours, or dropped."""
    if not won(db, _CLAIM, {"row": notice_id, "now": now}):
        return None
    notice = db.get_one(Notice, notice_id, options=_WHOLE, populate_existing=True)
    rule = rules.read_rules(db, notice.merchant_id)[notice.rule]
    reason = find_reason_against(db, notice, rule, now)
    if reason in conditions.PASSING:
        notice.state, notice.reason, notice.composed_at = NoticeState.PLANNED, reason, None
        notice.due_at = now + LATER
        return None
    conversation = None if reason else open_conversation(db, notice, rule, now)
    if conversation is None:
        _drop(notice, reason or "no_address")
        return None
    try:
        return write(db, notice, rule, conversation, public_url, now)
    except links.NotOurs:
        # A link to somebody else's pages is not sent in the shop's name.
        alerts.raise_alert(db, notice.merchant_id, f"link:{rule.name}", "a link leads off the shop's own hosts", now)
        _drop(notice, "link_not_ours")
        return None


def drop_unwritable(db: Session, notice_id: int, why: str, now: datetime) -> None:
    """A notice that cannot be put into words: dropped, and the shop is told, so that it is not tried for ever."""
    notice = db.get_one(Notice, notice_id)
    _drop(notice, "unwritable")
    alerts.raise_alert(db, notice.merchant_id, f"notice:{notice.rule}", why, now)


def _drop(notice: Notice, reason: str) -> None:
    notice.state, notice.reason, notice.composed_at = NoticeState.DROPPED, reason, None


def find_reason_against(db: Session, notice: Notice, rule: Rule, now: datetime) -> str:
    """Why a notice is not told any more; "" when it still makes sense."""
    if not rule.active:
        return "switched_off"
    if not db.get_one(Merchant, notice.merchant_id).live:
        return "not_live"
    if notice.expires_at <= now:
        return "too_late"
    return conditions.find_unmet(db, rule.only_if, notice.moment, now)


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """How a notice stands at the moment its message is to leave, perhaps hours after it was composed."""

    notice: Notice
    against: str  # why it is not told any more; "" when it still makes sense
    has_aged: bool  # it was put into words so long ago that they may be untrue by now


def find_standing(db: Session, row: OutgoingMessage, now: datetime) -> NoticeStanding | None:
    """How the notice of a message stands now; None when the message tells none."""
    if row.notice_id is None:
        return None
    notice = db.get_one(Notice, row.notice_id, options=_WHOLE, populate_existing=True)
    if notice.moment.customer_id != row.conversation.customer_id:
        against = "other_customer"  # the order's or cart's phone was corrected since
    else:
        against = find_reason_against(db, notice, rules.read_rules(db, notice.merchant_id)[notice.rule], now)
    return NoticeStanding(notice, against, notice.composed_at is not None and now >= notice.composed_at + WORDS_HOLD)


def has_way(db: Session, notice: Notice) -> bool:
    """Return whether the customer of a notice can be reached, on WhatsApp or where it may be told by SMS."""
    rule = rules.read_rules(db, notice.merchant_id)[notice.rule]
    merchant = db.get_one(Merchant, notice.merchant_id)
    return bool(list_ways(db, merchant, notice.moment.customer, rule.purpose, by_sms=rule.sms))


def say_anew(notice: Notice) -> int:
    """composed -> planned: what is true now is said in a message of its own. Returns the notice's id."""
    notice.state, notice.composed_at = NoticeState.PLANNED, None
    return notice.id


def write(
    db: Session, notice: Notice, rule: Rule, conversation: Conversation, public_url: str, now: datetime
) -> OutgoingMessage:
    """A row of the lane out for a notice, in the customer's words."""
    customer, merchant = notice.moment.customer, conversation.merchant
    locale = rule.choose_locale(customer.locale or merchant.locale, merchant.locale)
    filling = Filling(db, notice, merchant, locale, public_url, now)
    wording = Wording(db, merchant, locale)
    values = read_values(filling, _wanted(wording, rule, locale))
    told = wording.written(values)
    offers = tuple(Offered(tap.key, {}, tap.intent, _entities(tap, told)) for tap in rule.buttons)
    envelope = Envelope(
        lane=Lane.NOTICE,
        purpose=rule.purpose,
        author=Author.SYSTEM,
        notice_id=notice.id,
        urgent=rule.urgent,
        expires_at=notice.expires_at,
        picture_url=find_picture(filling) if rule.picture else "",
    )
    said = Said(rule.key, values, offers=offers)
    rows = utter(db, conversation, [said], locale, now, envelope)
    restored.doubt_repeats(db, rows, notice.due_at, now)
    return rows[0]


def _wanted(wording: Wording, rule: Rule, locale: str) -> frozenset[str]:
    """The fields of the shop's wording, of ours (which stands in where the shop's has a slip), and of the buttons."""
    ours = _named(rule.buttons) | (fields(sentence(locale, rule.key)) if has(rule.key) else frozenset())
    try:
        return ours | fields(wording.template(rule.key))
    except ValueError:  # a brace too many
        return ours


def _named(taps: tuple[Tap, ...]) -> frozenset[str]:
    """The fields that the entities of buttons name."""
    return frozenset().union(*(fields(value) for tap in taps for value in tap.entities.values()))


def _entities(tap: Tap, told: Mapping[str, str]) -> dict[str, Any]:
    return {name: value.format_map(told) for name, value in tap.entities.items()}


def open_conversation(db: Session, notice: Notice, rule: Rule, now: datetime) -> Conversation | None:
    """Where to say it: WhatsApp, else SMS where the rule and the shop allow it; opened when there is none yet."""
    merchant = db.get_one(Merchant, notice.merchant_id)
    customer = notice.moment.customer
    for way in list_ways(db, merchant, customer, rule.purpose, by_sms=rule.sms):
        found = conversations.find(db, merchant.id, way.channel, way.address)
        return found or conversations.open_new(db, merchant.id, customer.id, way, now)
    return None
