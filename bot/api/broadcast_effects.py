"""What came of a broadcast, against who was held out; and another try for those with whom it may come right."""

from __future__ import annotations

from typing import Literal

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Numbered, Query
from bot.api.broadcast_shapes import BroadcastWhole
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, tell_whole
from bot.api.customer_shapes import CustomerTold
from bot.api.customers import brief_of
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.broadcasts import effects, retrying
from bot.services.broadcasts.effects import DAYS, LEAST_CONVERSIONS, MOST_DAYS, Effect, EffectCount
from bot.services.broadcasts.excluding import list_customers
from bot.services.staff import audit
from bot.services.staff.viewing import find_view

broadcast_effects = Group("broadcast_effects", __name__, "broadcasts")


class OutcomesQuery(Query):
    """For how many days after its start."""

    days: Number = Field(default=DAYS, ge=1, le=MOST_DAYS)


class EffectQuery(OutcomesQuery):
    """Who of those that did something."""

    effect: Effect
    held_out: Literal["yes", "no"] = "no"
    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class EffectPeople(Shown):
    """People who did something after a broadcast; `next` is null on the last page."""

    people: tuple[CustomerTold, ...]
    next: int | None


class OutcomeTold(Shown):
    """How many people did something: of those a message was written for, and of those who were held out.

    Shares and differences are from 0 to 1. `held_out` is null where nobody was held out, or who was cannot have done
    it. `low` and `high` are the ends of the 95 % interval of the difference (Newcombe 1998, method 10).
    """

    effect: Effect
    sent: int
    sent_share: float
    held_out: int | None
    held_out_share: float | None
    difference: float | None
    low: float | None
    high: float | None
    is_clear: bool = Field(description="Whether the interval leaves nothing out, that is, whether 0 is outside of it.")


class OutcomesTold(Shown):
    """What people did between the start of a broadcast and `until`; `is_whole`: that time has passed."""

    days: int
    since: Moment | None
    until: Moment | None
    is_whole: bool
    sent: int
    held_out: int
    orders: int = Field(description="How many people of both parts ordered.")
    is_few: bool = Field(description=f"Fewer than {LEAST_CONVERSIONS} people ordered: a difference may be chance.")
    outcomes: tuple[OutcomeTold, ...]


@broadcast_effects.get(f"{ONE_BROADCAST}/outcomes", responses=answers(OutcomesTold, 400, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast_outcomes(path: Numbered, query: OutcomesQuery) -> Response:
    """What people did after it: replies, taps, clicks, stops, blocks, orders, orders kept; against who was held out"""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.reading.begin() as db:
        found = effects.read_effects(db, find_broadcast(db, path.id), query.days, now)
    told = tuple(_tell(row, found.sent, found.held_out) for row in found.counts)
    whole = found.until is not None and found.until <= now
    numbers = {
        name: getattr(found, name) for name in ("days", "since", "until", "sent", "held_out", "orders", "is_few")
    }
    return sent(OutcomesTold(is_whole=whole, outcomes=told, **numbers))


@broadcast_effects.get(
    f"{ONE_BROADCAST}/outcomes/people", responses=answers(EffectPeople, 400, 401, 403, 404, 429, 503)
)
@needs(Permission.BROADCASTS_READ)
def list_outcome_people(path: Numbered, query: EffectQuery) -> Response:
    """The people behind a number of the outcomes"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        asked = (query.effect, query.days, query.held_out == "yes", query.after, query.limit)
        ids = effects.list_effect_people(db, find_broadcast(db, path.id), *asked, bot.now())
        viewer = find_view(db, me.actor, me.role)
        people = tuple(CustomerTold(**brief_of(one, viewer)) for one in list_customers(db, me.merchant_id, ids))
    return sent(EffectPeople(people=people, next=ids[-1] if len(ids) == query.limit else None))


@broadcast_effects.post(
    f"{ONE_BROADCAST}/retry", responses=answers(BroadcastWhole, 401, 403, 404, 409, 429, 503, status=201)
)
@needs(Permission.BROADCASTS_WRITE)
def retry_broadcast(path: Numbered) -> Response:
    """Write a draft for those with whom another try may come right, never for who was reached; once more, the same"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        parent = find_broadcast(db, path.id)
        try:
            row = retrying.retry_broadcast(db, parent, now)
        except retrying.NotRetried as error:
            raise Problem(409, "Cannot be tried again", str(error), present={"state": parent.state}) from error
        audit.record(db, me.actor, "broadcast.retry", f"broadcast:{path.id}", now, str(row.id))
        told = tell_whole(db, row, now)
    return sent(told, 201)


def _tell(row: EffectCount, sent_to: int, held_out: int) -> OutcomeTold:
    span = row.difference
    others = row.held_out
    return OutcomeTold(
        effect=row.effect,
        sent=row.sent,
        sent_share=row.sent / sent_to if sent_to else 0.0,
        held_out=others,
        held_out_share=None if others is None else others / held_out,
        difference=span.value if span else None,
        low=span.low if span else None,
        high=span.high if span else None,
        is_clear=row.is_clear,
    )
