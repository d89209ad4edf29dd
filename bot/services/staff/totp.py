"""Codes of an authenticator app (RFC 6238), and codes for whoever has lost it: each is good once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import segno
from pyotp import TOTP
from pyotp.utils import strings_equal
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once, won
from bot.db.factors import RecoveryCode, Totp
from bot.db.staff import StaffMember
from bot.private import make_digest

ISSUER = "Dastak"
DIGITS = 6
LEEWAY = 1  # half minutes that the clock of a phone may be off
RECOVERY_CODES, RECOVERY_LETTERS = 10, 16


class Safe(Protocol):
    """What seals the secret: the database alone makes no codes."""

    def seal(self, values: Any) -> str:
        """Return the value as text that says nothing."""
        ...

    def open(self, text: str) -> Any:
        """Return what was sealed."""
        ...


@dataclass(frozen=True, slots=True)
class TotpState:
    """Since when codes are asked of somebody (None: they are not), and how many recovery codes are left."""

    since: datetime | None
    recovery_codes: int


def begin_totp(db: Session, safe: Safe, member: StaffMember, secret: str) -> bool:
    """Keep a new secret (random, base32) until a code confirms it; False when codes are asked already."""
    db.execute(delete(Totp).filter_by(staff_id=member.id, confirmed_at=None))
    of = {"merchant_id": member.merchant_id, "staff_id": member.id}
    return insert_once(db, Totp, **of, secret=safe.seal(secret), confirmed_at=None, last_step=0) is not None


def write_address(member: StaffMember, secret: str) -> str:
    """Return what an app reads from a QR code: otpauth://totp/…"""
    return TOTP(secret).provisioning_uri(name=member.email, issuer_name=f"{ISSUER} {member.tenant.name}")


def write_picture(address: str) -> str:
    """Return the QR code of such an address, as a data: URI of an SVG."""
    picture: str = segno.make(address, micro=False).svg_data_uri(scale=4)
    return picture


def confirm_totp(
    db: Session, safe: Safe, member: StaffMember, code: str, recovery: Sequence[str], moment: datetime
) -> bool:
    """Ask for codes from now on, and keep the hashes of these recovery codes; False for a wrong code.

    `moment` is the machine's time here and below: phones know nothing of a demo's days.
    """
    begun = _find(db, member.id, confirmed=False)
    if begun is None or not _take_step(db, safe, begun, code, moment):
        return False
    if not won(db, update(Totp).filter_by(id=begun.id, confirmed_at=None).values(confirmed_at=moment)):
        return False
    _drop_recovery_codes(db, member)
    of = {"merchant_id": member.merchant_id, "staff_id": member.id}
    db.add_all(RecoveryCode(**of, digest=_digest(member.id, one)) for one in recovery)
    db.flush()
    return True


def is_on(db: Session, staff_id: int) -> bool:
    """Whether somebody is asked for a code."""
    return _find(db, staff_id, confirmed=True) is not None


def find_state(db: Session, staff_id: int) -> TotpState:
    """Return since when codes are asked of somebody, and how many recovery codes are left."""
    found = _find(db, staff_id, confirmed=True)
    left = db.scalar(select(func.count()).select_from(RecoveryCode).filter_by(staff_id=staff_id)) or 0
    return TotpState(found.confirmed_at if found else None, left)


def list_who_have_it(db: Session, merchant_id: int) -> set[int]:
    """List the ids of those of a shop's people who are asked for a code."""
    query = select(Totp.staff_id).filter_by(merchant_id=merchant_id).where(Totp.confirmed_at.is_not(None))
    return set(db.scalars(query))


def take_code(db: Session, safe: Safe, staff_id: int, code: str, moment: datetime) -> bool:
    """Use a code up: one of the app, or a recovery code. False for one that is wrong, over, or was used."""
    found = _find(db, staff_id, confirmed=True)
    if found is None:
        return False
    if won(db, delete(RecoveryCode).filter_by(staff_id=staff_id, digest=_digest(staff_id, code))):
        return True
    return _take_step(db, safe, found, code, moment)


def withdraw_totp(db: Session, member: StaffMember) -> bool:
    """Ask somebody for codes no more; False when none were asked."""
    _drop_recovery_codes(db, member)
    was_on = is_on(db, member.id)
    db.execute(delete(Totp).filter_by(merchant_id=member.merchant_id, staff_id=member.id))
    return was_on


def _find(db: Session, staff_id: int, *, confirmed: bool) -> Totp | None:
    query = select(Totp).filter_by(staff_id=staff_id)
    return db.scalars(query.where(Totp.confirmed_at.is_not(None) if confirmed else Totp.confirmed_at.is_(None))).first()


def _take_step(db: Session, safe: Safe, totp: Totp, code: str, moment: datetime) -> bool:
    step = _step_of(TOTP(safe.open(totp.secret)), _digits(code), moment)
    # Two who send one code at once: the second finds the step used up.
    used = update(Totp).where(Totp.id == totp.id, Totp.last_step < (step or 0)).values(last_step=step)
    return step is not None and won(db, used)


def _step_of(totp: TOTP, code: str, moment: datetime) -> int | None:
    now = totp.timecode(moment)
    steps = range(now - LEEWAY, now + LEEWAY + 1)
    return next((step for step in steps if strings_equal(totp.generate_otp(step), code)), None)


def _digits(code: str) -> str:
    """A code as it is compared: without blanks, and of figures of any script."""
    joined = "".join(code.split())
    return f"{int(joined):0{len(joined)}}" if joined.isdecimal() and len(joined) == DIGITS else ""


def _digest(staff_id: int, code: str) -> str:
    return make_digest(f"{staff_id}:{''.join(filter(str.isalnum, code)).lower()}")


def _drop_recovery_codes(db: Session, member: StaffMember) -> None:
    db.execute(delete(RecoveryCode).filter_by(merchant_id=member.merchant_id, staff_id=member.id))
