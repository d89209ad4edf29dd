"""The rules by which customers hear of what happens: seen with what they did, changed, made, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong, wrong_field
from bot.api.rule_shapes import RuleChanged, RuleList, RuleMade, RuleName, RuleSet, RuleTold
from bot.api.rules_told import tell_list, tell_rules
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.own_rules import list_moments
from bot.domain.rules import BadRule, Rule
from bot.services.catalogue.unkept import list_unkept
from bot.services.moments import own_rules
from bot.services.moments import rules as shop_rules
from bot.services.moments.kept import read_kept
from bot.services.staff import audit
from bot.services.templates.own_words import list_own_slips
from bot.shops.own.faults import Fault

rules = Group("rules", __name__, "settings")
_BODY = (401, 403, 409, 413, 415, 422, 429, 503)


@rules.get("/rules", responses=answers(RuleList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_rules() -> Response:
    """Every rule as it is in force, with its templates and what it did in the last 30 days"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tell_list(db, db.get_one(Merchant, caller().merchant_id), bot.now())
    return sent(told)


@rules.post("/rules", responses=answers(RuleTold, *_BODY, status=201))
@needs(Permission.SETTINGS_WRITE)
def add_rule(body: RuleMade) -> Response:
    """Make a rule of the shop's own, switched off, of a known moment and words of its own"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    if body.moment not in list_moments():
        raise wrong_field("moment", "is told by no rule", f"write one of {', '.join(list_moments())}")
    made = own_rules.OwnRule(
        body.title.strip(), body.moment, body.purpose, body.texts, body.delay_seconds, body.segment, body.hours
    )
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        _check_words(db, shop, body.moment, body.texts)
        try:
            rule = own_rules.add_rule(db, shop.id, made, bot.now())
        except own_rules.TitleTaken as error:
            raise _title_taken() from error
        except own_rules.TooManyRules as error:
            raise wrong_field("title", f"there are {own_rules.MOST} already", "drop one first") from error
        except BadRule as error:
            raise _bad(error) from error
        audit.record(db, me.actor, "rule.add", f"rule:{rule.name}", bot.now())
        [told] = tell_rules(db, shop, bot.now(), [rule.name])
    return sent(told, 201)


@rules.patch("/rules/<name>", responses=answers(RuleChanged, 404, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def change_rule(path: RuleName, body: RuleSet) -> Response:
    """Switch a rule, delay it, say when and to whom; reword one of the shop's own"""
    bot: Bot = current_app.extensions["bot"]
    me, changes = caller(), body.model_dump(exclude_none=True, exclude={"version"})
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        rule = _find(db, shop.id, path.name)
        if not rule.is_own and (body.title or body.texts):
            raise wrong_field("texts", "is of a standard rule", "word it by PUT /sentences/{key}/{locale}")
        _lock(db, shop, path.name, body.version)
        try:
            shop_rules.change(
                db,
                shop.id,
                path.name,
                active=body.active,
                delay_seconds=body.delay_seconds,
                segment=body.segment,
                hours=body.hours,
            )
        except BadRule as error:
            raise _bad(error) from error
        _reword(db, shop, rule, body)
        audit.record(db, me.actor, "rule.change", f"rule:{path.name}", bot.now(), _say(changes))
        [told] = tell_rules(db, shop, bot.now(), [path.name])
        unkept = list_unkept(db, shop.id, read_kept(db, shop.id))
    return sent(RuleChanged(rule=told, unkept=tuple(unkept)))


@rules.delete("/rules/<name>", responses=answers(None, 401, 403, 404, 422, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def drop_rule(path: RuleName) -> Response:
    """Drop a rule of the shop's own; what it told stays told"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        rule = _find(db, me.merchant_id, path.name)
        if not rule.is_own:
            raise Problem(404, "Not yours to drop", "A standard rule is switched off: PATCH it with active false.")
        version = own_rules.read_versions(db, me.merchant_id)[path.name]
        own_rules.drop_rule(db, me.merchant_id, path.name, version, bot.now())
        audit.record(db, me.actor, "rule.drop", f"rule:{path.name}", bot.now())
    return Response(status=204)


def _find(db: Session, merchant_id: int, name: str) -> Rule:
    rule = shop_rules.read_rules(db, merchant_id).get(name)
    if rule is None or rule.dropped:
        raise Problem(404, "No such rule", "The shop has no rule of this name: GET /rules lists them.")
    return rule


def _lock(db: Session, shop: Merchant, name: str, version: int) -> None:
    bot: Bot = current_app.extensions["bot"]
    try:
        own_rules.lock_version(db, shop.id, name, version)
    except own_rules.RuleMoved as error:
        [told] = tell_rules(db, shop, bot.now(), [name])
        detail = f"Somebody changed it meanwhile: it is at version {told.version} by now."
        raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json")) from error


def _reword(db: Session, shop: Merchant, rule: Rule, body: RuleSet) -> None:
    bot: Bot = current_app.extensions["bot"]
    if body.title is None and body.texts is None:
        return
    texts = body.texts if body.texts is not None else own_rules.read_texts(db, shop.id, rule.name)
    _check_words(db, shop, rule.moment, texts)
    try:
        own_rules.reword_rule(db, shop.id, rule.name, (body.title or rule.title).strip(), texts, bot.now())
    except own_rules.TitleTaken as error:
        raise _title_taken() from error


def _check_words(db: Session, shop: Merchant, moment: str, texts: Mapping[str, str]) -> None:
    bot: Bot = current_app.extensions["bot"]
    slips = list_own_slips(db, shop, moment, texts, bot.now())
    if slips:
        faults = (Fault(("texts", locale), one.problem, one.remedy) for locale, some in slips.items() for one in some)
        raise wrong(*faults)


def _title_taken() -> Problem:
    taken = Fault(("title",), "is that of another rule", "choose another title, or change that one")
    return Problem(409, "There already", "There is a rule of this title: choose another.", (taken,))


def _bad(error: BadRule) -> Problem:
    field, _, remedy = str(error).partition(": ")
    place = ("hours",) if field == "hours" else ("segment", field) if remedy else ("segment",)
    return wrong(Fault(place, field if not remedy else "cannot be", remedy or str(error)))


def _say(changes: Mapping[str, Any] | Sequence[str]) -> str:
    return " ".join(sorted(changes))
