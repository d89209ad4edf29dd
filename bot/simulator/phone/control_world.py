"""The control API of the world around the phones: clock, faults, approvals, the log, and beginning again."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from types import NoneType
from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from bot.simulator.phone.control import explain, guard, payload
from bot.simulator.traffic.inbound import Unsendable
from bot.simulator.world import accounts, contents
from bot.simulator.world.access import the_world
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.faults import KINDS, LONGEST, StagedFault

world_control = Blueprint("world_control", __name__, url_prefix="/sim")
world_control.before_request(guard)
world_control.register_error_handler(Unsendable, explain)
LONGEST_ADVANCE = 366 * 24 * 3600.0


@world_control.get("/clock")
def clock() -> ResponseReturnValue:
    world = the_world()
    return {"now": world.now(), "ahead_seconds": world.all_ahead, "pace_seconds": world.pace}


@world_control.post("/clock")
def move_clock() -> ResponseReturnValue:
    world, given = the_world(), payload()
    advance = _number(given, "advance_seconds", LONGEST_ADVANCE)
    pace = _number(given, "pace_seconds", LONGEST)
    if advance:
        world.advance(advance)
        world.hub.publish("", "clock")
    if pace is not None:
        world.pace = pace
    return clock()


@world_control.get("/faults")
def faults() -> ResponseReturnValue:
    return {"faults": [asdict(fault) for fault in the_world().faults.listed()], "kinds": list(KINDS)}


@world_control.post("/faults")
def add_fault() -> ResponseReturnValue:
    given = payload()
    count = given.get("count")
    if given.get("kind") not in KINDS:
        raise Unsendable(f"kind must be one of {', '.join(KINDS)}")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
        raise Unsendable("count must be a whole number above 0")
    fault = StagedFault(
        given["kind"],
        count,
        _number(given, "probability", 1.0),
        _number(given, "seconds", LONGEST) or 0.0,
        given.get("on") == "all",
    )
    the_world().faults.add(fault)
    the_world().hub.publish("", "faults")
    return faults()


@world_control.delete("/faults")
def clear_faults() -> ResponseReturnValue:
    the_world().faults.clear()
    the_world().hub.publish("", "faults")
    return faults()


@world_control.post("/contents/<sid>/approval")
def approve(sid: str) -> ResponseReturnValue:
    world, given = the_world(), payload()
    category = given.get("category")
    if category is not None and category not in contents.CATEGORIES:
        raise Unsendable(f"category must be one of {', '.join(contents.CATEGORIES)}")
    if (given.get("status") or not category) and given.get("status") not in contents.STATUSES:
        raise Unsendable(f"status must be one of {', '.join(contents.STATUSES)}")
    content = _content(sid)
    if given.get("status"):
        # Decided by hand: the automatic decision must not come after it.
        world.store.change("UPDATE contents SET submitted = NULL WHERE sid = ?", (sid,))
        contents.decide(world.store, sid, given["status"], str(given.get("reason", "")), world.now())
    if category:
        contents.recategorise(world.store, sid, category, world.now())
    return {"sid": sid, "status": given.get("status") or content.status, "category": category or content.category}


@world_control.post("/sender")
def change_sender() -> ResponseReturnValue:
    """Let WhatsApp think otherwise of the shop's number."""
    world, given = the_world(), payload()
    if not given or any(name not in world.sender or not isinstance(value, str) for name, value in given.items()):
        raise Unsendable(f"send {' or '.join(world.sender)}, each as text")
    world.sender |= {name: value[:60] for name, value in given.items()}
    return world.sender


@world_control.get("/accounts")
def list_accounts() -> ResponseReturnValue:
    """Every account of this Twilio, without what lets one in."""
    world = the_world()
    found = [asdict(one) for one in accounts.listed(world.store, world.settings)]
    return {"accounts": [{name: value for name, value in one.items() if name != "token"} for one in found]}


@world_control.post("/accounts")
def add_account() -> ResponseReturnValue:
    """Add an account with its numbers, or change what is said of one."""
    world, given = the_world(), payload()
    sid = str(given.pop("sid", ""))
    known = accounts.find(world.store, world.settings, sid) or accounts.SimAccount(sid, "", name="Own account")
    names = {field.name: type(getattr(known, field.name)) for field in fields(known)}
    if wrong := [name for name, value in given.items() if not isinstance(value, names.get(name, NoneType))]:
        raise Unsendable(f"{', '.join(wrong)}: send {', '.join(names)}")
    account = replace(known, **given)
    if not accounts.SID.fullmatch(sid) or not accounts.TOKEN.fullmatch(account.token):
        raise Unsendable("an account needs a sid like AC and 32 hex digits, and a token")
    if account.status not in accounts.STATUSES or account.kind not in accounts.KINDS:
        raise Unsendable(f"status is one of {', '.join(accounts.STATUSES)}, kind one of {', '.join(accounts.KINDS)}")
    accounts.keep(world.store, account)
    return list_accounts()


@world_control.get("/log")
def log() -> ResponseReturnValue:
    return {"log": the_world().hub.notes()}


@world_control.post("/reset")
def reset() -> ResponseReturnValue:
    the_world().reset()
    return "", 204


def _content(sid: str) -> contents.Content:
    world = the_world()
    try:
        return contents.fetch(world.store, sid, world.now(), world.approval_seconds)
    except TwilioError:
        abort(404)


def _number(given: dict[str, Any], name: str, largest: float) -> float | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= largest:
        raise Unsendable(f"{name} must be a number from 0 to {largest:g}")
    return float(value)
