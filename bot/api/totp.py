"""Codes of an authenticator app, asked for at log-in: begun, confirmed by a first code, ended."""

from __future__ import annotations

import secrets

import pyotp
from flask import Response, current_app, request

from bot.api.access import address_of, caller, check_fresh, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.entering import count_try, find_me
from bot.api.factor_shapes import CodeSent, RecoveryCodes, TotpBegun, TotpTold
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.staff import attempts, audit
from bot.services.staff import totp as codes

totp = Group("totp", __name__, "session")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


@totp.get("/session/totp", responses=answers(TotpTold, 401, 403, 429, 503))
@needs(Permission.ACCOUNT)
def read_totp() -> Response:
    """Whether a code is asked of one at log-in"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        state = codes.find_state(db, find_me(db).id)
    return sent(TotpTold(since=state.since, recovery_codes=state.recovery_codes))


@totp.post("/session/totp", responses=answers(TotpBegun, 401, 403, 409, 429, 503, status=201))
@needs(Permission.ACCOUNT)
def begin_totp() -> Response:
    """Make a secret for an authenticator app; codes are asked for once PUT has confirmed it"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    secret = pyotp.random_base32()
    with bot.database.writing.begin() as db:
        member = find_me(db)
        if not codes.begin_totp(db, bot.vault, member, secret):
            raise Problem(409, "On already", "Codes are asked of you already: DELETE /session/totp ends that first.")
        uri = codes.write_address(member, secret)
        told = TotpBegun(secret=secret, uri=uri, qr=codes.write_picture(uri))
    return sent(told, 201)


@totp.put("/session/totp", responses=answers(RecoveryCodes, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.ACCOUNT)
def confirm_totp(body: CodeSent) -> Response:
    """Confirm the secret by a code of the app: from now on one is asked at log-in; answers with recovery codes"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    recovery = [_make_code() for _ in range(codes.RECOVERY_CODES)]
    account, address = f"begin code {caller().actor.staff_id}", address_of(request)
    count_try(bot, account, address)
    with bot.database.writing.begin() as db:
        member = find_me(db)
        if not codes.confirm_totp(db, bot.vault, member, body.code, recovery, bot.machine_now()):
            raise wrong_field("code", "is not what the app shows now", "POST /session/totp, add its secret, try again")
        attempts.forget_attempts(db, account, address)
        audit.record(db, caller().actor, "totp.on", f"staff:{member.id}", bot.now())
    return sent(RecoveryCodes(recovery_codes=tuple(recovery)))


@totp.delete("/session/totp", responses=answers(None, 401, 403, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def end_totp() -> Response:
    """Ask no code of one at log-in any more"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    with bot.database.writing.begin() as db:
        member = find_me(db)
        if codes.withdraw_totp(db, member):
            audit.record(db, caller().actor, "totp.off", f"staff:{member.id}", bot.now())
    return Response(status=204)


def _make_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(codes.RECOVERY_LETTERS))
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
