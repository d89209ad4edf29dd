"""The demo shop's people, of a simulated system alone: where customers are real, nobody's password is made up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.services.staff import accounts, passwords

# Addresses of a domain that nobody can have.
PEOPLE = (
    ("kavita@rangoli.example", "Kavita Rao", StaffRole.OWNER),
    ("imran@rangoli.example", "Imran Shaikh", StaffRole.MARKETER),
    ("anjali@rangoli.example", "Anjali Desai", StaffRole.AGENT),
    ("ravi@rangoli.example", "Ravi Banerjee", StaffRole.AGENT),
)


def add_staff(db: Session, merchant: Merchant, password: str, now: datetime) -> str:
    """Add the shop's people with this password (random); return how to log in, to print, "" when they are there."""
    if accounts.find_by_email(db, merchant.id, PEOPLE[0][0]) is not None:
        return ""
    hashed = passwords.make_hash(password)
    for email, name, role in PEOPLE:
        staff_id = accounts.add_member(db, merchant.id, email, name, role, now)
        member = accounts.find_member(db, merchant.id, staff_id or 0)
        if member is not None:
            accounts.choose_password(db, member, hashed)
    told = ", ".join(f"{email} ({role})" for email, _, role in PEOPLE)
    return f"Its people: {told}. Their password, not shown again: {password}"
