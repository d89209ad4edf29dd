"""Lists of people are taken, looked at, and dropped again."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from bot.db.claims import insert_once
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.domain.channels import Channel
from bot.domain.lists.consent_sources import find_consent
from bot.domain.lists.opening import OpenedList
from bot.domain.lists.states import LONGEST_WORDS, ListState
from bot.domain.locale import CODES
from bot.services.messages.broadcasts import list_lists_needed

LONGEST_NAME = 100
DAY = timedelta(days=1)


class BadConsent(ValueError):
    """Raised for something said of a list that cannot be; `field` names what."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.field, self.remedy = field, remedy


class KnownList(Exception):
    """Raised for a file that came before within a day: which list it is, when it came, by whom ("" by no person)."""

    def __init__(self, file_id: int, at: datetime, by: str) -> None:
        super().__init__(file_id)
        self.file_id, self.at, self.by = file_id, at, by


@dataclass(frozen=True, slots=True)
class ListConsented:
    """What is said of a list's consent: where it was given (bot.domain.lists.consent_sources), in which words and which
    language, on which day (None: today), and for which channels.
    """

    source: str
    words: str = ""
    locale: str = ""
    on: date | None = None
    channels: tuple[str, ...] = (Channel.WHATSAPP,)


def check_consented(merchant: Merchant, said: ListConsented, now: datetime) -> None:
    """Make sure that what is said of a list's consent can be.

    Raises:
        BadConsent, bot.domain.lists.consent_sources.ConsentRefused.
    """
    find_consent(said.source)
    if len(said.words) > LONGEST_WORDS:
        raise BadConsent("consent_words", "are too long", f"use at most {LONGEST_WORDS} letters")
    if said.locale and said.locale not in CODES:
        raise BadConsent("consent_locale", "is none we know", f"one of {', '.join(CODES)}")
    if said.on is not None and said.on > _find_today(merchant, now):
        raise BadConsent("consent_on", "is still to come", "give the day on which they agreed, or nothing")
    if not said.channels or not set(said.channels) <= set(Channel):
        raise BadConsent("channels", "are none we know", f"give {' and '.join(Channel)}, or one of them")


def add_list(
    db: Session,
    merchant: Merchant,
    name: str,
    content: bytes,
    opened: OpenedList,
    said: ListConsented,
    staff_id: int | None,
    now: datetime,
) -> AudienceFile:
    """Keep a file whose rows are to be read, and return it.

    Raises:
        KnownList: the same file came before within a day.
    """
    digest = hashlib.sha256(content).hexdigest()
    _check_new(db, merchant.id, digest, now)
    titles = opened.columns.titles
    file_id = insert_once(
        db,
        AudienceFile,
        merchant_id=merchant.id,
        name=" ".join(name.split())[:LONGEST_NAME] or "people.csv",
        digest=digest,
        day=_find_today(merchant, now),
        state=ListState.READING,
        content=zlib.compress(content),
        coding=opened.coding,
        columns=[title for place, title in enumerate(titles) if title and place != opened.columns.phone],
        rows=opened.rows,
        staff_id=staff_id,
        created_at=now,
        lease_until=now,
        **_list_said(merchant, said, now),
        **{"read_to": 1, "people": 0, "wrong": {}, "faults": [], "newcomers": 0, "stopped": 0, "resolved_to": 0},
    )
    if file_id is None:  # somebody else was a moment earlier
        _check_new(db, merchant.id, digest, now)
    return db.get_one(AudienceFile, file_id)


def _list_said(merchant: Merchant, said: ListConsented, now: datetime) -> dict[str, Any]:
    agreed_at = now if said.on is None else min(now, datetime.combine(said.on, time(), ZoneInfo(merchant.zone)))
    return {
        "channels": sorted(set(said.channels)),
        "consent_source": said.source,
        "consent_words": said.words.strip(),
        "consent_locale": said.locale or merchant.locale,
        "consent_at": agreed_at,
    }


def find_list(db: Session, merchant_id: int, file_id: int) -> AudienceFile | None:
    """Return a shop's list as it is now; None when it has none by this id."""
    mine = select(AudienceFile).where(AudienceFile.merchant_id == merchant_id, AudienceFile.id == file_id)
    fresh = mine.options(defer(AudienceFile.content)).execution_options(populate_existing=True)
    return db.scalars(fresh).first()


def list_lists(db: Session, merchant_id: int, before: int, limit: int = 50) -> list[AudienceFile]:
    """List a shop's lists with an id below `before`, the newest first."""
    mine = select(AudienceFile).where(AudienceFile.merchant_id == merchant_id, AudienceFile.id < before)
    return list(db.scalars(mine.options(defer(AudienceFile.content)).order_by(AudienceFile.id.desc()).limit(limit)))


def drop_list(db: Session, merchant_id: int, file_id: int) -> bool:
    """Forget a list; who became a customer by it stays one. False while a broadcast needs it."""
    if file_id in list_lists_needed(db, merchant_id):
        return False
    mine = (AudienceFile.merchant_id == merchant_id, AudienceFile.id == file_id)
    db.execute(delete(AudienceRow).where(AudienceRow.merchant_id == merchant_id, AudienceRow.file_id == file_id))
    db.execute(delete(AudienceFile).where(*mine))
    return True


def _find_today(merchant: Merchant, now: datetime) -> date:
    return now.astimezone(ZoneInfo(merchant.zone)).date()


def _check_new(db: Session, merchant_id: int, digest: str, now: datetime) -> None:
    same = select(AudienceFile.id, AudienceFile.created_at, StaffMember.name).outerjoin(
        StaffMember, StaffMember.id == AudienceFile.staff_id
    )
    mine = (AudienceFile.merchant_id == merchant_id, AudienceFile.digest == digest, AudienceFile.created_at > now - DAY)
    known = db.execute(same.where(*mine).order_by(AudienceFile.id.desc())).first()
    if known is not None:
        raise KnownList(known.id, known.created_at, known.name or "")
