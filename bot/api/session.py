"""Log in, look who one is, log out: here or everywhere."""

from __future__ import annotations

from flask import Response, current_app, request

from bot.api.access import Caller, address_of, caller, cookie_name, is_secure, needs, refuse
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.entering import check_again, check_code, count_try, describe_session, enter, find_me
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.staff_shapes import LogIn, MyChange, Proof, SessionTold
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.staff import StaffMember
from bot.domain.access import Permission
from bot.services.staff import accounts, attempts, audit, passwords, sessions

session = Group("session", __name__, "session")


@session.post("/session", responses=answers(SessionTold, 401, 409, 413, 415, 422, 429, 503))
@needs(None)
def log_in(body: LogIn) -> Response:
    """Log in: the answer sets the cookie of a new session; one that the browser had is over"""
    bot: Bot = current_app.extensions["bot"]
    account, address = body.email.strip().lower(), address_of(request)
    count_try(bot, account, address)
    known = _find_right(bot, account, body)
    check_code(bot, known, body.code)
    with bot.database.writing.begin() as db:
        member = accounts.find_member(db, known.merchant_id, known.id)
        if member is None or (member.password, member.state) != (known.password, known.state):
            raise refuse("The account was changed just now: log in once more.")
        attempts.forget_attempts(db, account, address)
        return enter(db, bot, member, "password")


@session.get("/session", responses=answers(SessionTold, 401, 403, 429, 503))
@needs(Permission.ACCOUNT)
def who_am_i() -> Response:
    """Who is logged in, and what they may do"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = describe_session(bot, find_me(db), caller().token)
    return sent(told)


@session.patch("/session", responses=answers(SessionTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.ACCOUNT)
def change_mine(body: MyChange) -> Response:
    """Choose one's language of the console, and whether single letters act"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        member = find_me(db)
        for name, value in body.model_dump(exclude_none=True).items():
            setattr(member, name, value)
        told = describe_session(bot, member, caller().token)
    return sent(told)


@session.post("/session/proof", responses=answers(None, 401, 403, 413, 415, 422, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def prove_again(body: Proof) -> Response:
    """Show once more who one is: for ten minutes one may change then by what one logs in"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        member = find_me(db)
    check_again(bot, member, body.password, body.code)
    with bot.database.writing.begin() as db:
        sessions.note_proof(db, caller().token, bot.now())
    return Response(status=204)


@session.delete("/session", responses=answers(None, 401, 403, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def log_out() -> Response:
    """Log out in this browser"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        sessions.end_session(db, me.token)
        note_change(db, me.merchant_id, ChangeKind.STAFF, me.actor.staff_id or 0, bot.now())  # its streams end
    return _gone(bot)


@session.delete("/sessions", responses=answers(None, 401, 403, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def log_out_everywhere() -> Response:
    """Log out in all browsers, this one included"""
    bot: Bot = current_app.extensions["bot"]
    me: Caller = caller()
    with bot.database.writing.begin() as db:
        sessions.end_all(db, me.merchant_id, me.actor.staff_id or 0)
        note_change(db, me.merchant_id, ChangeKind.STAFF, me.actor.staff_id or 0, bot.now())
        audit.record(db, me.actor, "session.end_all", f"staff:{me.actor.staff_id}", bot.now())
    return _gone(bot)


def _find_right(bot: Bot, account: str, body: LogIn) -> StaffMember:
    """Who has this password; takes as long for an address that nobody has."""
    with bot.database.reading.begin() as db:
        known = accounts.list_who_may_log_in(db, account, body.shop)
    right = [one for one in known if passwords.is_right(body.password, one.password)]
    if not known:
        passwords.is_right(body.password, "")
    if not right:
        raise refuse("E-mail address or password is wrong. An owner of the shop can make a link for a new password.")
    if len(right) > 1:
        raise Problem(409, "Which shop?", "You work for several shops: name one as shop, by its short name.")
    return right[0]


def _gone(bot: Bot) -> Response:
    answer = Response(status=204)
    answer.delete_cookie(cookie_name(bot), path="/", secure=is_secure(bot), httponly=True, samesite="Lax")
    return answer
