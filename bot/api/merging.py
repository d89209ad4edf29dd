"""Two customers who are one person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.customer_shapes import CustomerTold, CustomerWhole, MergeQuery, MergeTold, MergeWish, MovedTold, StandTold
from bot.api.customers import ONE, brief_of, find_theirs, tell_card
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.people import Customer
from bot.domain.access import Permission
from bot.domain.channels import Channel
from bot.domain.consent import PURPOSES
from bot.domain.masking import mask_numbers
from bot.services.desk.customer_card import find_customer
from bot.services.people.merging import MergePlan, NotOnePerson, count_theirs, merge_customers, plan_merge
from bot.services.staff import audit
from bot.services.staff.viewing import find_view

merging = Group("merging", __name__, "customers")


@merging.get(f"{ONE}/merge", responses=answers(MergeTold, 400, 401, 403, 404, 409, 429, 503))
@needs(Permission.CUSTOMERS_WRITE)
def foresee_merge(path: Numbered, query: MergeQuery) -> Response:
    """What two customers would come to as one; nothing is changed"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        kept, other = find_theirs(db, me.merchant_id, path.id), _find_other(db, me.merchant_id, query.other_id)
        with _refused():
            plan = plan_merge(db, kept, other)
        both = [CustomerTold(**brief_of(person, viewer)) for person in (kept, other)]
        told = MergeTold(
            kept=both[0],
            other=both[1],
            name=plan.name if viewer.sees_numbers else mask_numbers(plan.name),
            locale=plan.locale,
            birthday=plan.birthday,
            phones=tuple(phone for one in both for phone in one.phones),
            handles=tuple(handle for one in both for handle in one.handles),
            moved=MovedTold.model_validate(count_theirs(db, other)),
            consents=tuple(_stands(plan)),
        )
    return sent(told)


@merging.post(f"{ONE}/merge", responses=answers(CustomerWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CUSTOMERS_WRITE)
def merge_into(path: Numbered, body: MergeWish) -> Response:
    """Make all of another customer this one's: conversations, orders, points; a no of either stays. No taking back"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        kept = find_theirs(db, me.merchant_id, path.id)
        other = _find_other(db, me.merchant_id, body.other_id)
        is_done = other.merged_into == kept.id
        with _refused():
            merge_customers(db, kept, other, now)
        if not is_done:
            audit.record(db, me.actor, "customer.merge", f"customer:{kept.id}", now, f"customer:{other.id}")
        told = tell_card(db, kept, viewer)
    return sent(told)


def _find_other(db: Session, merchant_id: int, other_id: int) -> Customer:
    other = find_customer(db, merchant_id, other_id)
    if other is None:
        raise Problem(404, "No such customer", "Your shop has none by `other_id`: GET /customers lists them.")
    return other


@contextmanager
def _refused() -> Iterator[None]:
    """What is no one person is a 409 that says why."""
    try:
        yield
    except NotOnePerson as error:
        raise Problem(409, "Not one person", str(error)) from error


def _stands(plan: MergePlan) -> Iterator[StandTold]:
    for channel in Channel:
        for purpose in sorted(PURPOSES):
            agreed = True if purpose in plan.granted[channel] else None
            yield StandTold(
                channel=channel, purpose=purpose, agreed=False if purpose in plan.refused[channel] else agreed
            )
