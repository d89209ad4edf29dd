"""Who is let in by which door: a key of the shop's own system, or somebody of its people who is logged in."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from flask import Request, current_app, g, request

from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.domain.access import Permission, StaffRole
from bot.services.shop import api_keys
from bot.services.staff import sessions
from bot.services.staff.accounts import read_permissions
from bot.services.staff.audit import Actor

Route = TypeVar("Route", bound=Callable[..., object])
PER_SECOND = 100
CSRF_HEADER, IDLE_HEADER = "X-CSRF-Token", "X-Idle-Seconds"
# What kinds of refusals are called, where a page acts on one.
PROOF_NEEDED, CODE_NEEDED = "proof-needed", "code-needed"
_BEARER = re.compile(r"Bearer +(dk_[A-Za-z0-9_-]{20,100})", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,6}", re.ASCII)
_READS = ("GET", "HEAD", "OPTIONS")
# Route's function -> the permission it needs; None: open to everybody. A route that is not here lets nobody in.
NEEDED: dict[str, Permission | None] = {}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: everything seen or changed is of `merchant_id`. `role` and `token` are those of a session."""

    actor: Actor
    permissions: frozenset[str]
    role: StaffRole | None = None
    token: str = ""
    proven_at: datetime | None = None  # when whoever has the session last showed who they are

    @property
    def merchant_id(self) -> int:
        """The shop of whoever calls."""
        return self.actor.merchant_id


def needs(permission: Permission | None) -> Callable[[Route], Route]:
    """Name the permission a route needs; None opens it to everybody."""

    def noted(function: Route) -> Route:
        if function.__name__ in NEEDED:
            raise ValueError(f"two routes are called {function.__name__}")
        NEEDED[function.__name__] = permission
        return function

    return noted


def find_need(endpoint: str) -> Permission | None:
    """Return what the route of an endpoint ("api.events.take_events") needs."""
    return NEEDED[endpoint.rpartition(".")[2]]


def let_in() -> None:
    """Find out who calls, before anything of the request is read.

    Raises:
        Problem: 401 by no key and no session that is good, 403 for what its bearer may not do, 429 too often.
    """
    permission = find_need(request.endpoint or "")
    if permission is None:
        return
    bot: Bot = current_app.extensions["bot"]
    who = _by_key(bot) if "Authorization" in request.headers else _by_session(bot)
    if permission not in who.permissions:
        raise Problem(403, "Not allowed", f"This needs the permission {permission}: an owner of the shop has it.")
    g.caller = who


def caller() -> Caller:
    """Return who calls; of a route that needs a permission."""
    found: Caller = g.caller
    return found


def check_fresh(now: datetime) -> None:
    """Refuse a session whose person has not shown lately who they are: it may be somebody else's by now.

    Raises:
        Problem: 403, of a type of its own.
    """
    proven = caller().proven_at
    if proven is None or proven < now - sessions.FRESH:
        detail = "Say once more who you are: POST /session/proof with your password, then repeat this."
        raise Problem(403, "Show who you are", detail, about=PROOF_NEEDED)


def cookie_name(bot: Bot) -> str:
    """Return the name of the session's cookie: by its prefix browsers take it over TLS and for this host alone."""
    return "__Host-dastak" if is_secure(bot) else "dastak"


def is_secure(bot: Bot) -> bool:
    """Whether browsers reach us over TLS; without it only on the machine itself, for trying out."""
    return bot.settings.public_url.startswith("https://")


def address_of(asked: Request) -> str:
    """Return whence a request comes: the last hop that our own proxy has written, or the other end itself."""
    hops = asked.headers.get("X-Forwarded-For", "").split(",")
    return hops[-1].strip() or asked.remote_addr or ""


def _by_key(bot: Bot) -> Caller:
    given = _BEARER.fullmatch(request.headers["Authorization"])
    if given is None:
        raise refuse("Send the header Authorization: Bearer dk_…, with a key made by `dastak api-key create`.")
    with bot.database.reading.begin() as db:
        key = api_keys.find(db, given[1])
    if key is None:
        raise refuse("This key is not known or was revoked. `dastak api-key create` makes another.")
    _keep_pace(bot, f"api.{key.id}")
    now = bot.now()
    if api_keys.is_stale(key, now):
        with bot.database.writing.begin() as db:
            api_keys.note_use(db, key.id, now)
    return Caller(Actor(key.merchant_id, api_key_id=key.id), frozenset(key.scopes))


def _by_session(bot: Bot) -> Caller:
    token, now = request.cookies.get(cookie_name(bot), ""), bot.now()
    with bot.database.reading.begin() as db:
        session = sessions.find_session(db, token, now) if token else None
        role = StaffRole(session.staff.role) if session else StaffRole.AGENT
        permissions = read_permissions(session.staff) if session else frozenset()
    if session is None:
        raise refuse("Log in (POST /session), or send the header Authorization: Bearer dk_… with a key.")
    if request.method not in _READS and not _has_csrf(token):
        raise Problem(403, "Not from our page", f"Send the header {CSRF_HEADER} with the csrf that GET /session told.")
    _keep_pace(bot, f"staff.{session.staff_id}")
    acted_at = max(now - _find_idle(), session.acted_at)
    if sessions.is_stale(session, acted_at, now):
        with bot.database.writing.begin() as db:
            sessions.note_seen(db, session.id, acted_at, now)
    return Caller(Actor(session.merchant_id, staff_id=session.staff_id), permissions, role, token, session.proven_at)


def _find_idle() -> timedelta:
    """For how long whoever has the session has done nothing, as the page tells of what it asks by itself."""
    told = request.headers.get(IDLE_HEADER, "")
    return timedelta(seconds=int(told)) if _SECONDS.fullmatch(told) else timedelta()


def _has_csrf(token: str) -> bool:
    given = request.headers.get(CSRF_HEADER, "")
    return hmac.compare_digest(given.encode(errors="replace"), sessions.make_csrf(token).encode())


def _keep_pace(bot: Bot, who: str) -> None:
    if not bot.bells.may_send(who, PER_SECOND):
        detail = f"{PER_SECOND} calls a second are taken: wait a second, or send several events in one call."
        raise Problem(429, "Too many requests", detail, headers={"Retry-After": "1"})


def refuse(detail: str) -> Problem:
    """Return the problem of whoever is not known."""
    return Problem(401, "Not authorized", detail, headers={"WWW-Authenticate": 'Bearer realm="Dastak"'})
