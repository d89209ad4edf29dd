"""Templates that WhatsApp moved to a dearer category: an owner agrees, or has it asked anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.moments import MomentKind
from bot.domain.rules import Rule
from bot.services.accounts import own
from bot.services.moments.rules import read_rules
from bot.services.staff import audit
from bot.services.templates import moves

template_moves = Group("template_moves", __name__, "settings")
_BODY = (401, 403, 404, 413, 415, 422, 429, 503)


class MoveAnswered(Body):
    """Which sentence is meant, by its key."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,80}$")]


class RuleCalled(Shown):
    """A rule as pages name it: the title of one of the shop's own, else by its moment."""

    title: str
    moment: MomentKind


class MoveTold(Shown):
    """A sentence whose templates WhatsApp made dearer, in these languages.

    Until somebody agrees nothing leaves as them, so that `rules` stand still where a template is needed.
    Prices are of one message by our estimate, in millionths of the shop's currency.
    """

    key: str
    rules: tuple[str, ...]
    called: tuple[RuleCalled, ...]
    locales: tuple[str, ...]
    asked: str
    category: str
    moved_at: Moment | None
    agreed_at: Moment | None
    price_before_micros: int
    price_micros: int


class MoveList(Shown):
    """All that WhatsApp made dearer, what waits for a word first."""

    currency: str
    moved: tuple[MoveTold, ...]


@template_moves.get("/templates/moved", responses=answers(MoveList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_moved_templates() -> Response:
    """Templates that WhatsApp moved to a dearer category, with what they stop and what they cost now"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, bot)
    return sent(told)


@template_moves.post("/templates/moved/agree", responses=answers(MoveList, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def agree_to_moved_template(body: MoveAnswered) -> Response:
    """Let a sentence leave at its new price; what waited for that leaves"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    staff_id = me.actor.staff_id
    return _answer(
        "agree", body, lambda db, account: moves.accept_move(db, me.merchant_id, account, body.key, staff_id, now)
    )


@template_moves.post("/templates/moved/ask", responses=answers(MoveList, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def ask_for_moved_template(body: MoveAnswered) -> Response:
    """Ask WhatsApp once more for the category that was asked for first"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    return _answer("ask", body, lambda db, account: moves.ask_anew(db, me.merchant_id, account, body.key, now))


def _answer(what: str, body: MoveAnswered, act: Callable[[Session, str], None]) -> Response:
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        try:
            act(db, own.find_account(db, caller().merchant_id, bot.settings.twilio_account_sid))
        except moves.NotMoved as error:
            raise Problem(404, "Nothing waits", "WhatsApp moved none of it, or somebody has answered.") from error
        audit.record(db, caller().actor, f"template.{what}", f"template:{body.key}", bot.now())
        told = _tell(db, bot)
    return sent(told)


def _tell(db: Session, bot: Bot) -> MoveList:
    shop = db.get_one(Merchant, caller().merchant_id)
    found = moves.list_moved(db, shop, own.choose_account(shop, bot.settings.twilio_account_sid), bot.now().date())
    mine = read_rules(db, shop.id)
    return MoveList(currency=shop.currency, moved=tuple(_tell_one(one, mine) for one in found))


def _tell_one(one: moves.MovedTemplate, mine: Mapping[str, Rule]) -> MoveTold:
    called = tuple(RuleCalled(title=mine[name].title, moment=mine[name].moment) for name in one.rules)
    return MoveTold(**asdict(one), called=called)
