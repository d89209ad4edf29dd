"""To how many new people a day WhatsApp lets the shop write: who says so, since when, and what is left."""

from __future__ import annotations

from datetime import datetime

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.portfolio import Quality
from bot.services.broadcasts.allowance import WhoSays, find_allowance, find_who_says
from bot.services.broadcasts.portfolio import find_sender

broadcast_allowance = Group("broadcast_allowance", __name__, "broadcasts")


class AllowanceTold(Shown):
    """New people of a moving day. `most` is null without a limit; of it `used` are taken, by all numbers of the
    portfolio, and `left` are left; `free_at`: from when there is room again. `who_says`: the shop's setting, which goes
    before Twilio's word, or Twilio, or "" where nobody does. Of Twilio's word: `told_most` (0: no limit), `quality`,
    `checked_at`, `changed_at`; null where it has told nothing.
    """

    most: int | None
    used: int
    left: int | None
    free_at: Moment | None
    who_says: WhoSays
    told_most: int | None = Field(description="As Twilio's list of senders has it, in the shop's words or not.")
    quality: Quality | None
    checked_at: Moment | None
    changed_at: Moment | None


@broadcast_allowance.get("/broadcasts/allowance", responses=answers(AllowanceTold, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast_allowance() -> Response:
    """To how many new people the shop may still write today, and how good WhatsApp thinks its number"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tell_allowance(db, db.get_one(Merchant, caller().merchant_id), bot.now())
    return sent(told)


def tell_allowance(db: Session, shop: Merchant, now: datetime) -> AllowanceTold:
    """Return what is told of the allowance of a shop's portfolio."""
    found, word = find_allowance(db, shop, now), find_sender(db, shop)
    return AllowanceTold(
        most=found.most if found else None,
        used=found.used if found else 0,
        left=found.left if found else None,
        free_at=found.free_at if found else None,
        who_says=found.who_says if found else find_who_says(db, shop),
        told_most=word.allowance if word else None,
        quality=Quality(word.quality) if word else None,
        checked_at=word.checked_at if word else None,
        changed_at=word.changed_at if word else None,
    )
