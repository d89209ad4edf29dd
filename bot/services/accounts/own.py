"""A shop's own account at Twilio: kept with its token sealed, changed, left; whose word counts for which shop.

"" stands for the installation's account, which needs no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.accounts import OwnAccount
from bot.db.shop import Merchant, is_open

# So long a token or an account counts that was replaced: what was under way by it is told by it.
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that let us in: its token sealed, and what Twilio calls it."""

    sid: str
    sealed: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class AccountKey:
    """A sealed token that an account may sign with."""

    account_id: int
    sealed: str


class WrongAccount(Exception):
    """An account of one shop spoke of what is another's: nothing of it is kept."""


def choose_account(shop: Merchant, installation: str) -> str:
    """Return the account that a shop's messages leave by; `installation`: that of the settings."""
    return shop.twilio_sid or installation


def find_account(db: Session, merchant_id: int, installation: str) -> str:
    """Return the account that a shop's messages leave by, by the shop's id."""
    return choose_account(db.get_one(Merchant, merchant_id), installation)


def find_own(db: Session, merchant_id: int) -> OwnAccount | None:
    """Return a shop's own account; None where it uses the installation's."""
    account_id = db.get_one(Merchant, merchant_id).twilio_account_id
    return None if account_id is None else db.get(OwnAccount, account_id)


def keep_account(db: Session, merchant_id: int, new: NewAccount | None, now: datetime) -> bool:
    """Let a shop's messages leave by an account from now on, None: the installation's; True when it is another one.

    The token before it counts for a while, for what was under way.
    """
    shop = db.get_one(Merchant, merchant_id, with_for_update=True, populate_existing=True)
    former = shop.twilio_sid
    current = (OwnAccount.merchant_id == merchant_id, OwnAccount.until.is_(None))
    db.execute(update(OwnAccount).where(*current).values(until=now))
    if new is None:
        shop.twilio_sid, shop.twilio_account_id = "", None
    else:
        words = {"sid": new.sid, "token": new.sealed, "name": new.name, "kind": new.kind}
        row = OwnAccount(merchant_id=merchant_id, **words, since=now, until=None)
        db.add(row)
        db.flush()
        shop.twilio_sid, shop.twilio_account_id = new.sid, row.id
    db.flush()
    return shop.twilio_sid != former


def list_keys(db: Session, sid: str, now: datetime) -> list[AccountKey]:
    """List what an account may sign with, the newest first; of several shops where they share it."""
    mine = (OwnAccount.sid == sid, OwnAccount.token != "", _counts(now))
    found = db.execute(select(OwnAccount.id, OwnAccount.token).where(*mine).order_by(OwnAccount.id.desc()))
    return [AccountKey(*row) for row in found]


def find_token(db: Session, account_id: int) -> tuple[str, str] | None:
    """Return an account's sid and sealed token; None once the token is forgotten."""
    row = db.get(OwnAccount, account_id)
    return (row.sid, row.token) if row and row.token else None


def is_theirs(db: Session, shop: Merchant, account: str, now: datetime) -> bool:
    """Return whether an account may speak for a shop: it is the one it uses, or the one it lately left."""
    return shop.twilio_sid == account or account in {sid for sid, _ in list_since(db, shop, now - GRACE)}


def list_since(db: Session, shop: Merchant, since: datetime) -> list[tuple[str, int | None]]:
    """List the accounts that a shop's messages may have left by since then, as (sid, id), the one it uses first."""
    mine = OwnAccount.merchant_id == shop.id
    lately = select(OwnAccount).where(mine, or_(OwnAccount.until.is_(None), OwnAccount.until > since))
    found: dict[str, int | None] = {shop.twilio_sid: shop.twilio_account_id}
    for row in db.scalars(lately.order_by(OwnAccount.id.desc())):
        found.setdefault(row.sid, row.id)
    covered = select(OwnAccount.id).where(mine, OwnAccount.since <= since)
    was_elsewhere = db.scalar(covered.where(or_(OwnAccount.until.is_(None), OwnAccount.until > since)).limit(1))
    if was_elsewhere is None:
        found.setdefault("", None)
    return list(found.items())


def list_in_use(db: Session) -> list[tuple[str, int]]:
    """List the accounts that are open shops' own, as (sid, id of its newest row)."""
    used = select(Merchant.twilio_sid, Merchant.twilio_account_id).where(Merchant.twilio_account_id.is_not(None))
    used = used.where(is_open(Merchant.id))
    found: Sequence[tuple[str, int | None]] = [(sid, account_id) for sid, account_id in db.execute(used)]
    newest: dict[str, int] = {}
    for sid, account_id in found:
        newest[sid] = max(newest.get(sid, 0), account_id or 0)
    return sorted(newest.items())


def empty_former(db: Session, now: datetime) -> None:
    """Forget the tokens that count for nothing any more."""
    old = (OwnAccount.until <= now - GRACE, OwnAccount.token != "")
    db.execute(update(OwnAccount).where(*old).values(token=""))


def _counts(now: datetime) -> ColumnElement[bool]:
    return or_(OwnAccount.until.is_(None), OwnAccount.until > now - GRACE)


def name_briefly(sid: str) -> str:
    """Return as much of an account's sid as tells it from others."""
    return f"{sid[:6]}…{sid[-4:]}"
