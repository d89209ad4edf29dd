"""Keys of the API: made once, shown once, known afterwards by their hash alone."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import won
from bot.db.connections import ApiKey
from bot.db.shop import Tenant
from bot.domain.access import FIRST_SCOPES, Permission
from bot.private import make_digest

PREFIX = "dk_"
HINT_LENGTH = 7  # with the prefix: enough for people to tell keys apart, nothing for a thief
USED_EVERY = timedelta(minutes=1)

_BY_DIGEST = (
    select(ApiKey)
    .join(Tenant, Tenant.id == ApiKey.merchant_id)
    .where(ApiKey.digest == bindparam("digest"), ApiKey.revoked_at.is_(None), Tenant.closed_at.is_(None))
)
_TABLE = table_of(ApiKey)


def add(
    db: Session, merchant_id: int, name: str, secret: str, now: datetime, scopes: Sequence[Permission] = FIRST_SCOPES
) -> tuple[int, str]:
    """Keep a new key made of `secret` (random, URL-safe) that may do what its scopes say.

    Returns its id and the key, which is not shown again.
    """
    key = PREFIX + secret
    kept = {"hint": key[:HINT_LENGTH], "digest": make_digest(key), "scopes": sorted(scopes)}
    row = ApiKey(merchant_id=merchant_id, name=name, created_at=now, **kept)
    db.add(row)
    db.flush()
    return row.id, key


def find(db: Session, key: str) -> ApiKey | None:
    """The key's row; None when there is none or it was revoked."""
    digest = make_digest(key)
    found = db.scalars(_BY_DIGEST, {"digest": digest}).first()
    # How long the index searches tells of digests only, and nobody can choose those.
    return found if found is not None and hmac.compare_digest(found.digest, digest) else None


def is_stale(key: ApiKey, now: datetime) -> bool:
    """Whether its last use is to be noted again: at most once a minute."""
    return key.used_at is None or key.used_at < now - USED_EVERY


def note_use(db: Session, key_id: int, now: datetime) -> None:
    """Note that a key was used."""
    db.execute(
        update(_TABLE)
        .where(_TABLE.c.id == key_id, or_(_TABLE.c.used_at.is_(None), _TABLE.c.used_at < now - USED_EVERY))
        .values(used_at=now)
    )


def list_keys(db: Session, merchant_id: int) -> list[ApiKey]:
    """The merchant's keys, the oldest first, revoked ones as well."""
    return list(db.scalars(select(ApiKey).where(ApiKey.merchant_id == merchant_id).order_by(ApiKey.id)))


def revoke(db: Session, merchant_id: int, key_id: int, now: datetime) -> bool:
    """Take a key out of use; False when the merchant has no such key in use."""
    ours = update(ApiKey).where(ApiKey.merchant_id == merchant_id, ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
    return won(db, ours.values(revoked_at=now))
