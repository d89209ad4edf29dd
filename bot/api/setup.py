"""Setting a shop up: how far it is, what its account has, and live."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import BaseModel

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.setup_shapes import (
    LiveChoice,
    SetupTold,
    StepLeft,
    StepTold,
)
from bot.bootstrap import MESSAGES_PATH, STATUS_PATH, Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.services.setup import going_live, notes
from bot.services.setup.steps import NEEDED, StepName, list_unready, read_steps
from bot.services.staff import audit

setup = Group("setup", __name__, "setup")
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
