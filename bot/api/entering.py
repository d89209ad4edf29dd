"""How somebody comes in: tries are counted, codes checked, and what opens a session is the same by every way."""

from __future__ import annotations

import secrets
from typing import NoReturn

from flask import Response, request

from bot.addresses import find_live
from bot.api.access import CODE_NEEDED, address_of, caller, cookie_name, is_secure, refuse
from bot.api.answers import sent
from bot.api.problems import Problem
from bot.api.staff_shapes import SessionTold, StaffTold
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.domain.access import PERMISSIONS, StaffRole
from bot.services.connections.vault import Sealed
from bot.services.staff import accounts, attempts, audit, passwords, sessions, totp
from bot.shops.own.faults import Fault


def count_try(bot: Bot, account: str, address: str) -> None:
    """Count a try before anything of it is looked at.

    Raises:
        Problem: 429, there were too many.
    """
    with bot.database.writing.begin() as db:
        allowed = attempts.take_attempt(db, account, address, bot.now())
    if not allowed:
        detail = "Too many tries: wait a quarter of an hour, or ask an owner of the shop for a link."
        raise Problem(429, "Too many tries", detail, headers={"Retry-After": "900"})


def check_again(bot: Bot, member: StaffMember, password: str, code: str | None) -> None:
    """Check that whoever has a session is its person; tries count with those to log in.

    Raises:
        Problem: 401 or 429.
    """
    account, address = member.email, address_of(request)
    count_try(bot, account, address)
    if not passwords.is_right(password, member.password):
        raise refuse("The password is wrong.")
    check_code(bot, member, code)
    with bot.database.writing.begin() as db:
        attempts.forget_attempts(db, account, address)


def check_code(bot: Bot, member: StaffMember, code: str | None) -> None:
    """Use a code up, of somebody whose password was right and who is asked for one.

    Tries are counted for the person, wherever they come from: who gets here knows the password.

    Raises:
        Problem: 401 that tells apart whether a code is asked for, 429.
    """
    with bot.database.reading.begin() as db:
        if not totp.is_on(db, member.id):
            return
    if not code:
        _ask_for_code("is missing", "Send the code that your authenticator app shows, or a recovery code.")
    who = f"code {member.id}"
    count_try(bot, who, who)
    try:
        with bot.database.writing.begin() as db:
            right = totp.take_code(db, bot.vault, member.id, code, bot.machine_now())
            if right:
                attempts.forget_attempts(db, who, who)
    except Sealed:
        _ask_for_code("cannot be checked", "SECRET_KEY was changed: send a recovery code.")
    if not right:
        _ask_for_code("is wrong, over, or was used", "Send the code that the app shows now, or a recovery code.")


def enter(db: Session, bot: Bot, member: StaffMember, way: str) -> Response:
    """Open a new session, end the one the browser had, and return the answer that sets the cookie."""
    token = secrets.token_urlsafe(32)
    sessions.end_session(db, request.cookies.get(cookie_name(bot), ""))
    sessions.open_session(db, member, token, bot.now())
    actor = audit.Actor(member.merchant_id, member.id)
    audit.record(db, actor, "session.open", f"staff:{member.id}", bot.now(), way)
    answer = sent(describe_session(bot, member, token))
    answer.set_cookie(
        cookie_name(bot),
        token,
        max_age=sessions.LONGEST,
        secure=is_secure(bot),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def find_me(db: Session) -> StaffMember:
    """Return whoever is logged in.

    Raises:
        Problem: 401, they are gone.
    """
    member = accounts.find_member(db, caller().merchant_id, caller().actor.staff_id or 0)
    if member is None:
        raise refuse("Log in once more.")
    return member


def describe_session(bot: Bot, member: StaffMember, token: str) -> SessionTold:
    """Return what somebody who is logged in is told of it."""
    return SessionTold(
        csrf=sessions.make_csrf(token),
        live=find_live(bot.settings, request.host),
        shop=member.tenant.name,
        set_up=not isinstance(member.tenant, Merchant) or member.tenant.live,
        letter_keys=member.letter_keys,
        staff=StaffTold.model_validate(member),
        permissions=tuple(sorted(PERMISSIONS[StaffRole(member.role)])),
    )


def _ask_for_code(fault: str, remedy: str) -> NoReturn:
    headers = refuse("").headers
    faults = (Fault(("code",), fault, remedy),)
    raise Problem(401, "A code is needed", f"The code {fault}. {remedy}", faults, headers, about=CODE_NEEDED)
