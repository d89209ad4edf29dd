"""What a person of a broadcast would read: the very words, as a template or in free words, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.people import Customer
from bot.domain import cost
from bot.domain.broadcasts import SkipWhy
from bot.domain.campaign_texts import LocaleText
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.consent import Purpose
from bot.domain.sending import UNREACHABLE, window_open
from bot.domain.variants import Variant
from bot.services.broadcasts import sources
from bot.services.broadcasts.audience import select_audience
from bot.services.broadcasts.coupons import NoCode
from bot.services.broadcasts.sources import EmptyField
from bot.services.broadcasts.speaking import Speech, Spoken, list_approved
from bot.services.messages.own_texts import choose_locale, find_mismatch, find_own_text, name_sms, read_words
from bot.services.messages.wording import Wording
from bot.services.notices.ways import list_ways
from bot.services.people import conversations
from bot.services.templates import choosing


@dataclass(frozen=True, slots=True)
class SmsPreview:
    """What somebody would get by SMS; `why_not`: why it may not leave to them, "" where it may."""

    text: str
    size: cost.Segments
    why_not: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person would get. `by_template`: as one, because their 24 hours are over or it is a card.

    `reason`: why they would get nothing, a name of broadcast_reasons.toml, "" where nothing is known against it; the
    words are those they would read otherwise, "" where there are none.
    """

    customer: Customer
    variant: Variant
    channel: str
    key: str = ""
    locale: str = ""
    is_fallback: bool = False
    text: str = ""
    buttons: tuple[str, ...] = ()
    footer: str = ""
    picture_url: str = ""
    by_template: bool = False
    sms: SmsPreview | None = None
    cost_micros: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SaidIn:
    """How many people have a language (None: none is known), in which they are told it, and whether it can leave."""

    locale: str | None
    people: int
    said_in: str
    is_fallback: bool
    can_send: bool


def find_person(db: Session, broadcast: Broadcast, now: datetime, after: int, before: int | None) -> Customer | None:
    """Return the next person of a broadcast after a customer's id, or the last one before another; None for none."""
    ids = _select_people(db, broadcast, now).subquery().c
    asked = select(func.min(ids[0])).where(ids[0] > after)
    if before is not None:
        asked = select(func.max(ids[0])).where(ids[0] < before)
    found = db.scalar(asked)
    return db.get(Customer, found) if found is not None else None


def has_people(db: Session, broadcast: Broadcast, now: datetime, customer_id: int) -> tuple[bool, bool]:
    """Return whether a broadcast has somebody before this person, and after."""
    ids = _select_people(db, broadcast, now).subquery().c
    least, most = db.execute(select(func.min(ids[0]), func.max(ids[0]))).one()
    return bool(least is not None and least < customer_id), bool(most is not None and most > customer_id)


def describe_preview(speech: Speech, customer: Customer, variant: Variant | None = None) -> Preview:
    """Return what a person would get of a broadcast now; nothing is kept and nothing leaves.

    Args:
        variant: another than the person would get, for who wants to see it.
    """
    db, broadcast, merchant = speech.db, speech.broadcast, speech.merchant
    ways = list_ways(db, merchant, customer, Purpose.MARKETING, by_sms=broadcast.by_sms)
    way = ways[0] if ways else WayToCustomer(Channel.WHATSAPP, "", "")
    reason = "" if ways else UNREACHABLE
    try:
        spoken = speech.speak(customer, way.channel, variant)
    except EmptyField:
        return Preview(customer, variant or Variant.ONE, way.channel, reason=SkipWhy.EMPTY)
    except NoCode:
        return Preview(customer, variant or Variant.ONE, way.channel, reason=SkipWhy.NO_CODE)
    except (KeyError, ValueError, TypeError):
        return Preview(customer, variant or Variant.ONE, way.channel, reason=SkipWhy.UNWRITABLE)
    return _describe(speech, customer, way, spoken, reason)


def list_locales(speech: Speech) -> list[SaidIn]:
    """List the languages of a broadcast's people, that of most people first."""
    ids = _select_people(speech.db, speech.broadcast, speech.now).subquery().c
    people = select(Customer.locale, func.count()).where(Customer.id.in_(select(ids[0]))).group_by(Customer.locale)
    found = sorted(speech.db.execute(people), key=lambda one: (-one[1], one[0] or ""))
    return [_find_locale(speech, locale, count) for locale, count in found]


def count_empty(db: Session, broadcast: Broadcast, now: datetime) -> dict[str, int]:
    """Count, for each field of a broadcast's first text, the people who have nothing to stand in it."""
    people = _select_people(db, broadcast, now)
    return {name: sources.count_empty(db, people, source) for name, source in broadcast.values.items()}


def _find_locale(speech: Speech, locale: str | None, people: int) -> SaidIn:
    """In which of the text's languages people of a language hear it."""
    db, shop, key = speech.db, speech.merchant, speech.broadcast.key
    fallback = speech.broadcast.fallback_locale or shop.locale
    text = find_own_text(db, shop.id, key)
    if text is None:
        said_in, can_send = speech.choose_standard(key, locale or fallback, fallback)
    else:
        approved = list_approved(db, text, speech.account)
        words = {one: said for one, said in read_words(db, shop.id, text.id).items() if one in approved or not approved}
        said_in = choose_locale(words, locale or fallback, fallback, shop.locale) or fallback
        can_send = said_in in approved
    return SaidIn(locale, people, said_in, locale is None or said_in != locale, can_send)


def _select_people(db: Session, broadcast: Broadcast, now: datetime) -> Select[int]:
    if broadcast.frozen_at is not None:
        return select(BroadcastRecipient.customer_id).where(BroadcastRecipient.broadcast_id == broadcast.id)
    if not broadcast.audience:
        return select(Customer.id).where(Customer.id < 0)
    return select_audience(db, broadcast.merchant_id, broadcast.audience, now)


def _describe(speech: Speech, customer: Customer, way: WayToCustomer, spoken: Spoken, reason: str) -> Preview:
    db, merchant, said = speech.db, speech.merchant, spoken.said
    wording = Wording(db, merchant, spoken.locale)
    conversation = conversations.find(db, merchant.id, way.channel, way.address) if way.address else None
    is_open = window_open(conversation.last_inbound_at if conversation else None, speech.now)
    on_whatsapp = way.channel == Channel.WHATSAPP
    by_template = on_whatsapp and (not is_open or bool(said.picture))
    text = wording.say(said.key or "", said.values)
    buttons = [wording.say(offer.key, offer.values) for offer in said.offers]
    ready = choosing.find_ready(db, merchant, speech.account, said.key or "", spoken.locale) if by_template else None
    if ready is not None:
        told = Wording(db, merchant, ready.locale).written(said.values)
        text = choosing.filled(ready, choosing.values_for(ready, told, ["x"] * len(ready.buttons), "x"))
        buttons = list(ready.buttons)
    words = _find_words(speech, spoken)
    price = cost.estimate_micros(
        way.channel, Purpose.MARKETING, text, is_open, by_template, merchant.prices, speech.now.date()
    )
    return Preview(
        customer=customer,
        variant=spoken.variant,
        channel=way.channel,
        key=speech.find_key(spoken.variant),
        locale=spoken.locale,
        is_fallback=customer.locale is not None and customer.locale != spoken.locale,
        text=text,
        buttons=tuple(buttons) if on_whatsapp else (),
        footer=words.footer if words and by_template else "",
        picture_url=said.picture if on_whatsapp else "",
        by_template=by_template,
        sms=_describe_sms(speech, spoken, words, way) if speech.broadcast.by_sms else None,
        cost_micros=price,
        reason=reason,
    )


def _find_words(speech: Speech, spoken: Spoken) -> LocaleText | None:
    if spoken.text is None:
        return None
    return read_words(speech.db, speech.merchant.id, spoken.text.id)[spoken.locale]


def _describe_sms(speech: Speech, spoken: Spoken, words: LocaleText | None, way: WayToCustomer) -> SmsPreview:
    wording = Wording(speech.db, speech.merchant, spoken.locale)
    key = speech.find_key(spoken.variant)
    text = wording.say(name_sms(key) if words else key, spoken.said.values)
    why_not = find_mismatch(words, way.address, text, speech.now.date()) if words else ""
    return SmsPreview(text, cost.segments(text), why_not)
