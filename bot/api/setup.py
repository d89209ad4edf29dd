"""Setting a shop up: how far it is, what its account has, and live."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.problems import Problem
from bot.api.setup_shapes import (
    AccountTold,
    LiveChoice,
    SenderTold,
    SetupTold,
    StepLeft,
    StepTold,
)
from bot.bootstrap import MESSAGES_PATH, STATUS_PATH, Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.ports import SendError
from bot.ports.accounts import AccountFound
from bot.services.setup import going_live, notes
from bot.services.setup.steps import NEEDED, StepName, list_unready, read_steps
from bot.services.staff import audit

setup = APIBlueprint("setup", __name__, abp_tags=[tag("setup")], operation_id_callback=OPERATION_ID)
# So that Twilio comes again where we were away for a moment (docs/twilio.md).
_AGAIN = "#rc=3&rp=ct,rt,5xx&rt=5000"


class OneStep(BaseModel):
    """A step in an address."""

    step: StepName


@setup.get("/setup", responses=answers(SetupTold, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def read_setup() -> Response:
    """How far the shop is set up, step by step"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, bot)
    return sent(told)


@setup.put(
    f"/setup/<any({','.join(StepName)}):step>",
    responses=answers(SetupTold, 401, 403, 404, 409, 413, 415, 422, 429, 503),
)
@needs(Permission.SETTINGS_WRITE)
def leave_step(path: OneStep, body: StepLeft) -> Response:
    """Leave a step for later, or take it up again"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    if path.step in NEEDED:
        raise Problem(409, "Not without it", "Nobody could be told anything without this step.")
    with bot.database.writing.begin() as db:
        notes.leave_step(db, me.merchant_id, path.step, body.skipped, now)
        audit.record(db, me.actor, "setup.step", f"setup:{path.step}", now, "left" if body.skipped else "taken up")
        told = _tell(db, bot)
    return sent(told)


@setup.post("/setup/account", responses=answers(AccountTold, 401, 403, 409, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def look_at_account() -> Response:
    """Try the account that messages leave by: whether it lets us in, and which senders it has"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    try:
        found = bot.account.look()
    except SendError as error:
        detail = f"Twilio did not let us in or did not answer ({error}): whoever runs the installation has its token."
        raise Problem(409, "The account could not be looked at", detail) from error
    with bot.database.writing.begin() as db:
        notes.keep_note(db, me.merchant_id, notes.TWILIO, {"name": found.name, "state": found.state}, bot.now())
        taken = going_live.list_taken(db, me.merchant_id)
    return sent(_account(bot, found, taken))


@setup.post("/setup/live", responses=answers(SetupTold, 401, 403, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def go_live(body: LiveChoice) -> Response:
    """Let the shop's customers hear from it unasked, or hold that; what happened before is told to nobody"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        unready = list_unready(read_steps(db, me.merchant_id, bot.settings.twilio_account_sid))
        if body.live and unready:
            detail = f"Something is missing that nobody could be told anything without: {', '.join(unready)}."
            raise Problem(409, "Not ready yet", detail)
        going_live.set_live(db, me.merchant_id, body.live)
        audit.record(db, me.actor, "setup.live", "settings:shop", now, "on" if body.live else "off")
        note_change(db, me.merchant_id, ChangeKind.SETTINGS, 0, now)
        told = _tell(db, bot)
    return sent(told)


def _tell(db: Session, bot: Bot) -> SetupTold:
    mine = caller().merchant_id
    steps = read_steps(db, mine, bot.settings.twilio_account_sid)
    return SetupTold(
        live=db.get_one(Merchant, mine).live,
        steps=tuple(StepTold.model_validate(one) for one in steps),
        unready=tuple(list_unready(steps)),
        webhook=f"{bot.settings.public_url}{MESSAGES_PATH}{_AGAIN}",
        status_webhook=f"{bot.settings.public_url}{STATUS_PATH}",
    )


def _account(bot: Bot, found: AccountFound, taken: frozenset[str]) -> AccountTold:
    ours = f"{bot.settings.public_url}{MESSAGES_PATH}"
    senders = tuple(
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
    sid = bot.settings.twilio_account_sid
    return AccountTold(sid=f"{sid[:6]}…{sid[-4:]}", name=found.name, state=found.state, senders=senders)
