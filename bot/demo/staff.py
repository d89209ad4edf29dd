"""The demo shop's people, of a simulated system alone: where customers are real, nobody's password is made up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.db.engine import open_engine, sessions
from bot.db.factors import Passkey
from bot.db.shop import Merchant
from bot.db.staff import StaffLink, StaffMember, StaffSession
from bot.demo.shop import SLUG
from bot.domain.access import StaffRole, StaffState
from bot.services.staff import accounts, passwords

# Addresses of a domain that nobody can have.
PEOPLE = (
    ("kavita@rangoli.example", "Kavita Rao", StaffRole.OWNER),
    ("imran@rangoli.example", "Imran Shaikh", StaffRole.MARKETER),
    ("anjali@rangoli.example", "Anjali Desai", StaffRole.AGENT),
    ("ravi@rangoli.example", "Ravi Banerjee", StaffRole.AGENT),
)
# Of customers, that they read and write: new conversations go to whoever does.
_LANGUAGES = {"anjali@rangoli.example": ["gu", "hi", "en"], "ravi@rangoli.example": ["bn", "hi", "en"]}
# By what the log-in page calls them.
_ONE_CLICK = "The console's page logs in as any of them by one click."
WHO = dict(zip(("owner", "marketer", "agent", "agent2"), (email for email, _, _ in PEOPLE), strict=True))


def add_staff(db: Session, merchant: Merchant, password: str, now: datetime) -> str:
    """Add the shop's people with this password (random); return how to log in, to print."""
    if accounts.find_by_email(db, merchant.id, PEOPLE[0][0]) is not None:
        return _ONE_CLICK
    hashed = passwords.make_hash(password)
    for email, name, role in PEOPLE:
        staff_id = accounts.add_member(db, merchant.id, email, name, role, now)
        member = accounts.find_member(db, merchant.id, staff_id or 0)
        if member is not None:
            accounts.choose_password(db, member, hashed)
            member.languages = _LANGUAGES.get(email, [])
    told = ", ".join(f"{email} ({role})" for email, _, role in PEOPLE)
    return f"Its people: {told}. {_ONE_CLICK} Their password, not shown again: {password}"


def find_person(db: Session, who: str) -> StaffMember | None:
    """Return one of the demo shop's people by a name of WHO; None when the shop is not here, or they were let go."""
    query = select(StaffMember).join(Merchant, Merchant.id == StaffMember.merchant_id).where(Merchant.slug == SLUG)
    mine = query.where(StaffMember.email == WHO[who], StaffMember.state == StaffState.ACTIVE)
    return db.scalars(mine).first()


def close_demo(settings: Settings) -> None:
    """Let nobody in any more by an account that a demo made in this database: its customers are real now."""
    engine = open_engine(settings.database_url, bears=None)
    try:
        with sessions(engine).writing.begin() as db:
            shut_accounts(db)
    finally:
        engine.dispose()


def shut_accounts(db: Session) -> None:
    """Let the demo's people go; whoever is logged in as one of them is out."""
    mine = select(StaffMember.id).where(StaffMember.email.in_(WHO.values()), StaffMember.state != StaffState.INACTIVE)
    people = list(db.scalars(mine.join(Merchant, Merchant.id == StaffMember.merchant_id).where(Merchant.slug == SLUG)))
    for table in (StaffSession, StaffLink, Passkey):
        db.execute(delete(table).where(table.staff_id.in_(people)))
    db.execute(update(StaffMember).where(StaffMember.id.in_(people)).values(state=StaffState.INACTIVE))
