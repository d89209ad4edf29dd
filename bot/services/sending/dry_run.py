"""A dry run: what a shop's rules would have told in the last days, to whom, and what would have been held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.notices import Moment, Notice
from bot.domain.rules import Rule, is_for
from bot.domain.sending import decide
from bot.services.moments import rules
from bot.services.moments.buyers import describe_buyer
from bot.services.notices import composing, conditions
from bot.services.sending import prospect as outlook

OF_SEGMENT = "not_in_segment"
_TRUE_THEN = frozenset({"still_so", "before_the_door", "not_moving", "not_arrived", "order_open", "cod_open"})


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message that a rule would have made. `outcome`: text, template, or why it would not have left.

    `text` is "" for what would not even have been written; `cost_micros` an estimate for what would have left.
    """

    due_at: datetime
    rule: str
    customer_id: int
    channel: str
    outcome: str
    text: str
    cost_micros: int = 0


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is to be played: to the rules of these names, the moments from `since` to `now`.

    `account`: whose templates there are; `public_url`: what links in the texts begin with.
    """

    names: frozenset[str]
    since: datetime
    now: datetime
    account: str
    public_url: str


def rehearse(db: Session, merchant_id: int, wanted: Rehearsal) -> Iterator[Rehearsed]:
    """Play moments to the named rules of a shop, switched off ones too, as things stand now.

    It writes what really telling would write: the caller rolls the transaction back.
    """
    mine = rules.read_rules(db, merchant_id)
    for rule in (mine[name] for name in mine if name in wanted.names):
        happened = select(Moment).where(Moment.merchant_id == merchant_id, Moment.kind == rule.moment)
        for moment in db.scalars(happened.where(Moment.at >= wanted.since - rule.after).order_by(Moment.at, Moment.id)):
            due_at = moment.at + rule.after
            if wanted.since <= due_at <= wanted.now:
                yield _one(db, moment, rule, due_at, wanted)


def _one(db: Session, moment: Moment, rule: Rule, due_at: datetime, wanted: Rehearsal) -> Rehearsed:
    reason = conditions.find_unmet(db, _to_check(rule), moment, wanted.now)
    if not is_for(rule.segment, describe_buyer(db, moment.customer, [rule], wanted.now)):
        reason = OF_SEGMENT
    notice = _as_if(db, moment, rule, due_at)
    conversation = None if reason else composing.open_conversation(db, notice, rule, wanted.now)
    if conversation is None:
        return Rehearsed(due_at, rule.name, moment.customer_id, "", reason or "no_address", "")
    row = composing.write(db, notice, rule, conversation, wanted.public_url, wanted.now)
    prospect = outlook.describe_prospect(db, row, wanted.account, due_at)
    decision = decide(prospect.outlook, due_at)
    cost = 0
    if decision.send_as is not None:
        outlook.estimate(row, prospect.template if decision.send_as == "template" else None, due_at)
        cost = row.cost_micros or 0
    outcome = decision.send_as or decision.held_because or ""
    return Rehearsed(due_at, rule.name, moment.customer_id, conversation.channel, outcome, row.text, cost)


def _to_check(rule: Rule) -> list[str]:
    """What is told at once was told of what was so then: where the parcel is now says nothing of that."""
    return [name for name in rule.only_if if rule.after or name not in _TRUE_THEN]


def _as_if(db: Session, moment: Moment, rule: Rule, due_at: datetime) -> Notice:
    known = db.scalars(select(Notice).where(Notice.moment_id == moment.id, Notice.rule == rule.name)).first()
    if known is not None:
        return known
    notice = Notice(
        merchant_id=moment.merchant_id,
        moment=moment,
        rule=rule.name,
        customer_id=moment.customer_id,
        due_at=due_at,
        expires_at=due_at + rule.expires,
    )
    db.add(notice)
    db.flush()
    return notice
