"""Passkeys: one's own listed, added, removed; and logging in by one."""

from __future__ import annotations

import secrets

from flask import Response, current_app, request

from bot.api.access import address_of, caller, check_fresh, needs, refuse
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.entering import count_try, enter, find_me
from bot.api.factor_shapes import NewPasskey, PasskeyList, PasskeyLogIn, PasskeyOptions, PasskeyTold
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import SessionTold
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.staff import attempts, audit, challenges
from bot.services.staff import passkeys as keys

passkeys = Group("passkeys", __name__, "session")


@passkeys.get("/session/passkeys", responses=answers(PasskeyList, 401, 403, 429, 503))
@needs(Permission.ACCOUNT)
def list_passkeys() -> Response:
    """One's passkeys, the first added first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        mine = tuple(PasskeyTold.model_validate(one) for one in keys.list_passkeys(db, find_me(db)))
    return sent(PasskeyList(possible=keys.read_site(bot.settings.public_url).can_have_passkeys, passkeys=mine))


@passkeys.post("/session/passkeys", responses=answers(PasskeyOptions, 401, 403, 409, 429, 503, status=201))
@needs(Permission.ACCOUNT)
def begin_passkey() -> Response:
    """What a browser makes a new passkey by (navigator.credentials.create), within five minutes"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    site, challenge = _site(bot), secrets.token_urlsafe(32)
    with bot.database.writing.begin() as db:
        member = find_me(db)
        had = keys.list_passkeys(db, member)
        if len(had) >= keys.MOST:
            raise Problem(409, "Too many", f"You have {keys.MOST} passkeys: remove one first.")
        challenges.make_challenge(db, challenge, member.id, address_of(request), bot.now())
        told = PasskeyOptions(options=keys.ask_for_new(site, member, had, challenge))
    return sent(told, 201)


@passkeys.put("/session/passkeys", responses=answers(PasskeyTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.ACCOUNT)
def add_passkey(body: NewPasskey) -> Response:
    """Keep the passkey that a device has made"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    site, now, answer = _site(bot), bot.now(), body.credential.model_dump()
    challenge = keys.read_challenge(body.credential.response.clientDataJSON)
    with bot.database.writing.begin() as db:
        member = find_me(db)
        asked = challenges.take_challenge(db, challenge, member.id, now)
    if not asked:
        raise Problem(409, "Not asked for", "It was begun too long ago, or is done: POST /session/passkeys once more.")
    with bot.database.writing.begin() as db:
        member = find_me(db)
        try:
            made = keys.add_passkey(db, site, member, answer, challenge, body.name, now)
        except keys.NotProven as error:
            raise wrong_field("credential", "is not what was asked for", "let the browser make another") from error
        if made is None:
            raise Problem(409, "There already", "This passkey is known already.")
        audit.record(db, caller().actor, "passkey.add", f"staff:{member.id}", now)
    return sent(PasskeyTold(id=made, name=body.name, created_at=now, used_at=None), 201)


@passkeys.delete(
    f"/session/passkeys/<int(min=1,max={LARGEST_ID}):id>", responses=answers(None, 401, 403, 404, 429, 503, status=204)
)
@needs(Permission.ACCOUNT)
def remove_passkey(path: Numbered) -> Response:
    """Remove a passkey of one's own: nobody logs in by it any more"""
    bot: Bot = current_app.extensions["bot"]
    check_fresh(bot.now())
    with bot.database.writing.begin() as db:
        member = find_me(db)
        if not keys.drop_passkey(db, member, path.id):
            raise Problem(404, "No such passkey", "You have none by this id: GET /session/passkeys lists yours.")
        audit.record(db, caller().actor, "passkey.remove", f"staff:{member.id}", bot.now())
    return Response(status=204)


@passkeys.post("/session/passkey-challenge", responses=answers(PasskeyOptions, 409, 429, 503, status=201))
@needs(None)
def ask_for_passkey() -> Response:
    """What a browser logs in by (navigator.credentials.get), within five minutes"""
    bot: Bot = current_app.extensions["bot"]
    site, challenge = _site(bot), secrets.token_urlsafe(32)
    with bot.database.writing.begin() as db:
        challenges.make_challenge(db, challenge, None, address_of(request), bot.now())
    return sent(PasskeyOptions(options=keys.ask_for_any(site, challenge)), 201)


@passkeys.post("/session/passkey", responses=answers(SessionTold, 401, 409, 413, 415, 422, 429, 503))
@needs(None)
def log_in_by_passkey(body: PasskeyLogIn) -> Response:
    """Log in by a passkey: no code is asked, the device has seen its owner"""
    bot: Bot = current_app.extensions["bot"]
    site, now, answer = _site(bot), bot.now(), body.credential.model_dump()
    account, address = f"passkey {body.credential.id}", address_of(request)
    count_try(bot, account, address)
    challenge = keys.read_challenge(body.credential.response.clientDataJSON)
    with bot.database.writing.begin() as db:
        asked = challenges.take_challenge(db, challenge, None, now)
    with bot.database.writing.begin() as db:
        passkey = keys.find_passkey(db, body.credential.id) if asked else None
        if passkey is None:
            raise refuse("This passkey is not known here, or it took too long: try again, or log in by your password.")
        try:
            keys.prove_passkey(db, site, passkey, answer, challenge, now)
        except keys.NotProven as error:
            raise refuse("This passkey is not good here: log in by your password.") from error
        attempts.forget_attempts(db, account, address)
        return enter(db, bot, passkey.staff, "passkey")


def _site(bot: Bot) -> keys.Site:
    site = keys.read_site(bot.settings.public_url)
    if not site.can_have_passkeys:
        detail = (
            "Browsers make passkeys for a name over TLS alone: set PUBLIC_URL to one, like https://shop.example.in."
        )
        raise Problem(409, "No passkeys here", detail)
    return site
