"""Who would get nothing of a draft, and why: numbers with their reasons, and the people behind each."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import BaseModel, Field

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Numbered, Query
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, refuse
from bot.api.customer_shapes import CustomerTold
from bot.api.customers import brief_of
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.broadcast_reasons import list_broadcast_reasons
from bot.services.broadcasts import audience, excluding
from bot.services.broadcasts.allowance import find_allowance
from bot.services.broadcasts.beyond import BEYOND, count_beyond, list_beyond
from bot.services.broadcasts.standing import NotPossible, check_waiting
from bot.services.broadcasts.telling import say_reason
from bot.services.staff.viewing import find_view

broadcast_exclusions = Group("broadcast_exclusions", __name__, "broadcasts")


class ExclusionReason(Shown):
    """How many people would get nothing for a reason: that in a sentence, and what to do about it."""

    reason: str
    count: int
    says: str
    advice: str


class ExclusionsTold(Shown):
    """Who of an audience would get it now. `reached` and `left_out` are of the `looked` first of the `people`: of all,
    where that does not take too long. `doubled` are not among them: people who are both in the segment and in the
    list, or had a second row in it; each of them is written to once.
    """

    people: int
    looked: int
    reached: int
    left_out: tuple[ExclusionReason, ...]
    doubled: int
    beyond: ExclusionReason | None = Field(
        description="Of those reached, who are beyond WhatsApp's allowance of today: they get it on the days after."
    )


class ExcludedQuery(Query):
    """Which of them."""

    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class ExcludedPath(BaseModel):
    """A broadcast, and a reason."""

    id: int = Field(ge=1, le=LARGEST_ID)
    reason: str = Field(max_length=40)


class ExcludedPeople(Shown):
    """People who would get nothing for a reason; a page may have few, or none: go on while `next` is not null."""

    people: tuple[CustomerTold, ...]
    next: int | None


@broadcast_exclusions.get(
    f"{ONE_BROADCAST}/exclusions", responses=answers(ExclusionsTold, 401, 403, 404, 409, 429, 503)
)
@needs(Permission.BROADCASTS_READ)
def count_exclusions(path: Numbered) -> Response:
    """Who would get nothing of a draft now: how many by each reason, and what to do about it"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row, shop = _find_waiting(db, path.id), db.get_one(Merchant, caller().merchant_id)
        found, doubled, later = excluding.Foreseen(0, 0, {}), 0, 0
        if row.audience:
            found = excluding.count_excluded(db, shop, row.audience, row.by_sms, bot.now())
            later = count_beyond(found, find_allowance(db, shop, bot.now()))
            doubled = audience.count_doubled(db, shop.id, row.audience, bot.now())
    told = ExclusionsTold(
        people=found.people,
        looked=found.looked,
        reached=found.reached,
        left_out=tuple(_tell(reason, found.left_out[reason]) for reason in found.ordered),
        doubled=doubled,
        beyond=_tell(BEYOND, later) if later else None,
    )
    return sent(told)


@broadcast_exclusions.get(
    f"{ONE_BROADCAST}/exclusions/<string(maxlength=40):reason>",
    responses=answers(ExcludedPeople, 400, 401, 403, 404, 409, 429, 503),
)
@needs(Permission.BROADCASTS_READ)
def list_excluded_people(path: ExcludedPath, query: ExcludedQuery) -> Response:
    """The people who would get nothing of a draft for a reason"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        row, shop = _find_waiting(db, path.id), db.get_one(Merchant, me.merchant_id)
        if path.reason not in list_broadcast_reasons():
            raise Problem(404, "No such reason", "GET …/exclusions lists those there are.")
        page = excluding.ExcludedPage((), None)
        if row.audience:
            if path.reason == BEYOND:
                left = find_allowance(db, shop, bot.now())
                page = list_beyond(db, shop, row.audience, row.by_sms, left, query.after, query.limit, bot.now())
            else:
                asked = (row.audience, row.by_sms, path.reason, query.after, query.limit)
                page = excluding.list_excluded(db, shop, *asked, bot.now())
        viewer = find_view(db, me.actor, me.role)
        found = {one.id: one for one in excluding.list_customers(db, shop.id, page.ids)}
        people = tuple(CustomerTold(**brief_of(found[one], viewer)) for one in page.ids if one in found)
    return sent(ExcludedPeople(people=people, next=page.following))


def _find_waiting(db: Session, broadcast_id: int) -> Broadcast:
    row = find_broadcast(db, broadcast_id)
    try:
        check_waiting(row)
    except NotPossible as error:
        raise refuse(error, row) from error
    return row


def _tell(reason: str, count: int) -> ExclusionReason:
    says, advice = say_reason(reason, find_language())
    return ExclusionReason(reason=reason, count=count, says=says, advice=advice)
