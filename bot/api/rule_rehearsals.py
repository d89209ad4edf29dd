"""Rules played over the last days: who would have got what; nothing is sent, and nothing kept."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from datetime import timedelta

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import wrong_field
from bot.api.rule_shapes import RehearsalTold, RehearsedTold, RuleRehearsed
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.services.accounts import own
from bot.services.moments.rules import read_rules
from bot.services.sending.dry_run import Rehearsal, Rehearsed, rehearse

rule_rehearsals = Group("rule_rehearsals", __name__, "settings")
# It writes as really telling would, and takes it back: others wait for it no longer than this.
MOST_SECONDS, MOST, SHOWN = 3.0, 1_000, 50
_LEAVE = ("text", "template")


@rule_rehearsals.post("/rules/rehearsals", responses=answers(RehearsalTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def rehearse_rules(body: RuleRehearsed) -> Response:
    """Play rules over the last days: all that are on, or the named ones; nothing is sent, and nothing kept"""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.writing() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        mine = read_rules(db, shop.id)
        if unknown := sorted(set(body.names) - mine.keys()):
            raise wrong_field("names", f"{unknown[0]} is no rule", "GET /rules lists them")
        names = frozenset(body.names) or frozenset(name for name, rule in mine.items() if rule.active)
        account = own.choose_account(shop, bot.settings.twilio_account_sid)
        wanted = Rehearsal(names, now - timedelta(days=body.days), now, account, bot.settings.public_url)
        played, whole = _play(db, shop.id, wanted)
        told = _tell(db, shop, played, whole=whole)
        db.rollback()
    return sent(told)


def _play(db: Session, merchant_id: int, wanted: Rehearsal) -> tuple[list[Rehearsed], bool]:
    until, played = time.monotonic() + MOST_SECONDS, list[Rehearsed]()
    for one in rehearse(db, merchant_id, wanted):
        played.append(one)
        if len(played) == MOST or time.monotonic() > until:
            return played, False
    return played, True


def _tell(db: Session, shop: Merchant, played: list[Rehearsed], *, whole: bool) -> RehearsalTold:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in played:
        counts[one.rule][one.outcome] += 1
    leaving = [one for one in played if one.outcome in _LEAVE]
    shown = [*leaving, *(one for one in played if one.outcome not in _LEAVE)][:SHOWN]
    return RehearsalTold(
        counts={rule: dict(some) for rule, some in counts.items()},
        would_leave=len(leaving),
        people=len({one.customer_id for one in leaving}),
        messages=tuple(_tell_one(db, one) for one in shown),
        cost_micros=sum(one.cost_micros for one in played),
        currency=shop.currency,
        whole=whole,
    )


def _tell_one(db: Session, one: Rehearsed) -> RehearsedTold:
    name = db.get_one(Customer, one.customer_id).name
    return RehearsedTold(
        due_at=one.due_at,
        rule=one.rule,
        customer_id=one.customer_id,
        customer=name,
        channel=one.channel,
        outcome=one.outcome,
        text=one.text,
    )
