"""Questions that somebody of a shop tries out on its assistant: whose they are stands in the sender's name."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.ports import TRIAL

_SENDER = re.compile(rf"{TRIAL}_([0-9]{{1,18}})_[A-Za-z0-9_-]{{1,60}}")


def name_trial(merchant_id: int, token: str) -> str:
    """Return the sender of a question of this shop."""
    return f"{TRIAL}_{merchant_id}_{token}"


def find_trial_shop(db: Session, sender: str) -> Merchant | None:
    """Return the shop that a question is tried out at, None where its sender names none."""
    found = _SENDER.fullmatch(sender)
    return db.get(Merchant, int(found[1])) if found else None
