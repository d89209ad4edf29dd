"""Templates that WhatsApp moved to a dearer category: what that stops and costs, agreed to or asked for anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain import cost
from bot.domain.approvals import DEAREST, UNSUBMITTED
from bot.domain.channels import Channel
from bot.services.desk import alerts
from bot.services.moments import rules
from bot.services.templates.rows import release_held

_AGAIN = re.compile(r"_again([0-9]+)$")


class NotMoved(LookupError):
    """Raised for a sentence of which no template was moved, or whose move was agreed to."""


@dataclass(frozen=True, slots=True)
class MovedTemplate:
    """A sentence whose templates WhatsApp made dearer. `rules`: those that say it, which are stopped until `agreed_at`.

    Prices are of one message by our estimate, in millionths of the shop's currency.
    """

    key: str
    rules: tuple[str, ...]
    locales: tuple[str, ...]
    asked: str
    category: str
    moved_at: datetime | None
    agreed_at: datetime | None
    price_before_micros: int
    price_micros: int


def list_moved(db: Session, merchant: Merchant, account: str, today: date) -> list[MovedTemplate]:
    """List the sentences whose templates WhatsApp made dearer, those that nobody has agreed to first."""
    by_key: dict[str, list[Template]] = {}
    for row in _read_moved(db, merchant.id, account):
        by_key.setdefault(row.key, []).append(row)
    found = [_describe(db, merchant, key, rows, today) for key, rows in by_key.items()]
    return sorted(found, key=lambda one: (one.agreed_at is not None, one.key))


def accept_move(db: Session, merchant_id: int, account: str, key: str, staff_id: int | None, now: datetime) -> None:
    """Let a sentence leave at the dearer price, in every locale in which it was moved so far.

    Raises:
        NotMoved: there is nothing to agree to.
    """
    for row in _read_waiting(db, merchant_id, account, key):
        row.agreed_at, row.agreed_by = now, staff_id
        alerts.clear_alert(db, merchant_id, f"template:{row.name}:category")
    release_held(db, merchant_id, key, now)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    db.flush()


def ask_anew(db: Session, merchant_id: int, account: str, key: str, now: datetime) -> None:
    """Have WhatsApp asked once more for the cheaper category: under another name, since it decides once on each.

    Raises:
        NotMoved: there is nothing to ask for.
    """
    for row in _read_waiting(db, merchant_id, account, key):
        alerts.clear_alert(db, merchant_id, f"template:{row.name}:category")
        before = _AGAIN.search(row.name)
        row.name = f"{_AGAIN.sub('', row.name)}_again{int(before[1]) + 1 if before else 1}"
        row.sid, row.status, row.reason, row.checked_at = None, UNSUBMITTED, "", None
        row.category, row.moved_at = row.asked_category, None
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    db.flush()


def _read_waiting(db: Session, merchant_id: int, account: str, key: str) -> list[Template]:
    found = [row for row in _read_moved(db, merchant_id, account) if row.key == key and row.agreed_at is None]
    if not found:
        raise NotMoved(key)
    return found


def _read_moved(db: Session, merchant_id: int, account: str) -> list[Template]:
    mine = (Template.merchant_id == merchant_id, Template.account == account)
    moved = (Template.category == DEAREST, Template.asked_category != DEAREST)
    return list(db.scalars(select(Template).where(*mine, *moved).order_by(Template.key, Template.locale)))


def _describe(db: Session, merchant: Merchant, key: str, rows: list[Template], today: date) -> MovedTemplate:
    waiting = [row for row in rows if row.agreed_at is None]
    told = waiting or rows
    names = (rule.name for rule in rules.read_rules(db, merchant.id).values() if rule.key == key)
    before, now = (
        cost.estimate_micros(Channel.WHATSAPP, category.lower(), "", False, True, merchant.prices, today)
        for category in (told[0].asked_category, told[0].category)
    )
    return MovedTemplate(
        key=key,
        rules=tuple(names),
        locales=tuple(dict.fromkeys(row.locale for row in told)),
        asked=told[0].asked_category.lower(),
        category=told[0].category.lower(),
        moved_at=max((row.moved_at for row in told if row.moved_at), default=None),
        agreed_at=None if waiting else max((row.agreed_at for row in told if row.agreed_at), default=None),
        price_before_micros=before,
        price_micros=now,
    )
