"""Counted links: made for the merchant's own addresses only, followed as long as they last."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.connections import Connection
from bot.db.links import Link
from bot.db.shop import Merchant
from bot.domain import hosts
from bot.domain.connections import ConnectionState
from bot.platforms import SHOPS

LIFE_DAYS = 30
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_TABLE = table_of(Link)
_NOW = bindparam("now", type_=_TABLE.c.expires_at.type)
_LIVING = (_TABLE.c.token == bindparam("of"), _TABLE.c.expires_at > _NOW)
_BY_PERSON = (
    update(_TABLE)
    .where(*_LIVING)
    .values(
        clicks=_TABLE.c.clicks + 1,
        first_clicked_at=func.coalesce(_TABLE.c.first_clicked_at, _NOW),
        last_clicked_at=_NOW,
    )
)
_BY_PREVIEW = update(_TABLE).where(*_LIVING).values(previews=_TABLE.c.previews + 1)


class NotOurs(ValueError):
    """An address that is not the merchant's: names its host and where hosts are allowed."""

    def __init__(self, url: str) -> None:
        super().__init__(f"url: {url[:100]!r} is not an https address of this shop; add its host to link_hosts")


def make(
    db: Session, merchant: Merchant, url: str, token: str, now: datetime, *, days: int = LIFE_DAYS, **of: int | None
) -> str:
    """Keep a link to `url` for so many days; returns its token, which was handed in.

    Args:
        of: customer_id, notice_id, cart_id, broadcast_id: whom and what it is counted for.

    Raises:
        NotOurs: the address is none of this merchant's.
    """
    if not is_ours(db, merchant, url):
        raise NotOurs(url)
    keep(db, merchant.id, url, token, now, days=days, **of)
    db.flush()
    return token


def keep(
    db: Session, merchant_id: int, url: str, token: str, now: datetime, *, days: int = LIFE_DAYS, **of: int | None
) -> None:
    """Keep a link whose address is known to be the merchant's, with what else is written in this transaction."""
    db.add(
        Link(
            merchant_id=merchant_id,
            token=token,
            url=url,
            created_at=now,
            expires_at=now + timedelta(days=days),
            **of,
        )
    )


def find_target(db: Session, token: str, now: datetime) -> str | None:
    """Where a link leads; None when it is unknown, has ended, or leads where the merchant no longer is."""
    if not _TOKEN.fullmatch(token):
        return None
    query = select(Link).where(Link.token == token, Link.expires_at > now).options(joinedload(Link.merchant))
    link = db.scalars(query).one_or_none()
    return link.url if link is not None and is_ours(db, link.merchant, link.url) else None


def count_visit(db: Session, token: str, now: datetime, *, by_person: bool) -> None:
    """Count one visit, of a person or of a program that looks ahead; programs are no clicks."""
    db.connection().execute(_BY_PERSON if by_person else _BY_PREVIEW, {"of": token, "now": now})


def is_ours(db: Session, merchant: Merchant, url: str) -> bool:
    """Whether an address is on the merchant's own hosts, or is one of its pages elsewhere (socials), to the letter."""
    if url in merchant.socials.values():
        return url.startswith("https://") and hosts.showable(url) == url
    shops = select(Connection.account).where(
        Connection.merchant_id == merchant.id, Connection.kind.in_(SHOPS), Connection.state == ConnectionState.ACTIVE
    )
    own = {hosts.listed(name) for name in (merchant.site_url, *merchant.link_hosts)}
    return hosts.is_on(url, own) or hosts.is_on(url, {hosts.listed(account) for account in db.scalars(shops)})
