"""The ledger of consent: what was agreed or withdrawn, when, how, in what words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from bot.db.ahead import recall
from bot.db.conversations import Conversation
from bot.db.people import Consent, Customer
from bot.domain.channels import Channel
from bot.domain.consent import PURPOSES, ConsentSource, Purpose
from bot.domain.shortening import beginning

# Built once: putting a statement together costs more than running it.
_LEDGER = (
    select(Consent.purpose, Consent.granted, Consent.at)
    .where(Consent.customer_id == bindparam("customer"), Consent.channel == bindparam("channel"))
    .order_by(Consent.id)
)
STANDING = "standing"  # kept ahead by customer and channel
_Ledger = Sequence[Row[str, bool, datetime]]


@dataclass(frozen=True, slots=True)
class ConsentWord:
    """A customer's word on a purpose (or on all of them, ANY), where it comes from and when it was given."""

    channel: str
    purpose: Purpose
    granted: bool
    source: ConsentSource
    words: str
    at: datetime
    locale: str | None = None  # of the words, where they were shown and not said


def withdraw(
    db: Session, conversation_id: int, purpose: Purpose, source: ConsentSource, words: str, now: datetime
) -> bool:
    """Stop messages of this purpose (MARKETING or ANY) on this channel; False when they were stopped already."""
    conversation = db.get_one(Conversation, conversation_id)
    word = ConsentWord(conversation.channel, purpose, False, source, words, now)
    return _heard(db, conversation, word)


def grant(
    db: Session, conversation_id: int, purpose: Purpose, source: ConsentSource, words: str, now: datetime
) -> bool:
    """Welcome messages of this purpose again; ANY lifts every withdrawal; False when nothing changed."""
    conversation = db.get_one(Conversation, conversation_id)
    word = ConsentWord(conversation.channel, purpose, True, source, words, now)
    return _heard(db, conversation, word)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger comes to on a channel: purposes withdrawn (and ANY when that is all), and agreed to in words."""

    withdrawn: frozenset[str]
    granted: frozenset[str]


def read_standing(db: Session, customer_id: int, channel: str) -> Standing:
    """How a customer stands on a channel: for each purpose the newest word counts."""
    return recall(db, STANDING, (customer_id, channel), lambda: _standing(_ledger(db, customer_id, channel)))


def read_standings(db: Session, customer_ids: Collection[int]) -> dict[tuple[int, str], Standing]:
    """Return how customers stand, by customer and channel; of whom nothing is known on a channel, nothing."""
    of = (Consent.customer_id, Consent.channel)
    words = select(*of, Consent.purpose, Consent.granted).where(Consent.customer_id.in_(customer_ids))
    told: Sequence[Any] = db.execute(words.order_by(*of, Consent.id)).all()
    return {of_whom: _standing([*ledger]) for of_whom, ledger in groupby(told, key=lambda row: (row[0], row[1]))}


def _ledger(db: Session, customer_id: int, channel: str) -> _Ledger:
    """Purpose, granted and time of every word, as they were written down."""
    return db.execute(_LEDGER, {"customer": customer_id, "channel": channel}).all()


def _standing(ledger: _Ledger) -> Standing:
    refused: set[str] = set()
    agreed: set[str] = set()
    for word in ledger:
        covered = _covered(word.purpose)
        if word.granted:
            # START after STOP brings back what was agreed before; it is no new agreement to marketing.
            refused -= covered
            agreed |= {word.purpose} & PURPOSES
        else:
            refused |= covered
    whole = frozenset(refused | {Purpose.ANY}) if refused >= PURPOSES else frozenset(refused)
    return Standing(whole, frozenset(agreed - refused))


def list_withdrawn(db: Session, customer_id: int, channel: str) -> frozenset[str]:
    """The purposes a customer has withdrawn on a channel, and ANY when that is all of them."""
    return read_standing(db, customer_id, channel).withdrawn


def has_withdrawn_at(db: Session, conversation: Conversation, at: datetime) -> bool:
    """Return whether every message was stopped on a conversation's channel by a word of this very time."""
    ledger = _ledger(db, conversation.customer_id, conversation.channel)
    return any(word.purpose == Purpose.ANY and not word.granted and word.at == at for word in ledger)


def has_refused_since(db: Session, customer_id: int, at: datetime) -> bool:
    """Return whether a customer has since withdrawn offers and news, or every message, and not taken that back."""
    return any(
        any(not word.granted and word.at >= at for word in ledger) and Purpose.MARKETING in _standing(ledger).withdrawn
        for ledger in (_ledger(db, customer_id, channel) for channel in Channel)
    )


def _covered(purpose: str) -> frozenset[str]:
    return PURPOSES if purpose == Purpose.ANY else frozenset({purpose})


def note_told(db: Session, customer: Customer, word: ConsentWord, *, lifts: bool = True) -> bool:
    """Write down a word that others heard (a shop, a checkout); False when nothing changed.

    It may reach us long after it was given: it never overrules a newer one, nor one of the same instant.

    Args:
        lifts: whether a yes may lift a withdrawal.
    """
    ledger = _ledger(db, customer.id, word.channel)
    if word.granted and not lifts and _standing(ledger).withdrawn & _covered(word.purpose):
        return False
    if any(one.at >= word.at for one in ledger if one.purpose in (word.purpose, Purpose.ANY)):
        return False
    return _write(db, customer, word, ledger)


def grant_told(db: Session, merchant_id: int, customer_ids: Sequence[int], word: ConsentWord) -> set[int]:
    """Write down of many people what others heard, as `note_told` does of one; returns those who have said no.

    A yes of this kind lifts no withdrawal.
    """
    asked = select(Consent.customer_id, Consent.purpose, Consent.granted, Consent.at).where(
        Consent.customer_id.in_(customer_ids), Consent.channel == word.channel
    )
    ledgers: dict[int, list[Any]] = {}
    for row in db.execute(asked.order_by(Consent.customer_id, Consent.id)):
        ledgers.setdefault(row.customer_id, []).append(row)
    refused = {one for one, ledger in ledgers.items() if _standing(ledger).withdrawn & _covered(word.purpose)}
    silent = [one for one in customer_ids if one not in refused and not _is_known(ledgers.get(one, ()), word)]
    if silent:
        whole = {"merchant_id": merchant_id, **_columns(word)}
        db.execute(insert(Consent), [whole | {"customer_id": one} for one in silent])
    return refused


def _is_known(ledger: _Ledger, word: ConsentWord) -> bool:
    """Whether a yes changes nothing, or comes after a newer word of its kind."""
    newer = any(one.at >= word.at for one in ledger if one.purpose in (word.purpose, Purpose.ANY))
    return newer or _granted_before(ledger, word)


def keep_refused(db: Session, customer: Customer, word: ConsentWord) -> bool:
    """Write down a no that stands whatever else was said, also at the same instant; False when nothing changed."""
    return _write(db, customer, word, _ledger(db, customer.id, word.channel))


def _heard(db: Session, conversation: Conversation, word: ConsentWord) -> bool:
    """Write down a word said in a conversation; False when nothing changed."""
    return _write(db, conversation.customer, word, _ledger(db, conversation.customer_id, word.channel))


def _write(db: Session, customer: Customer, word: ConsentWord, ledger: _Ledger) -> bool:
    refused = _standing(ledger).withdrawn
    if word.granted:
        changes = bool(refused & _covered(word.purpose)) or not _granted_before(ledger, word)
    else:
        changes = not _covered(word.purpose) <= refused
    if changes:
        db.add(Consent(merchant_id=customer.merchant_id, customer_id=customer.id, **_columns(word)))
        db.flush()
    return changes


def _columns(word: ConsentWord) -> dict[str, Any]:
    return asdict(word) | {"words": beginning(word.words, 500)}


def _granted_before(ledger: _Ledger, word: ConsentWord) -> bool:
    """Whether the newest word on exactly this purpose was a yes."""
    return next((one.granted for one in reversed(ledger) if one.purpose == word.purpose), False)
