"""Whether whoever is logged in takes conversations, and whether a colleague does, as an owner says it for them."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs, refuse
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.staff_shapes import AvailabilityChoice, AvailabilityTold, StaffTold
from bot.bootstrap import Bot
from bot.domain.access import Permission, StaffState
from bot.services.desk.availability import choose_availability
from bot.services.desk.giving_out import count_open
from bot.services.staff import accounts, audit

availability = Group("availability", __name__, "session")


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


@availability.put(
    f"/staff/<int(min=1,max={LARGEST_ID}):id>/availability",
    responses=answers(AvailabilityTold, 401, 403, 404, 409, 413, 415, 422, 429, 503),
)
@needs(Permission.STAFF_MANAGE)
def choose_theirs(path: Numbered, body: AvailabilityChoice) -> Response:
    """Say for somebody whether they take conversations; the answer has how many went back into the queue"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        member = accounts.find_member(db, me.merchant_id, path.id)
        if member is None:
            raise Problem(404, "Nobody by this id", "Nobody of your shop has this id: GET /staff lists your people.")
        if member.state != StaffState.ACTIVE:
            raise Problem(
                409, "Not at work", "They take no conversations: they have not logged in yet, or were let go."
            )
        given_back = choose_availability(db, member, body.state, bot.now())
        audit.record(db, me.actor, "staff.availability", f"staff:{path.id}", bot.now(), body.state)
        kept = count_open(db, me.merchant_id, path.id)
        told = AvailabilityTold(staff=StaffTold.model_validate(member), given_back=given_back, kept=kept)
    return sent(told)
