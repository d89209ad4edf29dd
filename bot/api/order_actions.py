"""What the shop's people do about an order: offered, and done once for each Idempotency-Key."""

from __future__ import annotations

import secrets

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered, Once
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.order_action_shapes import ActionOffered, ActionsOffered, ActionTold, ActionWish
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.desk import OrderActionTaken
from bot.db.engine import Session
from bot.domain.access import Permission, StaffRole
from bot.domain.order_actions import ASKS, EFFECTS, FINAL, NEEDS, POINTS_OF_ANYBODY, Hindrance, OrderAction
from bot.domain.requests import POSSIBLE, reference
from bot.services.desk import order_actions as actions
from bot.services.desk.order_actions import Wish
from bot.services.orders.finding import find_by_id
from bot.services.orders.views import OrderView
from bot.services.staff import audit
from bot.services.storefront import tracking

order_actions = Group("order_actions", __name__, "orders")
PATH = f"/orders/<int(min=1,max={LARGEST_ID}):id>/actions"

_WHY_NOT = {
    Hindrance.WINDOW_SHUT: "WhatsApp's 24 hours are over: send a template, and ask once they have written.",
    Hindrance.ONE_WAY: "SMS here is one-way: the customer can't answer it.",
    Hindrance.NO_CONVERSATION: "There is no conversation with this customer yet.",
}


@order_actions.get(PATH, responses=answers(ActionsOffered, 401, 403, 404, 429, 503))
@needs(Permission.ORDERS_READ)
def list_actions(path: Numbered) -> Response:
    """What can be done about an order as it stands"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        view = _view(db, bot, path.id)
        told = tuple(
            ActionOffered(
                action=one,
                needs=NEEDS.get(one),
                effect=EFFECTS[one],
                is_final=one in FINAL,
                owner_only=_is_owners(db, view, one),
                asks=one in ASKS,
                hindrance=actions.find_hindrance(db, caller().merchant_id, view.customer_id, one, bot.now()),
            )
            for one in actions.list_offered(view)
        )
    return sent(ActionsOffered(actions=told, points_at_most=_points_at_most()))


@order_actions.post(PATH, responses=answers(ActionTold, 400, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.ORDERS_WRITE)
def take_action(header: Once, path: Numbered, body: ActionWish) -> Response:
    """Do something about an order, and tell its customer in their language unless `tell` is false"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        told = ActionTold.model_validate(act_on(db, _view(db, bot, path.id), body, header.idempotency_key))
    return sent(told)


def act_on(db: Session, view: OrderView, body: ActionWish, key: str) -> OrderActionTaken:
    """Do something about an order as whoever calls, once for its key.

    Raises:
        Problem: it lacks what it needs, is more than they may do, or comes too late.
    """
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    _check(body)
    if _is_owners(db, view, body.action):
        detail = "More money would go back than anybody may decide: an owner of the shop does it."
        raise Problem(403, "More than you may pay back", detail)
    try:
        row = actions.take_action(db, me.merchant_id, view, _wish(db, bot, view, body, key), now)
    except actions.KeyTaken as error:
        detail = "This Idempotency-Key was sent before for something else. Use a new one for each action."
        raise Problem(409, "Key used before", detail) from error
    except actions.OutOfStage as error:
        raise _too_late(view) from error
    except actions.NoSuchCode as error:
        raise wrong_field("code", "is the code of no offer that runs", "choose one of the shop's offers") from error
    except actions.CannotAsk as error:
        raise Problem(409, "They cannot be asked now", _WHY_NOT[error.why]) from error
    if row.outcome != "done":
        raise _too_late(view)
    audit.record(db, me.actor, f"order.{body.action}", f"order:{view.id}", now)
    return row


def _too_late(view: OrderView) -> Problem:
    detail = f"The order is {view.stage}: `present` says what can be done now, GET {{id}}/actions what comes of it."
    return Problem(409, "Too late", detail, present={"stage": view.stage, "offered": actions.list_offered(view)})


def _wish(db: Session, bot: Bot, view: OrderView, body: ActionWish, key: str) -> Wish:
    me, page = caller(), ""
    if body.action == OrderAction.SEND_TRACKING:
        opened = tracking.open_for(db, me.merchant_id, view.id, secrets.token_urlsafe(24), bot.now())
        page = f"{bot.settings.public_url}/t/{opened}"
    return Wish(
        action=body.action,
        key=key,
        staff_id=me.actor.staff_id,
        detail=body.detail,
        points=body.points,
        code=body.code,
        tells=body.tell,
        page=page,
        reference=reference(secrets.randbelow(POSSIBLE)),
    )


def _check(body: ActionWish) -> None:
    needed = NEEDS.get(body.action)
    if needed and not getattr(body, needed):
        raise wrong_field(needed, "is missing", f"{body.action} needs it")
    most = _points_at_most()
    if most is not None and body.points > most:
        detail = f"Up to {most} points are given by anybody: an owner of the shop gives more."
        raise Problem(403, "More than you may give", detail)


def _has_limits() -> bool:
    return caller().role in (StaffRole.AGENT, StaffRole.MARKETER)


def _points_at_most() -> int | None:
    """How many points whoever calls may give at once; None: any number."""
    return POINTS_OF_ANYBODY if _has_limits() else None


def _is_owners(db: Session, view: OrderView, action: OrderAction) -> bool:
    return _has_limits() and actions.is_over_limit(db, caller().merchant_id, view, action)


def _view(db: Session, bot: Bot, order_id: int) -> OrderView:
    found = find_by_id(db, caller().merchant_id, order_id, bot.now())
    if found is None:
        raise Problem(404, "No such order", "Your shop has none by this id: GET /customers/{id}/orders lists them.")
    return found
