"""Whether whoever is logged in takes conversations."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs, refuse
from bot.api.answers import sent
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.staff_shapes import AvailabilityChoice, StaffTold
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk.availability import choose_availability
from bot.services.staff import accounts

availability = APIBlueprint("availability", __name__, abp_tags=[tag("session")], operation_id_callback=OPERATION_ID)


@availability.put("/session/availability", responses=answers(StaffTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.ACCOUNT)
def choose_my_availability(body: AvailabilityChoice) -> Response:
    """Say whether one takes conversations; away_give_back puts those that wait for an answer back into the queue"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        member = accounts.find_member(db, me.merchant_id, me.actor.staff_id or 0)
        if member is None:
            raise refuse("Log in once more.")
        choose_availability(db, member, body.state, bot.now())
        told = StaffTold.model_validate(member)
    return sent(told)
