"""Whom a broadcast is for: the query behind its audience, and how many it finds now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select, union
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.lists.states import ListState
from bot.domain.segments.rules import Saved
from bot.services.broadcasts.coming_right import select_retried
from bot.services.broadcasts.lists.keeping import find_list
from bot.services.messages.broadcasts import FILE
from bot.services.people.many import OfMany, select_agreed
from bot.services.people.newsletters import find_newsletter, select_takers
from bot.services.segments.asking import begin_inquiry, read_saved
from bot.services.segments.compiling import find_people

LARGEST_ID = 2**63 - 1
MOST_NAMED = 5000  # people of a list that is given by their ids
CUSTOMERS, AGREED, SEGMENT = "customers", "agreed", "segment"
NEWSLETTER = "newsletter"  # those who take it
RETRY_OF = "retry_of"  # those of a broadcast with whom another try may come right


class BadAudience(ValueError):
    """Raised for an audience that says nothing; says what to give."""


def check_audience(db: Session, merchant_id: int, audience: Mapping[str, Any]) -> None:
    """Make sure that an audience can be asked for.

    Raises:
        BadAudience: it is none of {"segment": id}, {"file": id}, both, {"customers": [ids]} and {"agreed": true}.
    """
    match dict(audience):
        case {"agreed": True, **others} if not others:
            return
        case {"customers": [_, *_] as named, **others} if not others:
            _check_named(named)
        case {"newsletter": int(newsletter_id), **others} if not others:
            _check_newsletter(db, merchant_id, newsletter_id)
        case {"retry_of": int(broadcast_id), **others} if set(others) <= {FILE}:
            _check_retry(db, merchant_id, broadcast_id)
        case given if given and set(given) <= {SEGMENT, FILE} and all(map(_is_id, given.values())):
            if SEGMENT in given and given[SEGMENT] not in read_saved(db, merchant_id):
                raise BadAudience(f"audience: {given[SEGMENT]} is no segment of yours")
            if FILE in given:
                _check_file(db, merchant_id, given[FILE])
        case _:
            raise BadAudience(
                'audience: give {"segment": id}, {"file": id}, both in one, {"newsletter": id}, '
                '{"customers": [ids]} or {"agreed": true}'
            )


def _check_named(named: Sequence[object]) -> None:
    if len(named) > MOST_NAMED:
        raise BadAudience(f"audience: {len(named)} customers are more than {MOST_NAMED}: use a segment")
    if not all(map(_is_id, named)):
        raise BadAudience("audience: ids of customers are whole numbers")


def _is_id(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 < given <= LARGEST_ID


def _check_newsletter(db: Session, merchant_id: int, newsletter_id: int) -> None:
    if not _is_id(newsletter_id) or find_newsletter(db, merchant_id, newsletter_id) is None:
        raise BadAudience(f"audience: {newsletter_id} is no newsletter of yours")


def _check_file(db: Session, merchant_id: int, file_id: int) -> None:
    file = find_list(db, merchant_id, file_id)
    if file is None:
        raise BadAudience(f"audience: {file_id} is no list of yours, or it is no longer kept")
    if file.state != ListState.ACCEPTED:
        raise BadAudience(f"audience: the list {file_id} has not been accepted yet: look at its errors first")


def find_columns(db: Session, merchant_id: int, audience: Mapping[str, Any]) -> list[str]:
    """Return the columns whose values a broadcast to an audience may use: those of its list."""
    file = find_list(db, merchant_id, audience[FILE]) if FILE in audience else None
    return file.columns if file else []


def select_audience(
    db: Session,
    merchant_id: int,
    audience: Mapping[str, Any],
    now: datetime,
    window: tuple[int, int] | None = None,
    *,
    known: bool = True,
) -> Select[int]:
    """Return the query of the ids of an audience's people: of this shop, neither merged into others nor forgotten.

    Days of a segment's rule are counted back from `now`. `window`: only people with ids above the first up to the
    second, and nobody else is looked at. `known`: whether it is looked here who is forgotten, of no segment.
    """
    inquiry = begin_inquiry(db, merchant_id, now, window) if SEGMENT in audience else None
    of_segment = find_people(Saved(audience[SEGMENT]), inquiry) if inquiry else None
    if of_segment is not None and FILE not in audience:
        return of_segment
    people = select(Customer.id).where(Customer.merchant_id == merchant_id, Customer.merged_into.is_(None))
    if known:
        people = people.where(exists().where(Identity.customer_id == Customer.id))
    if window is not None:
        people = people.where(Customer.id > window[0], Customer.id <= window[1])
    if RETRY_OF in audience:
        return people.where(Customer.id.in_(select_retried(db, audience[RETRY_OF], window)))
    if NEWSLETTER in audience or AGREED in audience:  # a stop of all offers counts for a newsletter as well
        asked = OfMany(merchant_id, now, db.get_one(Merchant, merchant_id).zone, window)
        people = people.where(Customer.id.in_(select_agreed(asked)))
        if NEWSLETTER in audience:
            people = people.where(Customer.id.in_(select_takers(merchant_id, audience[NEWSLETTER])))
        return people
    if CUSTOMERS in audience:
        return people.where(Customer.id.in_(audience[CUSTOMERS]))
    of_file = _select_listed(merchant_id, audience[FILE], window)
    return people.where(Customer.id.in_(of_file if of_segment is None else union(of_segment, of_file)))


def _select_listed(merchant_id: int, file_id: int, window: tuple[int, int] | None) -> Select[Any]:
    mine = (AudienceRow.merchant_id == merchant_id, AudienceRow.file_id == file_id)
    accepted = exists().where(AudienceFile.id == AudienceRow.file_id, AudienceFile.state == ListState.ACCEPTED)
    listed = select(AudienceRow.customer_id).where(*mine, AudienceRow.customer_id.is_not(None), accepted)
    return listed if window is None else listed.where(AudienceRow.customer_id.between(window[0] + 1, window[1]))


def count_audience(db: Session, merchant_id: int, audience: Mapping[str, Any], now: datetime) -> int:
    """Count the people whom an audience finds now; an empty one, of a draft, finds nobody."""
    if not audience:
        return 0
    found = select_audience(db, merchant_id, audience, now).subquery()
    return db.scalar(select(func.count()).select_from(found)) or 0


def count_doubled(db: Session, merchant_id: int, audience: Mapping[str, Any], now: datetime) -> int:
    """Count who would be in an audience twice if people were not told apart: in its segment and its list, or by a
    further row of the list.
    """
    file = find_list(db, merchant_id, audience[FILE]) if FILE in audience else None
    if file is None:
        return 0
    repeated = int(file.wrong.get("repeated", 0))
    if SEGMENT not in audience:
        return repeated
    listed = select_audience(db, merchant_id, {FILE: file.id}, now).subquery().c
    of_segment = select_audience(db, merchant_id, {SEGMENT: audience[SEGMENT]}, now)
    both = select(func.count()).select_from(select(listed.id).where(listed.id.in_(of_segment)).subquery())
    return repeated + (db.scalar(both) or 0)


def _check_retry(db: Session, merchant_id: int, broadcast_id: int) -> None:
    """Refuse another try that nobody made by trying a broadcast again: that is once, and nobody gets it twice."""
    made = exists().where(Broadcast.merchant_id == merchant_id, Broadcast.parent_id == broadcast_id)
    if not db.scalar(select(made)):
        raise BadAudience("audience: try the broadcast again by its own button")
