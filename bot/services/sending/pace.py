"""How many messages a second a sender and the account may send now: less after they were told, then slowly more.

Rows keep it, for every worker of every host; who counts the messages of a second is bot.queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once, won
from bot.db.outgoing import OutgoingMessage
from bot.db.pace import SenderPace
from bot.db.shop import Merchant
from bot.domain.prices import limit_on

# Half of what it was; then a hundredth of the limit more each two seconds, so that the whole is back after 100 s.
HALF, GROWS_EACH, SLOWEST = 0.5, timedelta(seconds=2), 1.0
# What was under way when it was told says the same: that is no second word.
ONE_WORD = timedelta(seconds=3)
# Who is too fast, by Twilio's code: the account (20429, 63017), or the number.
OF_ACCOUNT, OF_SENDER = frozenset({20429, 63017}), frozenset({63018, 21611, 30001})


def name_account(account: str) -> str:
    """Return the name under which the pace of Twilio's account is kept."""
    return f"account:{account}"


def find_rates(db: Session, sender: str, account: str, now: datetime) -> dict[str, float]:
    """Return how many messages a second may leave now, by who sends them: the number, and the account."""
    most = find_most(db, sender, account, now)
    slowed = select(SenderPace).where(SenderPace.sender.in_(list(most)))
    rates = dict(most)
    for row in db.scalars(slowed):
        rates[row.sender] = _grown(row.slowed_to, row.slowed_at, most[row.sender], now)
    return rates


def find_most(db: Session, sender: str, account: str, now: datetime) -> Mapping[str, float]:
    """Return the limits of a number, by the shop's setting or as everybody's are, and of the account.

    `account`: the installation's; that of the shop whose number it is comes before it.
    """
    of_whatsapp = case((Merchant.whatsapp_from == sender, Merchant.whatsapp_per_second), else_=0)
    theirs = or_(Merchant.whatsapp_from == sender, Merchant.sms_from == sender)
    found = select(func.max(of_whatsapp), func.max(Merchant.twilio_sid)).where(theirs)
    rate, own_sid = db.execute(found).one()
    day = now.date()
    most = rate or limit_on(day, "whatsapp_per_second")
    return {sender: float(most), name_account(own_sid or account): float(limit_on(day, "account_per_second"))}


def limit_pace(db: Session, code: int | None, outgoing_id: int, account: str, now: datetime) -> None:
    """Halve the pace of whoever a code says is too fast, once for what was under way together."""
    if code not in OF_ACCOUNT | OF_SENDER:
        return
    row = db.get_one(OutgoingMessage, outgoing_id)
    sender = row.conversation.our_address
    rates, most = find_rates(db, sender, account, now), find_most(db, sender, account, now)
    name = next(name for name in most if name != sender) if code in OF_ACCOUNT else sender
    # An account is seldom at its own limit: what its one number may send is where to begin.
    rate = min(rates[name], most[sender]) if code in OF_ACCOUNT else rates[name]
    slower = max(SLOWEST, rate * HALF)
    if insert_once(db, SenderPace, sender=name, slowed_to=slower, slowed_at=now) is None:
        known = update(SenderPace).where(SenderPace.sender == name, SenderPace.slowed_at <= now - ONE_WORD)
        won(db, known.values(slowed_to=slower, slowed_at=now))


def _grown(slowed_to: float, slowed_at: datetime, most: float, now: datetime) -> float:
    return max(SLOWEST, min(most, slowed_to + most / 100 * ((now - slowed_at) / GROWS_EACH)))
