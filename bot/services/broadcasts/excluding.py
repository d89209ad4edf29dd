"""Who of an audience would get nothing now, and why: what `decide` says of one person, asked of all at once.

Each part is asked by the module that asks it of one person when a message leaves, so that both say alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, case, false, func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.db.limits import TookTooLong, limited
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.channels import Channel
from bot.domain.sending import CAP, NO_CONSENT, OPTED_OUT, UNREACHABLE
from bot.services.broadcasts.audience import SEGMENT, count_audience, select_audience
from bot.services.notices.trouble import TROUBLES
from bot.services.notices.ways import has_sms, select_reach
from bot.services.people.many import OfMany, select_said
from bot.services.sending.limits import select_capped

SECONDS = 2.0
FIRST = 20_000  # customers of a shop, of whom alone is asked where all would take too long
STEP, STEPS = 5000, 40  # customers looked through for a page of people: in one statement, and how many of these


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An audience by who would get an offer now. `reached` and `left_out` are of the `looked` first of the `people`."""

    people: int
    looked: int
    left_out: Mapping[str, int]

    @property
    def reached(self) -> int:
        """How many of those looked at would get it."""
        return self.looked - sum(self.left_out.values())

    @property
    def most(self) -> int:
        """How many of all would get it at the most: who was not looked at is counted as one who would."""
        return self.people - sum(self.left_out.values())

    @property
    def ordered(self) -> list[str]:
        """The reasons, that of most people first."""
        return sorted(self.left_out, key=lambda reason: (-self.left_out[reason], reason))


@dataclass(frozen=True, slots=True)
class ExcludedPage:
    """People who would get nothing for a reason; `following`: after whom the next page begins, None on the last."""

    ids: tuple[int, ...]
    following: int | None


def count_excluded(
    db: Session, merchant: Merchant, audience: Mapping[str, Any], by_sms: bool, now: datetime, seconds: float = SECONDS
) -> Foreseen:
    """Count who of an audience would be left out now, by reason; of the first alone where all would take too long.

    Hours are no reason: who has to wait for these still gets it.
    """
    window = None
    try:
        with limited(db, seconds):
            found = _count(db, merchant, audience, by_sms, now, None)
    except TookTooLong:
        window = find_first(db, merchant.id)
        found = _count(db, merchant, audience, by_sms, now, window)
    looked = sum(found.values())
    people = looked if window is None else count_audience(db, merchant.id, audience, now)
    return Foreseen(people, looked, {reason: count for reason, count in found.items() if reason})


def list_excluded(
    db: Session,
    merchant: Merchant,
    audience: Mapping[str, Any],
    by_sms: bool,
    reason: str,
    after: int,
    limit: int,
    now: datetime,
) -> ExcludedPage:
    """List who would get nothing for a reason, in the order of their ids, above `after`.

    A page may be shorter than `limit`, even empty, and not the last: only so many people are looked through for it.
    """
    ids: list[int] = []
    for _ in range(STEPS):
        until = _find_end(db, merchant.id, after, STEP)
        if until is None:
            return ExcludedPage(tuple(ids), None)
        looked = select_reasons(db, merchant, audience, by_sms, now, (after, until)).subquery()
        mine = select(looked.c.customer_id).where(looked.c.reason == reason)
        ids += db.scalars(mine.order_by(looked.c.customer_id).limit(limit - len(ids)))
        if len(ids) == limit:
            return ExcludedPage(tuple(ids), ids[-1])
        after = until
    return ExcludedPage(tuple(ids), after)


def find_first(db: Session, merchant_id: int) -> tuple[int, int]:
    """Return the window of ids of the first customers of a shop, of whom alone is asked where all take too long."""
    return 0, _find_end(db, merchant_id, 0, FIRST) or 0


def list_customers(db: Session, merchant_id: int, ids: Sequence[int]) -> list[Customer]:
    """List customers by their ids, with all they are known by."""
    people = select(Customer).where(Customer.merchant_id == merchant_id, Customer.id.in_(ids))
    return list(db.scalars(people.order_by(Customer.id).options(selectinload(Customer.identities))))


def select_reasons(
    db: Session,
    merchant: Merchant,
    audience: Mapping[str, Any],
    by_sms: bool,
    now: datetime,
    window: tuple[int, int] | None = None,
) -> Select[Any]:
    """Return the query of (customer_id, reason): why each of an audience would get nothing now, "" who would get it.

    `window`: only people with ids above the first up to the second.
    """
    asked = OfMany(merchant.id, now, merchant.zone, window)
    people = select_audience(db, merchant.id, audience, now, window, known=False).subquery("people")
    person = people.c[0]
    rows, whens = _ask_channels(merchant, by_sms, asked, people, has_unknown=SEGMENT in audience)
    troubles = {name: select_troubled(asked) for name, select_troubled in TROUBLES.items()}
    for name, query in (troubles | {CAP: select_capped(merchant, asked)}).items():
        inner = query.subquery()
        held = select(inner.c[0].label("customer_id")).distinct().subquery(name)
        rows = rows.outerjoin(held, held.c.customer_id == person)
        whens.append((held.c.customer_id.is_not(None), name))
    return select(person.label("customer_id"), case(*whens, else_="").label("reason")).select_from(rows)


def _ask_channels(
    merchant: Merchant, by_sms: bool, asked: OfMany, people: Subquery, *, has_unknown: bool
) -> tuple[FromClause, list[tuple[ColumnElement[bool], str]]]:
    """Whether a channel reaches people, and what they have said to offers on the one that would be taken."""
    person, reach = people.c[0], select_reach(asked).subquery("reach")
    # Of no segment, whoever has no row is forgotten: looked for here, where it costs nothing more.
    rows: FromClause = people.join(reach, reach.c.customer_id == person, isouter=has_unknown)
    by: dict[Channel, ColumnElement[bool]] = {}
    if merchant.whatsapp_from:
        by[Channel.WHATSAPP] = func.coalesce(reach.c.by_whatsapp, 0) == 1
    if has_sms(merchant, by_sms):
        by[Channel.SMS] = func.coalesce(reach.c.by_sms, 0) == 1
    said = select_said(asked).subquery("said")
    rows = rows.outerjoin(said, said.c.customer_id == person)
    stopped = {channel: func.coalesce(said.c[f"{channel}_stopped"], false()) for channel in by}
    agreed = {channel: func.coalesce(said.c[f"{channel}_agreed"], false()) for channel in by}
    if len(by) > 1:
        # Both reach them: by the one on which they agreed, else by WhatsApp.
        sms_alone = by[Channel.SMS] & agreed[Channel.SMS] & ~agreed[Channel.WHATSAPP]
        by = {
            Channel.WHATSAPP: by[Channel.WHATSAPP] & ~sms_alone,
            Channel.SMS: by[Channel.SMS] & (~by[Channel.WHATSAPP] | sms_alone),
        }
    has_stopped = or_(false(), *(there & stopped[channel] for channel, there in by.items()))
    has_agreed = or_(false(), *(there & agreed[channel] for channel, there in by.items()))
    return rows, [(~or_(false(), *by.values()), UNREACHABLE), (has_stopped, OPTED_OUT), (~has_agreed, NO_CONSENT)]


def _count(
    db: Session,
    merchant: Merchant,
    audience: Mapping[str, Any],
    by_sms: bool,
    now: datetime,
    window: tuple[int, int] | None,
) -> dict[str, int]:
    looked = select_reasons(db, merchant, audience, by_sms, now, window).subquery()
    counted = select(looked.c.reason, func.count()).group_by(looked.c.reason)
    return {reason: count for reason, count in db.execute(counted)}


def _find_end(db: Session, merchant_id: int, after: int, count: int) -> int | None:
    """The id of the last of the next customers of a shop, whether they are of the audience or not."""
    following = select(Customer.id).where(Customer.merchant_id == merchant_id, Customer.id > after)
    end: int | None = db.scalar(select(func.max(following.order_by(Customer.id).limit(count).subquery().c.id)))
    return end
