"""How often somebody may guess: tries to log in, counted before the password is looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db.staff import LogInAttempt
from bot.private import make_digest

WITHIN = timedelta(minutes=15)
# An account from one address; an address at all accounts; an account from all addresses. The last is high: whoever
# guesses from everywhere should not be able to keep somebody out for a handful of tries.
OF_BOTH, FROM_ADDRESS, OF_ACCOUNT = 5, 30, 100


def take_attempt(db: Session, account: str, address: str, now: datetime) -> bool:
    """Count a try of an account from an address before it is made; False when there were too many."""
    db.execute(delete(LogInAttempt).where(LogInAttempt.at < now - WITHIN))
    account, address = make_digest(account), make_digest(address)
    of_account, from_address = LogInAttempt.account == account, LogInAttempt.address == address
    of_both = _count(db, of_account, from_address)
    if of_both >= OF_BOTH or _count(db, from_address) >= FROM_ADDRESS or _count(db, of_account) >= OF_ACCOUNT:
        return False
    db.add(LogInAttempt(account=account, address=address, at=now))
    db.flush()
    return True


def forget_attempts(db: Session, account: str, address: str) -> None:
    """Forget the tries of an account from an address: the last one was right."""
    db.execute(delete(LogInAttempt).filter_by(account=make_digest(account), address=make_digest(address)))


def _count(db: Session, *which: object) -> int:
    return db.scalar(select(func.count()).select_from(LogInAttempt).where(*which)) or 0  # type: ignore[arg-type]
