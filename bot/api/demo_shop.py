"""The demo shop's people log in by one click: in a simulated installation, and nowhere else."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import needs
from bot.api.declared import answers
from bot.api.entering import enter
from bot.api.factor_shapes import DemoWho
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.staff_shapes import SessionTold
from bot.bootstrap import Bot
from bot.demo import staff

demo_shop = Group("demo_shop", __name__, "session")


@demo_shop.post("/session/demo", responses=answers(SessionTold, 404, 413, 415, 422, 429, 503))
@needs(None)
def enter_demo(body: DemoWho) -> Response:
    """Log in as one of the demo shop's people; 404 where customers are real"""
    bot: Bot = current_app.extensions["bot"]
    gone = Problem(404, "No demo here", "This is a real shop: log in with your own account (POST /session).")
    if not bot.settings.simulated:
        raise gone
    with bot.database.writing.begin() as db:
        member = staff.find_person(db, body.who)
        if member is None:
            raise gone
        return enter(db, bot, member, "demo")
