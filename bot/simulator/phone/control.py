"""The control API of the phones: who there is, what they write, and what they see, live."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from bot.simulator.phone import writing
from bot.simulator.traffic import delivery, inbound, views
from bot.simulator.traffic.inbound import Unsendable
from bot.simulator.world import ledger, phones
from bot.simulator.world.access import check_host, the_world
from bot.simulator.world.hub import Event, Full, Hub
from bot.simulator.world.phones import Phone

control = Blueprint("control", __name__, url_prefix="/sim")
HEARTBEAT = 15.0
LONGEST_WAIT = 30.0


@control.before_request
def guard() -> ResponseReturnValue | None:
    # There is no login: the simulator must only ever listen on loopback.
    if not check_host():
        return {"error": "the simulator answers to its own names only"}, 403
    # A foreign page can post a form, but not JSON, without asking the browser first (CSRF).
    if request.method not in ("GET", "HEAD") and request.mimetype != "application/json":
        return {"error": "send Content-Type: application/json"}, 415
    return None


@control.get("/phones")
def listed() -> ResponseReturnValue:
    world = the_world()
    rows = [views.phone(world, phone) for phone in phones.listed(world.store)]
    return {"phones": rows, "channels": {name: world.shop_address(name) for name in writing.CHANNELS}}


@control.post("/phones")
def add() -> ResponseReturnValue:
    world, given = the_world(), payload()
    number = str(given.get("number", "")).replace(" ", "")
    if not phones.E164.fullmatch(number):
        raise Unsendable("number must be like +919812345678")
    known = phones.find(world.store, number)
    place = len(phones.listed(world.store))
    phones.add(world.store, number, str(given.get("name", ""))[:60], str(given.get("locale", "en"))[:10], place=place)
    phone = phones.reach(world.store, number)
    world.hub.publish(number, "phone", settings=views.phone(world, phone))
    return views.phone(world, phone), 200 if known else 201


@control.post("/phones/<number>")
def change(number: str) -> ResponseReturnValue:
    world, given = the_world(), payload()
    if not given or any(name not in phones.SETTINGS or not isinstance(value, bool) for name, value in given.items()):
        raise Unsendable(f"settings are {', '.join(phones.SETTINGS)}, each true or false")
    phones.change(world.store, _phone(number).number, given)
    changed = views.phone(world, _phone(number))
    world.hub.publish(number, "phone", settings=changed)
    return changed


@control.post("/phones/<number>/messages")
def write(number: str) -> ResponseReturnValue:
    world, phone = the_world(), _phone(number)
    message = inbound.send(world, phone, writing.read(world, phone, payload()))
    return {"sid": message.sid}, 201


@control.post("/phones/<number>/read")
def read(number: str) -> ResponseReturnValue:
    given = payload()
    upto = given.get("upto")
    if given.get("channel") not in writing.CHANNELS or not isinstance(upto, int) or not 0 <= upto < 2**53:
        raise Unsendable("read needs channel and upto, the seq of the last message seen")
    delivery.read(the_world(), _phone(number).number, given["channel"], upto)
    return "", 204


@control.get("/phones/<number>/messages")
def messages(number: str) -> ResponseReturnValue:
    world, phone = the_world(), _phone(number)
    channel, after = request.args.get("channel", ""), request.args.get("after", 0, int)
    wait = min(max(request.args.get("wait", 0.0, float), 0.0), LONGEST_WAIT)
    found: list[ledger.Message] = []

    def look() -> bool:
        found[:] = ledger.of_phone(world.store, phone.number, channel, min(max(after, 0), 2**53))
        return bool(found)

    if not look() and wait > 0:
        world.hub.wait_for(look, wait)
    return {"messages": [views.message(world, message) for message in found]}


@control.get("/stream")
def stream_all() -> ResponseReturnValue:
    return _stream("")


@control.get("/phones/<number>/stream")
def stream(number: str) -> ResponseReturnValue:
    return _stream(_phone(number).number)


@control.errorhandler(Unsendable)
def explain(error: Unsendable) -> ResponseReturnValue:
    return {"error": str(error)}, 400


def payload() -> dict[str, Any]:
    """The JSON object of this request."""
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise Unsendable("send a JSON object")
    return given


def _phone(number: str) -> Phone:
    phone = phones.find(the_world().store, number)
    if phone is None:
        abort(404)
    return phone


def _stream(phone: str) -> Response:
    hub, stack = the_world().hub, ExitStack()
    try:
        # Listen before the first byte goes out, so that a client which sees the stream open misses nothing.
        listener = stack.enter_context(hub.listen(phone))
    except Full:
        return Response("too many open streams\n", 503)
    response = Response(_events(hub, listener), mimetype="text/event-stream")
    response.call_on_close(stack.close)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _events(hub: Hub, listener: queue.SimpleQueue[Event]) -> Iterator[str]:
    yield "retry: 1000\n\n: hello\n\n"
    while not hub.closed:
        try:
            event = listener.get(timeout=HEARTBEAT)
        except queue.Empty:
            # Also how a page that went away is noticed.
            yield ": still here\n\n"
            continue
        yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
