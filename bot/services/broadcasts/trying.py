"""A broadcast tried on phones of the shop's own people before it is confirmed: each text in each of its locales."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastTest
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.channels import Channel, WayToCustomer
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Author, Lane
from bot.domain.variants import Variant
from bot.services.broadcasts.coupons import NoCode
from bot.services.broadcasts.sayings import list_keys_of
from bot.services.broadcasts.sources import EmptyField
from bot.services.broadcasts.speaking import Speech, Spoken
from bot.services.broadcasts.standing import NotPossible
from bot.services.messages.own_texts import find_own_text
from bot.services.messages.writing import Envelope, utter
from bot.services.people import conversations, customers

WORTH_SEEING = timedelta(hours=1)
_ARRIVED = (DeliveryState.DELIVERED, DeliveryState.READ)


class NotTried(Exception):
    """Raised where nothing can be tried; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a text in a locale was tried last. `state`: of its message, "" where it never was."""

    key: str
    variant: Variant
    locale: str
    state: str
    at: datetime | None
    arrived: bool


def send_tests(
    db: Session, speech: Speech, numbers: Sequence[str], staff_id: int | None, now: datetime
) -> list[OutgoingMessage]:
    """Write each text of a draft in each of its locales to each of these phones; the rows are to be sent.

    Raises:
        NotTried: a phone that is not noted as the shop's own, or no way to it.
        bot.services.broadcasts.standing.NotPossible: a field of the text has nothing to stand in it.
    """
    merchant = speech.merchant
    if not numbers:
        raise NotTried("numbers: none is given, and the shop has noted none (test_numbers): note a phone of yours.")
    if strange := [number for number in numbers if number not in merchant.test_numbers]:
        raise NotTried(f"numbers: {strange[0][:20]} is not noted as a phone of the shop's own: add it to test_numbers.")
    if merchant.whatsapp_from is None:
        raise NotTried("numbers: the shop has no WhatsApp number to send from.")
    rows = []
    for number in numbers:
        conversation = _open(db, merchant, number, now)
        customer = db.get_one(Customer, conversation.customer_id)
        for variant, key, locale in list_to_try(db, speech.broadcast):
            said = describe_said(db, speech.broadcast, variant, key, locale)
            which = f"{speech.broadcast.id}:{variant}:{locale}:{said[:12]}"
            name = f"test:{which}:{conversation.id}:{now:%Y%m%d%H%M}"
            if db.scalar(select(OutgoingMessage.id).where(OutgoingMessage.dedupe_key == name)) is not None:
                continue  # pressed twice
            spoken = _speak(speech, customer, variant, locale)
            row = _write(db, conversation, spoken, now)
            row.dedupe_key = name
            speech.keep_link(spoken, None, None)
            mine = {"merchant_id": merchant.id, "broadcast_id": speech.broadcast.id, "key": key, "variant": variant}
            db.add(BroadcastTest(**mine, locale=locale, said=said, outgoing_id=row.id, staff_id=staff_id, at=now))
            rows.append(row)
    db.flush()
    return rows


def list_to_try(db: Session, broadcast: Broadcast) -> list[tuple[Variant, str, str]]:
    """List what of a broadcast is to be seen on a phone: text and locale."""
    variants = (Variant.A, Variant.B) if broadcast.second else (Variant.ONE,)
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    found = []
    for variant, key in zip(variants, list_keys_of(broadcast), strict=True):
        text = find_own_text(db, merchant.id, key)
        locales = [row.locale for row in text.wordings] if text else [broadcast.fallback_locale or merchant.locale]
        found += [(variant, key, locale) for locale in locales]
    return found


def list_tried(db: Session, broadcast: Broadcast) -> list[Tried]:
    """Return how each text of a broadcast was tried last in each of its locales, with the words it has now."""
    mine = (
        select(BroadcastTest, OutgoingMessage.state)
        .outerjoin(OutgoingMessage, OutgoingMessage.id == BroadcastTest.outgoing_id)
        # Another try says the same: what was seen on a phone then need not be seen again.
        .where(BroadcastTest.broadcast_id.in_((broadcast.id, broadcast.parent_id or broadcast.id)))
        .order_by(BroadcastTest.id)
    )
    to_try = list_to_try(db, broadcast)
    said = {(key, locale): describe_said(db, broadcast, variant, key, locale) for variant, key, locale in to_try}
    last: dict[tuple[str, str], Tried] = {}
    for test, state in db.execute(mine):
        if test.said != said.get((test.key, test.locale)):
            continue  # other words were seen than would be sent
        arrived = state in _ARRIVED or test.delivered_at is not None
        before = last.get((test.key, test.locale))
        if before is None or arrived or not before.arrived:
            last[test.key, test.locale] = Tried(
                test.key, Variant(test.variant), test.locale, state or "", test.at, arrived
            )
    return [last.get((key, locale), Tried(key, variant, locale, "", None, False)) for variant, key, locale in to_try]


def describe_said(db: Session, broadcast: Broadcast, variant: Variant, key: str, locale: str) -> str:
    """Return a digest of what a text says in a locale: equal where neither its words nor its values have changed."""
    second = broadcast.second if variant == Variant.B else None
    said: list[object] = [key, locale, second["values"] if second else broadcast.values]
    text = find_own_text(db, broadcast.merchant_id, key)
    if text is not None:
        words = [[one.body, one.titles, one.footer] for one in text.wordings if one.locale == locale]
        said += [words, text.buttons, text.link_url, dict(text.coupon), text.picture_token]
    whole = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def list_untried(db: Session, broadcast: Broadcast) -> list[str]:
    """List the locales in which a text has arrived on no phone of the shop's own; none where that was waived."""
    if broadcast.untested_why:
        return []
    return list(dict.fromkeys(one.locale for one in list_tried(db, broadcast) if not one.arrived))


def note_untested(db: Session, broadcast: Broadcast, why: str, staff_id: int | None) -> None:
    """Note that a broadcast may be started without a test that arrived, and why; "" takes that back."""
    broadcast.untested_why, broadcast.untested_by = why, staff_id if why else None
    db.flush()


def _speak(speech: Speech, customer: Customer, variant: Variant, locale: str) -> Spoken:
    try:
        return speech.speak_in(customer, variant, locale)
    except (EmptyField, NoCode, KeyError, ValueError, TypeError) as error:
        raise NotPossible("Cannot be said", "Give every field of the text a source first.") from error


def _open(db: Session, shop: Merchant, number: str, now: datetime) -> Conversation:
    way = WayToCustomer(Channel.WHATSAPP, number, shop.whatsapp_from or "")
    found = conversations.find(db, shop.id, way.channel, number)
    if found is not None:
        return found
    person = customers.find_or_add(db, shop.id, ((customers.PHONE, number),), "", now)
    return conversations.open_new(db, shop.id, person.id, way, now)


def _write(db: Session, conversation: Conversation, spoken: Spoken, now: datetime) -> OutgoingMessage:
    envelope = Envelope(lane=Lane.TEST, author=Author.SYSTEM, expires_at=now + WORTH_SEEING)
    rows = utter(db, conversation, [spoken.said], spoken.locale, now, envelope)
    if len(rows) != 1:
        raise NotTried(f"numbers: the text in {spoken.locale} is longer than one message: write a shorter one.")
    return rows[0]
