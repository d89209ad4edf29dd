"""The account at Twilio that a shop's messages leave by: looked at, tried, the shop's own or the installation's."""

from __future__ import annotations

from flask import Response, current_app

from bot import own_account
from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.setup_shapes import AccountChoice, AccountTold, AccountTried, SenderTold
from bot.bootstrap import MESSAGES_PATH, Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.own_account import AccountWanted, BadAccount, BadSender
from bot.ports import SendError
from bot.ports.accounts import AccountFound
from bot.services.accounts import own
from bot.services.connections.vault import Sealed
from bot.services.setup import going_live, notes
from bot.ways import Forgotten, Way

setup_account = Group("setup_account", __name__, "setup")
_BODY = (401, 403, 409, 413, 415, 422, 429, 503)


@setup_account.post("/setup/account", responses=answers(AccountTold, 401, 403, 409, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def look_at_account() -> Response:
    """Try the account that messages leave by: whether it lets us in, and which senders it has"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        account_id = db.get_one(Merchant, me.merchant_id).twilio_account_id
    way, found = _look(bot, account_id)
    with bot.database.writing.begin() as db:
        notes.keep_note(db, me.merchant_id, notes.TWILIO, {"name": found.name, "state": found.state}, bot.now())
        told = _tell(db, bot, way.sid, found, is_own=account_id is not None)
    return sent(told)


@setup_account.post("/setup/account/trials", responses=answers(AccountTold, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def try_account(body: AccountTried) -> Response:
    """Try an account of the shop's own, or with nothing given the installation's, and keep nothing of it"""
    bot: Bot = current_app.extensions["bot"]
    sid, found = _try(bot, body)
    with bot.database.reading.begin() as db:
        told = _tell(db, bot, sid, found, is_own=bool(body.account_sid))
    return sent(told)


@setup_account.put("/setup/account", responses=answers(AccountTold, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def choose_account(body: AccountChoice) -> Response:
    """Let messages leave by an account of the shop's own, or with nothing given by the installation's: tried first,
    its token kept sealed and never shown. A former token counts for a day.
    """
    bot: Bot = current_app.extensions["bot"]
    sid, found = _try(bot, body)
    given = (body.account_sid, body.auth_token) if body.account_sid else None
    numbers = {"whatsapp_from": body.whatsapp_from, "sms_from": body.sms_from}
    with bot.database.writing.begin() as db:
        try:
            own_account.use_account(db, bot, caller().actor, AccountWanted(given, found, numbers))
        except BadSender as error:
            raise wrong_field(error.field, error.problem, error.remedy) from error
        told = _tell(db, bot, sid, found, is_own=given is not None)
    return sent(told)


def _try(bot: Bot, body: AccountTried) -> tuple[str, AccountFound]:
    if not body.account_sid and not body.auth_token:
        way, found = _look(bot, None)
        return way.sid, found
    try:
        return body.account_sid, own_account.try_account(bot, body.account_sid, body.auth_token)
    except BadAccount as error:
        raise wrong_field(error.field, error.problem, error.remedy) from error
    except SendError as error:
        raise _away(str(error)) from error


def _look(bot: Bot, account_id: int | None) -> tuple[Way, AccountFound]:
    whose = "whoever runs the installation has its token" if account_id is None else "give its token anew"
    try:
        way = bot.way(account_id)
        return way, way.account.look()
    except (SendError, Sealed, Forgotten) as error:
        raise _away(f"{error}): {whose}") from error


def _away(why: str) -> Problem:
    return Problem(409, "The account could not be looked at", f"Twilio did not let us in or did not answer ({why}.")


def _tell(db: Session, bot: Bot, sid: str, found: AccountFound, *, is_own: bool) -> AccountTold:
    ours = f"{bot.settings.public_url}{MESSAGES_PATH}"
    taken = going_live.list_taken(db, caller().merchant_id)
    told = tuple(
        SenderTold(
            channel=one.channel,
            number=one.number,
            state=one.state,
            quality=one.quality,
            limit=one.limit,
            heard_here=one.webhook.partition("#")[0] == ours,
            taken=one.number in taken,
        )
        for one in found.senders
    )
    return AccountTold(
        sid=own.name_briefly(sid),
        own=is_own,
        name=found.name,
        state=found.state,
        trial=found.kind == own_account.TRIAL,
        senders=told,
    )
