"""A shop's own texts for many: kept, changed as they were seen, dropped. What was shown to WhatsApp stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.campaign_texts import CampaignText, CampaignWording
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.db.shop import Merchant
from bot.domain.broadcasts import OVER
from bot.domain.campaign_checks import list_faults
from bot.domain.campaign_faults import TextFault, in_braces
from bot.domain.campaign_texts import (
    LINK,
    OF_COUPON,
    ButtonMeans,
    CampaignDraft,
    list_fields,
    name_key,
)
from bot.domain.locale import CODES
from bot.locales.catalogue import sentence
from bot.services.broadcasts.given_words import find_elsewhere
from bot.services.messages.own_texts import STOP, describe_words, forget_words
from bot.services.messages.wording import OF_SHOP
from bot.services.storefront import links

MOST = 500  # texts of a shop: nobody finds one among more


class BadText(ValueError):
    """Raised for a text that WhatsApp or the law would refuse, with everything that is wrong with it."""

    def __init__(self, faults: list[TextFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class TextUsed(Exception):
    """Raised for a text that a broadcast goes by, or is going to; names it."""


class TooManyTexts(Exception):
    """The shop has MOST texts."""


def list_texts(db: Session, merchant_id: int) -> list[CampaignText]:
    """List a shop's texts as they are now, the newest first."""
    mine = select(CampaignText).where(CampaignText.merchant_id == merchant_id, CampaignText.dropped_at.is_(None))
    return list(db.scalars(mine.where(CampaignText.newer_id.is_(None)).order_by(CampaignText.id.desc())))


def find_text(db: Session, merchant_id: int, text_id: int) -> CampaignText | None:
    """Return a shop's text as it is now, an older version too; None when it has none by this id."""
    mine = select(CampaignText).where(CampaignText.merchant_id == merchant_id, CampaignText.id == text_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def find_named(db: Session, merchant_id: int, name: str) -> CampaignText | None:
    """Return the newest text of a shop by its name, or by its id written out; None for none."""
    rows = list_texts(db, merchant_id)
    return next((row for row in rows if row.name == name or str(row.id) == name), None)


def check_text(db: Session, merchant: Merchant, draft: CampaignDraft, today: date) -> list[TextFault]:
    """List what is wrong with a text, each with its place and the remedy."""
    stops = {locale: sentence(locale, STOP) for locale in CODES}
    found = list_faults(draft, stops, OF_SHOP, today)
    if draft.link_url and not links.is_ours(db, merchant, draft.link_url):
        found.append(TextFault(("link_url",), "foreign_host"))
    return [*found, *_list_elsewhere(db, merchant, draft)]


def _list_elsewhere(db: Session, merchant: Merchant, draft: CampaignDraft) -> Iterator[TextFault]:
    """Addresses that are written out lead where link_url may lead, and nowhere else."""
    for locale, text in draft.texts.items():
        for place, words in (("body", text.body), ("footer", text.footer), ("sms", text.sms)):
            if elsewhere := find_elsewhere(db, merchant, words):
                yield TextFault(("texts", locale, place), "elsewhere", {"address": elsewhere, "field": in_braces(LINK)})


def add_text(db: Session, merchant: Merchant, draft: CampaignDraft, now: datetime) -> CampaignText:
    """Keep a text.

    Raises:
        BadText: it would be refused; says where and why.
        TooManyTexts: there are MOST.
    """
    _check(db, merchant, draft, now)
    if len(list_texts(db, merchant.id)) >= MOST:
        raise TooManyTexts
    row = CampaignText(merchant_id=merchant.id, name=draft.name, created_at=now)
    db.add(row)
    _write(db, row, draft)
    note_change(db, merchant.id, ChangeKind.SETTINGS, 0, now)
    return row


def revise_text(
    db: Session, merchant: Merchant, row: CampaignText, version: int, draft: CampaignDraft, now: datetime
) -> CampaignText | None:
    """Change a text as it was at `version`; None when it has moved on.

    What WhatsApp was asked about, or a broadcast went by, stays: the change is a new text, which is returned.

    Raises:
        BadText: it would be refused; says where and why.
    """
    _check(db, merchant, draft, now)
    newest = (CampaignText.id == row.id, CampaignText.newer_id.is_(None), CampaignText.dropped_at.is_(None))
    mine = update(CampaignText).where(*newest, CampaignText.version == version).values(version=version + 1)
    if not won(db, mine):
        return None
    db.refresh(row)
    if is_fixed(db, row) and describe_draft(row) != draft:
        row = _copy(db, row, now)
    _write(db, row, draft)
    note_change(db, merchant.id, ChangeKind.SETTINGS, 0, now)
    return row


def drop_text(db: Session, row: CampaignText, now: datetime) -> None:
    """Offer a text no longer; those who got it keep it.

    Raises:
        TextUsed: a broadcast that is not over goes by it.
    """
    names = [one.name for one in list_users(db, row) if one.state not in OVER]
    if names:
        raise TextUsed(", ".join(names[:5]))
    row.dropped_at = now
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    db.flush()


def mark_pushed(db: Session, row: CampaignText, now: datetime) -> None:
    """Note that WhatsApp is to be asked about a text, which stays as it is from then on."""
    row.pushed_at = row.pushed_at or now
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    db.flush()


def list_users(db: Session, row: CampaignText) -> list[Broadcast]:
    """List the broadcasts that say a text."""
    key = name_key(row.id)
    says = or_(Broadcast.key == key, Broadcast.second["key"].as_string() == key)
    mine = select(Broadcast).where(Broadcast.merchant_id == row.merchant_id, says)
    return list(db.scalars(mine.order_by(Broadcast.id)))


def is_fixed(db: Session, row: CampaignText) -> bool:
    """Return whether a text has to stay as it is."""
    return row.pushed_at is not None or any(one.began_at for one in list_users(db, row))


def list_sources_wanted(row: CampaignText) -> list[str]:
    """List the fields of a text whose values a broadcast has to give; the shop's, the link and the coupon are known."""
    words = [describe_words(one) for one in row.wordings]
    known = {*OF_SHOP, LINK, *OF_COUPON}
    return [
        name for name in list_fields(*(text.body for text in words), *(text.sms for text in words)) if name not in known
    ]


def describe_draft(row: CampaignText) -> CampaignDraft:
    """Return a text as it would be handed in."""
    return CampaignDraft(
        name=row.name,
        texts={one.locale: describe_words(one) for one in row.wordings},
        buttons=tuple(ButtonMeans(one) for one in row.buttons),
        link_url=row.link_url,
        coupon=dict(row.coupon),
    )


def _check(db: Session, merchant: Merchant, draft: CampaignDraft, now: datetime) -> None:
    faults = check_text(db, merchant, draft, now.date())
    if faults:
        raise BadText(faults)


def copy_text(db: Session, row: CampaignText, now: datetime) -> CampaignText:
    """Make a new version of a text, which says the same so far, and return it."""
    draft = describe_draft(row)
    copy = _copy(db, row, now)
    _write(db, copy, draft)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    return copy


def _copy(db: Session, row: CampaignText, now: datetime) -> CampaignText:
    copy = CampaignText(
        merchant_id=row.merchant_id,
        name=row.name,
        family_id=row.family_id or row.id,
        picture_token=row.picture_token,
        picture_path=row.picture_path,
        picture_type=row.picture_type,
        picture_size=row.picture_size,
        created_at=now,
    )
    db.add(copy)
    db.flush()
    row.newer_id = copy.id
    return copy


def _write(db: Session, row: CampaignText, draft: CampaignDraft) -> None:
    row.name, row.link_url, row.coupon = draft.name, draft.link_url, dict(draft.coupon)
    row.buttons = [str(one) for one in draft.buttons]
    kept = {one.locale: one for one in row.wordings}
    row.wordings = [_word(row, kept.get(locale), locale, draft) for locale in sorted(draft.texts)]
    db.flush()
    forget_words(db, row.merchant_id, row.id)


def _word(row: CampaignText, known: CampaignWording | None, locale: str, draft: CampaignDraft) -> CampaignWording:
    text = draft.texts[locale]
    one = known or CampaignWording(merchant_id=row.merchant_id, locale=locale)
    dlt: Mapping[str, Any] = {name: getattr(text.dlt, name) for name in text.dlt.__slots__} if text.dlt else {}
    one.body, one.titles, one.footer = text.body, list(text.titles), text.footer
    one.sms, one.dlt = text.sms, dict(dlt)
    return one
