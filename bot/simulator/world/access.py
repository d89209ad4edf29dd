"""Who may call what: Basic auth for the API, loopback names for the control pages; and faults that strike a call."""

from __future__ import annotations

import hmac
import socket
import time
from urllib.parse import urlsplit

from flask import Response, current_app, g, request

from bot.simulator.world import accounts
from bot.simulator.world.accounts import SimAccount
from bot.simulator.world.errors import TwilioError
from bot.simulator.world.faults import LONGEST
from bot.simulator.world.world import World

FAULT_CODES = {"429": 20429, "500": 20500, "503": 20503}


def the_world() -> World:
    """The simulator that serves this request."""
    world: World = current_app.extensions["simulator"]
    return world


def check_credentials() -> None:
    """Basic auth with an account's SID and token, as for every Twilio product.

    Raises:
        TwilioError: 20003; 20005 for what an account that is not active asks besides itself.
    """
    world, given = the_world(), request.authorization
    if given is None or given.type != "basic":
        raise TwilioError(20003)
    account = accounts.find(world.store, world.settings, given.username or "")
    if account is None or not hmac.compare_digest((given.password or "").encode(), account.token.encode()):
        raise TwilioError(20003)
    if (request.view_args or {}).get("account", account.sid) != account.sid:
        raise TwilioError(20003)
    if account.status != "active" and request.endpoint != "account.show":
        raise TwilioError(20005)
    g.account = account


def the_account() -> SimAccount:
    """The account whose credentials this request has."""
    account: SimAccount = g.account
    return account


def strike() -> Response | None:
    """Let the faults in force strike this call before it does anything."""
    faults = the_world().faults
    sending = request.endpoint == "messages.create"
    delay = faults.take("delay", sending)
    if delay:
        time.sleep(min(delay.seconds, LONGEST))
    for kind, code in FAULT_CODES.items():
        if faults.take(kind, sending):
            raise TwilioError(code)
    if faults.take("drop_connection", sending):
        return hang_up()
    return None


def strike_after() -> Response | None:
    """The message is accepted, and its sender will never hear of it."""
    fault = the_world().faults.take("timeout_after_accept")
    if fault is None:
        return None
    time.sleep(min(fault.seconds, LONGEST))
    return hang_up()


def hang_up() -> Response:
    """Close the connection without an answer."""
    connection = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        raise ConnectionAbortedError
    connection.shutdown(socket.SHUT_RDWR)
    return Response(status=502)


def check_host() -> bool:
    """Whether the page was asked for by a name of our own.

    The control pages have no login. A foreign web page could reach loopback by a name that it
    points at 127.0.0.1 (DNS rebinding); such a request carries that foreign name.
    """
    settings = the_world().settings
    named = {urlsplit(url).hostname for url in (settings.public_url, settings.twilio_api_url or "")}
    asked = urlsplit(f"//{request.host}").hostname
    return asked in {"127.0.0.1", "localhost", "::1"} | named
