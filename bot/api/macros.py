"""Macros: listed with what they do, made, changed, run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import Desk, at_desk
from bot.api.bulk_shapes import find_lack, write_values
from bot.api.canned import begin_deed, change_ready, check_may_keep, fill_for, moved_on, name_taken
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_told import tell_conversations
from bot.api.macro_shapes import (
    MacroAction,
    MacroChange,
    MacroList,
    MacroMade,
    MacroRan,
    MacroRun,
    MacroTold,
)
from bot.api.macros_told import find_macro, tell_macro
from bot.api.order_action_shapes import ActionWish
from bot.api.order_actions import act_on
from bot.api.problems import Problem, wrong_field
from bot.api.replies import nobody_there, tell_answered
from bot.api.taking import refusal
from bot.api.thread_told import tell_row
from bot.bootstrap import Bot
from bot.db.canned import CannedReply, Macro
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Permission
from bot.domain.bulk import BulkAction
from bot.domain.order_actions import OrderAction
from bot.services.canned import filling, keeping
from bot.services.canned import macros as kept
from bot.services.desk.deeds import SAID, NotDone
from bot.services.desk.replies import AnsweredSince, NobodyThere, WindowShut
from bot.services.desk.taking import Bound
from bot.services.orders.finding import find_by_id
from bot.services.orders.views import OrderView
from bot.services.staff import audit
from bot.tasks.names import SEND

macros = Group("macros", __name__, "macros")
_ONE = f"/macros/<int(min=1,max={LARGEST_ID}):id>"


@macros.get("/macros", responses=answers(MacroList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_macros() -> Response:
    """Macros of the shop and of the caller, with what they do"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        told = tuple(tell_macro(db, row) for row in keeping.list_kept(db, Macro, me.merchant_id, me.actor.staff_id))
    return sent(MacroList(macros=told))


@macros.post("/macros", responses=answers(MacroTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.CONVERSATIONS_WRITE)
def add_macro(body: MacroMade) -> Response:
    """Make a macro; its name is its owner's once"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    values = {"name": body.name, "canned_id": body.canned_id, "actions": write_actions(body.actions)}
    if body.canned_id is None and not body.actions:
        raise wrong_field("actions", "are none, and there is no answer", "send canned_id, actions or both")
    with bot.database.writing.begin() as db:
        _check_canned(db, body.canned_id)
        owner_id = me.actor.staff_id if body.mine else None
        check_may_keep(owner_id)
        try:
            told = tell_macro(db, keeping.keep(db, Macro, me.merchant_id, owner_id, values, begin_deed()))
        except keeping.NameTaken as error:
            raise name_taken() from error
        audit.record(db, me.actor, "macro.add", f"macro:{told.id}", bot.now())
    return sent(told, 201)


@macros.patch(_ONE, responses=answers(MacroTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def change_macro(path: Numbered, body: MacroChange) -> Response:
    """Change a macro"""
    bot: Bot = current_app.extensions["bot"]
    changes = body.model_dump(include={"canned_id"}, exclude_unset=True)
    if body.name is not None:
        changes["name"] = body.name
    if "actions" in body.model_fields_set:
        changes["actions"] = write_actions(body.actions)
    with bot.database.writing.begin() as db:
        row = find_macro(db, path.id)
        check_may_keep(row.staff_id)
        _check_canned(db, body.canned_id)
        changed = change_ready(db, row, body.version, changes)
        row = find_macro(db, path.id)
        told = tell_macro(db, row)
        if not changed:
            raise moved_on(told)
        audit.record(db, caller().actor, "macro.change", f"macro:{row.id}", bot.now())
    return sent(told)


@macros.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CONVERSATIONS_WRITE)
def drop_macro(path: Numbered) -> Response:
    """Let a macro go"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        row = find_macro(db, path.id)
        check_may_keep(row.staff_id)
        keeping.drop_kept(db, row, bot.now())
        audit.record(db, caller().actor, "macro.delete", f"macro:{path.id}", bot.now())
    return Response(status=204)


@macros.post(f"{_ONE}/run", responses=answers(MacroRan, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def run_macro(path: Numbered, body: MacroRun) -> Response:
    """Send a macro's answer and do all its actions, or nothing; the answer can be taken back as any message"""
    bot: Bot = current_app.extensions["bot"]
    asked = kept.RunAsked(body.conversation_id, body.version, body.seen)
    try:
        with at_desk() as desk:
            row = find_macro(desk.db, path.id)
            before = desk.see(body.conversation_id).version
            _act(desk, row, body)
            asked = replace(asked, version=asked.version + desk.see(body.conversation_id).version - before)
            reply = _fill(desk, row, desk.see(body.conversation_id))
            changed, written = _run(desk, row, asked, reply)
            told = MacroRan(
                conversation=tell_conversations(desk.db, [changed], desk.viewer, desk.now)[0],
                message=tell_row(desk.db, written) if written else None,
            )
            wait, written_id = ((written.not_before or desk.now) - desk.now, written.id) if written else (None, 0)
    except NotDone as error:
        raise Problem(422, "Nothing was done", f"One of its actions cannot be done here: {SAID[error.why]}.") from error
    if wait is not None:
        bot.bells.ring(SEND, written_id, after=wait)
    return sent(told)


def _act(desk: Desk, row: Macro, body: MacroRun) -> None:
    """Do what a macro does about an order, once for the conversation as the caller saw it."""
    wanted = kept.list_orders(row)
    if not wanted:
        return
    if Permission.ORDERS_WRITE not in caller().permissions:
        raise Problem(403, "Not for you", "This macro does something about an order: orders.write is needed.")
    view = _find_order(desk, desk.see(body.conversation_id), body.order_id)
    for place, values in enumerate(wanted):
        given = {name: values.get(name) or getattr(body, name) for name in ("detail", "points", "code")}
        wish = ActionWish(action=OrderAction(values["order"]), tell=values.get("tell", True), **given)
        # With blanks, as no key that is sent to us.
        act_on(desk.db, view, wish, f"macro {row.id} {body.conversation_id} {body.version} {place}")


def _find_order(desk: Desk, conversation: Conversation, order_id: int | None) -> OrderView:
    if order_id is None:
        view = filling.find_order_meant(desk.db, conversation, desk.now)
    else:
        view = find_by_id(desk.db, desk.viewer.merchant_id, order_id, desk.now)
    if view is None or view.customer_id != conversation.customer_id:
        raise wrong_field("order_id", "is of no order of this customer", "GET /customers/{id}/orders lists them")
    return view


def _run(
    desk: Desk, row: Macro, asked: kept.RunAsked, reply: str | None
) -> tuple[Conversation, OutgoingMessage | None]:
    try:
        done = kept.run_macro(desk.db, desk.viewer, row, asked, reply, desk.now)
    except AnsweredSince as error:
        raise tell_answered(desk.db, error, desk.viewer, desk.now) from error
    except Bound as error:
        raise refusal(desk.db, error, desk.viewer, desk.now) from error
    except NobodyThere as error:
        raise nobody_there() from error
    except WindowShut as error:
        raise Problem(422, "Nothing was done", "WhatsApp's 24 hours are over: send a template instead.") from error
    desk.db.flush()
    return done


def _fill(desk: Desk, row: Macro, conversation: Conversation) -> str | None:
    canned = None
    if row.canned_id is not None:
        canned = keeping.find_kept(desk.db, CannedReply, desk.viewer.merchant_id, desk.viewer.staff_id, row.canned_id)
    if canned is None:
        return None
    filled = fill_for(desk.db, canned, conversation, None)
    if filled.empty:
        detail = f"Its answer has nothing to say for {', '.join(filled.empty)} here: write it yourself."
        raise Problem(422, "Nothing was done", detail)
    return filled.text


def write_actions(actions: Sequence[MacroAction]) -> list[dict[str, Any]]:
    """Return what a macro does as it is kept.

    Raises:
        Problem: 422 for an action that lacks what it needs.
    """
    for one in actions:
        if isinstance(one.action, BulkAction):
            lack = find_lack(one.action, one.values)
            if lack is not None:
                raise wrong_field("actions", *lack[1:])
        elif one.values.order is None:
            raise wrong_field("actions", "name nothing about an order", "send values.order, like refund")
    return [{"action": one.action, "values": write_values(one.values)} for one in actions]


def _check_canned(db: Session, canned_id: int | None) -> None:
    me = caller()
    if (
        canned_id is not None
        and keeping.find_kept(db, CannedReply, me.merchant_id, me.actor.staff_id, canned_id) is None
    ):
        raise wrong_field("canned_id", "is of no answer of yours", "GET /canned lists them")
